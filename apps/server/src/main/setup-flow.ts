import { FlowDefinition as DefinitionShape } from '@stepwell/contract';
import type { FlowDefinition } from '@stepwell/engine';
import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../platform/errors/index.ts';
import type { Application } from './compose.ts';

/** Key of the built-in flow that every organization goes through; it belongs to the installation itself. */
export const SETUP_FLOW_KEY = 'stepwell-setup';

/** Done when an owner of the organization has proved their address. */
export const VERIFY_EMAIL_STEP = 'verify_email';

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
      kind: 'task',
      key: VERIFY_EMAIL_STEP,
      title: { en: 'Verify your address', fr: 'Vérifier votre adresse' },
      help: {
        en: 'Follow the link in the mail that was sent to you.',
        fr: 'Suivez le lien du courriel qui vous a été envoyé.',
      },
      required: true,
      weight: 1,
      estimated_minutes: 2,
    },
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
    {
      ...everywhere,
      skippable: true,
      kind: 'info',
      key: 'invite_team',
      title: { en: 'Invite your team', fr: 'Inviter votre équipe' },
      body: {
        en: 'Under Members you invite those who work with you, each with the role they need.',
        fr: 'Sous Membres, invitez celles et ceux qui travaillent avec vous, chacun avec le rôle qu’il lui faut.',
      },
      required: false,
      weight: 1,
      estimated_minutes: 3,
      requires: [VERIFY_EMAIL_STEP],
    },
  ],
  gates: [
    {
      capability: 'members.invite',
      title: { en: 'Invite members', fr: 'Inviter des membres' },
      steps: [VERIFY_EMAIL_STEP],
    },
    {
      capability: 'production.live',
      title: { en: 'Go live', fr: 'Passer en production' },
      steps: ['welcome', 'publish_flow', 'first_participant'],
    },
  ],
};

/**
 * Makes the installation's own organization with the built-in flow where it is missing, and publishes the flow anew where
 * the one that is live says something else.
 */
export async function ensureSetupFlow(application: Application): Promise<void> {
  const { organizations, flows, database } = application;
  const definition = DefinitionShape.parse(SETUP_FLOW);
  const known = await organizations.systemOrganization();
  const orgId = known?.id ?? (await foundInstallation(application));
  const caller = { orgId, environment: 'live' as const, actorKind: 'system' as const, actorId: null };
  const live = await database.asTenant(orgId, (tx) => flows.liveVersion(tx, 'live', SETUP_FLOW_KEY));
  if (live !== null && isDeepStrictEqual(DefinitionShape.parse(live.definition), definition)) return;
  if (known === undefined) {
    await flows.createFlow(caller, { key: SETUP_FLOW_KEY, name: 'Set up Stepwell', definition });
  }
  await publishSetupFlow(application, caller, definition);
}

function foundInstallation({ organizations, database }: Application): Promise<string> {
  return database.asSystem('the installation itself', async (tx) => {
    const made = await organizations.createOrganization(tx, { slug: 'stepwell', name: 'Stepwell', isSystem: true });
    return made.id;
  });
}

/** Another process that starts at the same time publishes the same; then there is nothing left to do here. */
const DONE_BY_ANOTHER: ReadonlySet<string> = new Set([
  'row_version_stale',
  'publication_running',
  'nothing_to_publish',
]);

async function publishSetupFlow(
  { flows, publications }: Application,
  caller: Parameters<Application['flows']['draft']>[0],
  definition: ReturnType<typeof DefinitionShape.parse>,
): Promise<void> {
  try {
    let draft = await flows.draft(caller, SETUP_FLOW_KEY);
    if (!isDeepStrictEqual(DefinitionShape.parse(draft.definition), definition)) {
      draft = await flows.saveDraft(caller, SETUP_FLOW_KEY, { definition, rowVersion: draft.row_version });
    }
    const order = { environment: 'live', mode: 'carry', rowVersion: draft.row_version } as const;
    await publications.publish(caller, SETUP_FLOW_KEY, order);
  } catch (error) {
    if (!(error instanceof Refusal && DONE_BY_ANOTHER.has(error.code))) throw error;
  }
}
