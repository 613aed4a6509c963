import { type Environment, getParticipant, getTimeline, reviewStep } from '@stepwell/contract';
import type { Move } from '@stepwell/engine';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { type MountedRoute, mount, ok, type Principal } from '../../../platform/http/index.ts';
import { originOf } from './caller.ts';
import { journeyErrors } from './errors.ts';
import type { JourneyService } from './service.ts';
import {
  journeyView,
  type ParticipantFacts,
  participantView,
  stepUpdateView,
  type TimelineEvent,
  timelineEntry,
} from './view.ts';

export type ParticipantRouteDependencies = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly journeys: JourneyService;
  readonly findParticipant: (
    tx: TenantTx,
    environment: Environment,
    externalId: string,
  ) => Promise<ParticipantFacts | undefined>;
  readonly readTimeline: (
    tx: TenantTx,
    page: { participantId: string; cursor?: string; limit: number },
  ) => Promise<{ readonly events: readonly TimelineEvent[]; readonly nextCursor: string | null }>;
  readonly hostedUrl: (orgId: string, flowKey: string, environment: Environment) => Promise<string>;
};

const MOVE_OF_DECISION = {
  approve: 'approve',
  reject: 'reject',
  reopen: 'reopen',
  reset: 'reset',
  complete: 'complete',
} as const satisfies Record<string, Move>;

/** What members and the tenant's server see of a participant, and decide about it. */
export function participantRoutes(deps: ParticipantRouteDependencies): MountedRoute[] {
  return [participantRoute(deps), timelineRoute(deps), reviewRoute(deps)];
}

function participantRoute(deps: ParticipantRouteDependencies): MountedRoute {
  return mount(getParticipant, async ({ principal, params }) => {
    const { orgId, environment } = tenantOf(principal);
    const facts = await find(deps, orgId, environment, params.external_id);
    const { journeys } = await deps.journeys.look({ orgId, environment, externalId: params.external_id });
    const actor = principal.kind === 'api_key' ? 'tenant' : 'reviewer';
    const views = journeys.map(async (journey) =>
      journeyView(journey, actor, undefined, await deps.hostedUrl(orgId, journey.version.flowKey, environment)),
    );
    return ok({ data: { ...participantView(facts), journeys: await Promise.all(views) } });
  });
}

function timelineRoute(deps: ParticipantRouteDependencies): MountedRoute {
  return mount(getTimeline, async ({ principal, params, query }) => {
    const { orgId, environment } = tenantOf(principal);
    const { id } = await find(deps, orgId, environment, params.external_id);
    const page = { participantId: id, cursor: query.cursor, limit: query.limit };
    const { events, nextCursor } = await deps.database.asTenant(orgId, (tx) => deps.readTimeline(tx, page));
    return ok({ data: events.map(timelineEntry), meta: { next_cursor: nextCursor } });
  });
}

function reviewRoute(deps: ParticipantRouteDependencies): MountedRoute {
  return mount(reviewStep, async ({ principal, context, params, body }) => {
    const { orgId, environment } = tenantOf(principal);
    const externalId = params.external_id;
    await find(deps, orgId, environment, externalId);
    const actor = body.decision === 'complete' || principal.kind === 'api_key' ? 'tenant' : 'reviewer';
    const query = { address: { orgId, environment, externalId }, claims: {}, flowKey: body.flow };
    if (body.decision === 'reject' && body.reason === undefined) {
      throw journeyErrors.reason_required({ state: null, row_version: null, allowed_moves: [] });
    }
    const { journey, decision } = await deps.journeys.move(
      query,
      {
        stepKey: params.key,
        move: MOVE_OF_DECISION[body.decision],
        actor,
        rowVersion: body.row_version ?? null,
        reason: body.reason,
      },
      originOf(principal, context),
    );
    return ok({ data: stepUpdateView(journey, decision, actor) });
  });
}

async function find(
  deps: ParticipantRouteDependencies,
  orgId: string,
  environment: Environment,
  externalId: string,
): Promise<ParticipantFacts> {
  const facts = await deps.database.asTenant(orgId, (tx) => deps.findParticipant(tx, environment, externalId));
  if (!facts) throw commonErrors.not_found();
  return facts;
}

function tenantOf(principal: Principal): { orgId: string; environment: Environment } {
  if (principal.kind !== 'member' && principal.kind !== 'api_key') throw commonErrors.permission_denied();
  return principal;
}
