import type { StoredStepState } from '@stepwell/engine';
import type { NewFlow } from '../../flows/index.ts';

type Definition = NonNullable<NewFlow['definition']>;
type Step = Definition['steps'][number];

export const START = '2026-03-02T09:00:00.000Z';
export const DAY_MS = 86_400_000;

const base = {
  required: true,
  skippable: false,
  estimated_minutes: 2,
  roles: [],
  markets: ['*'],
  requires: [],
};
const text = (key: string) => ({ en: key });

function nameField(key: string): Extract<Step, { kind: 'form' }>['fields'][number] {
  return {
    key,
    label: text(key),
    required: true,
    input: 'text',
    schema: { type: 'string', minLength: 1, maxLength: 80 },
  };
}

const welcome: Step = { ...base, key: 'welcome', kind: 'info', title: text('Welcome'), body: text('Hello'), weight: 1 };
const profile: Step = {
  ...base,
  key: 'profile',
  kind: 'form',
  title: text('Profile'),
  weight: 4,
  fields: [nameField('name')],
};
const policy: Step = {
  ...base,
  key: 'policy',
  kind: 'terms',
  title: text('Policy'),
  weight: 2,
  document: { version: '1', body: text('Be kind') },
};
const documents: Step = {
  ...base,
  key: 'documents',
  kind: 'external',
  title: text('Documents'),
  weight: 3,
  source: 'id',
};
const bonus: Step = {
  ...base,
  key: 'bonus',
  kind: 'task',
  title: text('Bonus'),
  weight: 2,
  required: false,
  skippable: true,
};
const piece: Step = {
  ...base,
  key: 'piece',
  kind: 'form',
  title: text('Piece'),
  weight: 3,
  fields: [nameField('name')],
  review: true,
};

/** What is live before. */
export const FIRST: Definition = {
  title: text('Marketplace'),
  default_locale: 'en',
  locales: ['en'],
  targeting: { markets: ['*'], roles: [] },
  steps: [welcome, profile, policy, documents, bonus, piece],
  gates: [{ capability: 'content.publish', title: text('Publish'), steps: ['profile', 'piece'] }],
};

/**
 * Treats the journeys in every way there is: a form asks for more (reset), the policy only weighs more (carried), the
 * documents are gone (dropped), the bonus may no longer be skipped (reset), a step is new, and Germany is left out.
 */
export const SECOND: Definition = {
  ...FIRST,
  targeting: { markets: ['FR', 'US'], roles: [] },
  steps: [
    welcome,
    { ...profile, fields: [nameField('name'), nameField('legal_name')] },
    { ...policy, weight: 12 },
    { ...bonus, skippable: false, required: true },
    piece,
    {
      ...base,
      key: 'survey',
      kind: 'info',
      title: text('Survey'),
      body: text('Thanks'),
      weight: 1,
      required: false,
      skippable: true,
    },
  ],
};

export const THIRD: Definition = { ...SECOND, title: text('Marketplace again') };

export const MARKETS_OF_PEOPLE = ['FR', 'US', 'DE'];

/** The states that journeys of the tests have their steps in. */
export const STATES_BY_STEP: Readonly<Record<string, readonly StoredStepState[]>> = {
  welcome: ['done', 'todo'],
  profile: ['done', 'in_progress', 'todo'],
  policy: ['todo', 'done'],
  documents: ['done', 'todo', 'in_progress'],
  bonus: ['skipped', 'done', 'todo'],
  piece: ['submitted', 'done', 'rejected', 'todo', 'in_progress'],
};
/** How many different journeys that makes. */
export const STATE_COUNT = Object.values(STATES_BY_STEP).reduce((product, states) => product * states.length, 1);
