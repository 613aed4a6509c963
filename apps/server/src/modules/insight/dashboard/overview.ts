import type { Environment, getOverview, RouteQuery, RouteReply } from '@stepwell/contract';
import { textIn } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { findFlowId, type OverviewFilter, readOverview, type StuckStep } from './read-model.ts';
import { ShortCache } from './short-cache.ts';

const FRESH_MS = 5_000;
const MAX_ENTRIES = 500;
const DAY_MS = 86_400_000;

export type DashboardDependencies = { readonly database: Pick<Database, 'asTenant'>; readonly clock: Clock };
export type OverviewScope = { readonly orgId: string; readonly environment: Environment };
export type OverviewQuery = RouteQuery<typeof getOverview>;
export type Overview = RouteReply<typeof getOverview>['data'];

/**
 * Figures of the first page, at most five seconds old. `started` and `completed` count the last `days` days in UTC, today
 * among them; `active` counts the journeys open now; `completion_rate` is the share of the journeys started in those days
 * that is completed; the median is that of the journeys completed in them. Throws `not_found` where the flow does not exist.
 */
export function createOverviews({ database, clock }: DashboardDependencies) {
  const cache = new ShortCache<Overview>({ clock, freshMs: FRESH_MS, maxEntries: MAX_ENTRIES });
  return (scope: OverviewScope, query: OverviewQuery): Promise<Overview> => {
    const key = `${scope.orgId} ${scope.environment} ${query.days} ${query.flow ?? ''}`;
    return cache.get(key, () => database.asTenant(scope.orgId, (tx) => overviewIn(tx, scope, query, clock.now())));
  };
}

async function overviewIn(tx: TenantTx, scope: OverviewScope, query: OverviewQuery, now: Date): Promise<Overview> {
  const today = Math.floor(now.getTime() / DAY_MS);
  const filter: OverviewFilter = {
    environment: scope.environment,
    flowId: query.flow === undefined ? null : await knownFlow(tx, query.flow),
    firstDay: dayOf(today - query.days + 1),
    lastDay: dayOf(today),
  };
  const { figures, trend, stuck, refusals, recent } = await readOverview(tx, filter);
  const { started, active, completed, started_completed: startedCompleted } = figures;
  return {
    participants: figures.participants,
    journeys: { started, active, completed },
    completion_rate: started === 0 ? null : startedCompleted / started,
    median_hours_to_complete: figures.median_hours,
    waiting_for_review: figures.waiting_for_review,
    trend,
    stuck_steps: stuck.map((step) => viewStuck(step, active)),
    gate_refusals: refusals,
    recent: recent.map(({ occurred_at, ...event }) => ({ ...event, occurred_at: occurred_at.toISOString() })),
  };
}

async function knownFlow(tx: TenantTx, key: string): Promise<string> {
  const id = await findFlowId(tx, key);
  if (id === undefined) throw commonErrors.not_found(undefined, { detail: `There is no flow ${key}.` });
  return id;
}

function viewStuck(
  { title, default_locale: locale, ...step }: StuckStep,
  active: number,
): Overview['stuck_steps'][number] {
  const shown = title === null ? '' : textIn(title, locale ?? '', locale ?? '');
  return { ...step, title: shown || step.step_key, share: active === 0 ? 0 : step.open / active };
}

function dayOf(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}
