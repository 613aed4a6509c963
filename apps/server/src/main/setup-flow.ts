import { FlowDefinition as DefinitionShape } from '@stepwell/contract';
import type { FlowDefinition } from '@stepwell/engine';
import type { Application } from './compose.ts';

/** Key of the built-in flow that every organization goes through; it belongs to the installation itself. */
export const SETUP_FLOW_KEY = 'stepwell-setup';

const everywhere = { roles: [] as string[], markets: ['*'], skippable: false };

/** What a new organization does to get started with Stepwell. */
const SETUP_FLOW: FlowDefinition = {
  title: { en: 'Set up Stepwell', fr: 'Configurer Stepwell' },
  description: {
    en: 'From an empty organization to the first participant.',
    fr: 'D’une organisation vide au premier participant.',
  },
  default_locale: 'en',
  locales: ['en', 'fr'],
  targeting: { markets: ['*'], roles: [] },
  steps: [
    {
      ...everywhere,
      requires: [],
      kind: 'info',
      key: 'welcome',
      title: { en: 'Look around', fr: 'Faire le tour' },
      body: {
        en: 'A flow says how your users get started. Participants go through it; gates hold back what needs it done.',
        fr: 'Un parcours décrit comment vos utilisateurs démarrent. Les participants le suivent ; des verrous retiennent ce qui en dépend.',
      },
      required: true,
      weight: 1,
      estimated_minutes: 2,
    },
    {
      ...everywhere,
      kind: 'task',
      key: 'publish_flow',
      title: { en: 'Publish a flow', fr: 'Publier un parcours' },
      help: { en: 'Start from a template and publish it.', fr: 'Partez d’un modèle et publiez-le.' },
      required: true,
      weight: 3,
      estimated_minutes: 15,
      requires: ['welcome'],
    },
    {
      ...everywhere,
      kind: 'task',
      key: 'first_participant',
      title: { en: 'Welcome your first participant', fr: 'Accueillir votre premier participant' },
      required: true,
      weight: 3,
      estimated_minutes: 10,
      requires: ['publish_flow'],
    },
  ],
  gates: [
    {
      capability: 'production.live',
      title: { en: 'Go live', fr: 'Passer en production' },
      steps: ['welcome', 'publish_flow', 'first_participant'],
    },
  ],
};

/** Makes the installation's own organization with the built-in flow, where it is missing. */
export async function ensureSetupFlow(application: Application): Promise<void> {
  const { organizations, flows, publications, database } = application;
  if (await organizations.systemOrganization()) return;
  const { id: orgId } = await database.asSystem('the installation itself', (tx) =>
    organizations.createOrganization(tx, { slug: 'stepwell', name: 'Stepwell', isSystem: true }),
  );
  const caller = { orgId, environment: 'live' as const, actorKind: 'system' as const, actorId: null };
  await flows.createFlow(caller, {
    key: SETUP_FLOW_KEY,
    name: 'Set up Stepwell',
    definition: DefinitionShape.parse(SETUP_FLOW),
  });
  const draft = await flows.draft(caller, SETUP_FLOW_KEY);
  await publications.publish(caller, SETUP_FLOW_KEY, {
    environment: 'live',
    mode: 'carry',
    rowVersion: draft.row_version,
  });
}
