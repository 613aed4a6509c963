import type { Environment } from '@stepwell/contract';
import type { LocalizedText } from '@stepwell/engine';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';

export type OverviewFilter = {
  readonly environment: Environment;
  readonly flowId: string | null;
  /** `YYYY-MM-DD` in UTC, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
};

export type Figures = {
  readonly participants: number;
  readonly started: number;
  readonly active: number;
  readonly completed: number;
  /** Of those started in the days asked for, the completed ones. */
  readonly started_completed: number;
  readonly median_hours: number | null;
  readonly waiting_for_review: number;
};
export type StuckStep = {
  readonly flow_key: string;
  readonly step_key: string;
  readonly open: number;
  readonly title: LocalizedText | null;
  readonly default_locale: string | null;
};
type TrendDay = { readonly day: string; readonly started: number; readonly completed: number };
type Refusals = {
  readonly capability: string;
  readonly step_key: string;
  readonly route: string;
  readonly count: number;
};
type RecentEvent = {
  readonly occurred_at: Date;
  readonly external_id: string;
  readonly name: string;
  readonly step_key: string | null;
  readonly flow_key: string | null;
};

/** $1 organization, $2 environment, $3 flow or null. The organization is named because only that can use an index. */
const JOURNEYS = 'from journeys j where j.org_id = $1 and j.environment = $2 and ($3::uuid is null or j.flow_id = $3)';
/** $4 first and $5 last day: instants from the one's beginning to the other's end. */
const BEGIN = "($4::date::timestamp at time zone 'UTC')";
const END = "(($5::date + 1)::timestamp at time zone 'UTC')";

const FIGURES: Statement = {
  name: 'overview_figures',
  text: `select
      case when $3::uuid is null
        then (select count(*) from participants p where p.org_id = $1 and p.environment = $2)
        else count(*) end as participants,
      count(*) filter (where j.started_at >= ${BEGIN} and j.started_at < ${END}) as started,
      count(*) filter (where j.completed_at is null) as active,
      count(*) filter (where j.completed_at >= ${BEGIN} and j.completed_at < ${END}) as completed,
      count(*) filter (where j.started_at >= ${BEGIN} and j.started_at < ${END} and j.completed_at is not null)
        as started_completed,
      percentile_disc(0.5) within group (order by date_part('epoch', j.completed_at - j.started_at) / 3600)
        filter (where j.completed_at >= ${BEGIN} and j.completed_at < ${END}) as median_hours,
      (select count(*) from journey_steps s join (select j.id ${JOURNEYS} and j.completed_at is null) as o
        on o.id = s.journey_id where s.state = 'submitted' and s.applicable) as waiting_for_review
    ${JOURNEYS}`,
};

const TREND: Statement = {
  name: 'overview_trend',
  text: `with moments as (
      select (j.started_at at time zone 'UTC')::date as day, 1 as started, 0 as completed
      ${JOURNEYS} and j.started_at >= ${BEGIN} and j.started_at < ${END}
      union all
      select (j.completed_at at time zone 'UTC')::date, 0, 1
      ${JOURNEYS} and j.completed_at >= ${BEGIN} and j.completed_at < ${END}
    )
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(sum(m.started), 0)::int as started,
      coalesce(sum(m.completed), 0)::int as completed
    from generate_series($4::date::timestamp, $5::date::timestamp, interval '1 day') as d (day)
    left join moments m on m.day = d.day::date
    group by d.day order by d.day`,
};

/** Where open journeys stand. A step's title is that of the newest version that has the step. */
const STUCK_STEPS: Statement = {
  name: 'overview_stuck_steps',
  text: `select f.key as flow_key, o.next_step as step_key, o.open, v.title, v.default_locale
    from (
      select j.flow_id, j.next_step, count(*)::int as open ${JOURNEYS} and j.completed_at is null and j.next_step is not null
      group by j.flow_id, j.next_step order by count(*) desc, j.next_step limit 5
    ) as o
    join flows f on f.id = o.flow_id
    left join lateral (
      select s.step -> 'title' as title, n.definition ->> 'default_locale' as default_locale
      from flow_versions n cross join lateral jsonb_array_elements(n.definition -> 'steps') as s (step)
      where n.flow_id = o.flow_id and s.step ->> 'key' = o.next_step
      order by n.number desc limit 1
    ) as v on true
    order by o.open desc, o.next_step`,
};

const REFUSALS: Statement = {
  name: 'overview_refusals',
  text: `select capability, step_key, route, sum(count)::bigint as count from gate_refusals
    where org_id = $1 and environment = $2 and day between $3::date and $4::date
    group by capability, step_key, route order by sum(count) desc, capability, step_key, route limit 10`,
};

/** The latest events are among those of the journeys that moved last, which have an index of their own. */
const RECENT: Statement = {
  name: 'overview_recent',
  text: `select e.occurred_at, p.external_id, e.name, e.step_key, f.key as flow_key
    from (select j.id, j.participant_id, j.flow_id ${JOURNEYS} order by j.last_activity_at desc limit 15) as r
    cross join lateral (
      select n.id, n.ordinal, n.occurred_at, n.name, n.step_key from onboarding_events n
      where n.org_id = $1 and n.participant_id = r.participant_id and n.journey_id = r.id
      order by n.occurred_at desc, n.ordinal desc, n.id desc limit 15
    ) as e
    join participants p on p.id = r.participant_id
    join flows f on f.id = r.flow_id
    order by e.occurred_at desc, e.ordinal desc, e.id desc limit 15`,
};

const FLOW_ID: Statement = { name: 'overview_flow', text: 'select id from flows where org_id = $1 and key = $2' };

export async function findFlowId(tx: TenantTx, key: string): Promise<string | undefined> {
  const [row] = await tx.run<{ id: string }>(FLOW_ID, [tx.orgId, key]);
  return row?.id;
}

/** All figures in one round trip. */
export async function readOverview(tx: TenantTx, { environment, flowId, firstDay, lastDay }: OverviewFilter) {
  const journeys = [tx.orgId, environment, flowId];
  const days = [...journeys, firstDay, lastDay];
  const [figures, trend, stuck, refusals, recent] = await Promise.all([
    tx.run<Figures>(FIGURES, days),
    tx.run<TrendDay>(TREND, days),
    tx.run<StuckStep>(STUCK_STEPS, journeys),
    tx.run<Refusals>(REFUSALS, [tx.orgId, environment, firstDay, lastDay]),
    tx.run<RecentEvent>(RECENT, journeys),
  ]);
  const [only] = figures;
  if (only === undefined) throw new Error('an aggregate without groups answers one row');
  return { figures: only, trend, stuck, refusals, recent };
}
