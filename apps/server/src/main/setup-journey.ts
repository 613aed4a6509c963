import type { Members } from '../modules/access/members/index.ts';
import type { Organizations } from '../modules/access/organizations/index.ts';
import {
  journeyErrors,
  type JourneyQuery,
  type JourneyService,
  requirementsView,
} from '../modules/onboarding/journeys/index.ts';
import { Refusal } from '../platform/errors/index.ts';
import type { MemberPrincipal } from '../platform/http/index.ts';
import type { IdSource } from '../platform/ids/index.ts';
import type { Log } from '../platform/telemetry/index.ts';
import { SETUP_FLOW_KEY, VERIFY_EMAIL_STEP } from './setup-flow.ts';

/** What an organization has to do with its own journey through the built-in flow. */
export type SetupJourney = {
  /** Throws `gate_closed` where the organization has not yet reached the capability. For the HTTP option `assertGate`. */
  assertSetupGate(capability: string, member: MemberPrincipal): Promise<void>;
  /** A step that is done already stays as it is. */
  completeSetupStep(orgId: string, stepKey: string): Promise<void>;
  /** Call after an account proved its address: what waits for it goes on in every organization that it owns. */
  emailVerified(accountId: string): Promise<void>;
  /** Call after an organization was founded by an account whose address is verified. */
  foundedByVerified(orgId: string): Promise<void>;
};

export type SetupJourneyDependencies = {
  readonly journeys: Pick<JourneyService, 'checkGate' | 'move'>;
  readonly organizations: Pick<Organizations, 'systemOrganization'>;
  readonly members: Members;
  readonly ids: IdSource;
  readonly log: Log;
  readonly publicUrl: string;
};

export function createSetupJourney(deps: SetupJourneyDependencies): SetupJourney {
  const completed = (orgId: string) =>
    completeSetupStep(deps, orgId, VERIFY_EMAIL_STEP).catch((error: unknown) => {
      deps.log.warn({ err: error, orgId }, 'a set-up step could not be completed; the gate that waits for it makes up');
    });
  return {
    assertSetupGate: (capability, member) => assertSetupGate(deps, capability, member),
    completeSetupStep: (orgId, stepKey) => completeSetupStep(deps, orgId, stepKey),
    async emailVerified(accountId) {
      for (const orgId of await deps.members.ownedBy(accountId)) await completed(orgId);
    },
    foundedByVerified: completed,
  };
}

/**
 * Where the step of the verified address is open although an owner's is verified, word of it was lost, or the organization
 * is older than the step: it is completed now.
 */
async function assertSetupGate(
  deps: SetupJourneyDependencies,
  capability: string,
  { orgId }: MemberPrincipal,
): Promise<void> {
  let requirements = await requirementsOf(deps, capability, orgId);
  const isUnverified = !requirements.allowed && requirements.currentlyDue.includes(VERIFY_EMAIL_STEP);
  if (isUnverified && (await deps.members.hasVerifiedOwner(orgId))) {
    await completeSetupStep(deps, orgId, VERIFY_EMAIL_STEP);
    requirements = await requirementsOf(deps, capability, orgId);
  }
  if (requirements.allowed) return;
  throw journeyErrors.gate_closed({ requirements: requirementsView(requirements, `${deps.publicUrl}/`) });
}

async function requirementsOf(deps: SetupJourneyDependencies, capability: string, orgId: string) {
  const query = await queryOf(deps, orgId);
  return (await deps.journeys.checkGate(query, capability, 'set-up')).requirements;
}

async function completeSetupStep(deps: SetupJourneyDependencies, orgId: string, stepKey: string): Promise<void> {
  const origin = {
    actorKind: 'system',
    actorId: null,
    correlationId: deps.ids.next(),
    ip: null,
    userAgent: null,
  } as const;
  const request = { stepKey, move: 'complete', actor: 'tenant', rowVersion: null } as const;
  try {
    await deps.journeys.move(await queryOf(deps, orgId), request, origin);
  } catch (error) {
    if (!isDoneAlready(error)) throw error;
  }
}

function isDoneAlready(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'transition_not_allowed' && error.details?.state === 'done';
}

/** An organization is the participant of the installation's own flow that bears its id. */
async function queryOf({ organizations }: SetupJourneyDependencies, orgId: string): Promise<JourneyQuery> {
  const system = await organizations.systemOrganization();
  if (system === undefined) throw new Error('the installation has no organization of its own');
  const address = { orgId: system.id, environment: 'live' as const, externalId: orgId };
  return { address, claims: {}, flowKey: SETUP_FLOW_KEY };
}
