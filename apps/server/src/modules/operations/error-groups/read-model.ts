import type { ProblemCategory, ProblemSeverity } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { GroupState } from './repository.ts';

export type GroupRow = {
  readonly id: string;
  readonly code: string;
  readonly category: ProblemCategory;
  readonly severity: ProblemSeverity;
  readonly place: string;
  readonly title: string;
  readonly state: GroupState;
  readonly count: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly reopenedAt: Date | null;
};
export type SummaryRow = GroupRow & { readonly trend: readonly number[] };
export type DetailRow = GroupRow & {
  readonly frames: readonly string[];
  readonly firstVersion: string;
  readonly lastVersion: string;
  readonly stateChangedAt: Date | null;
  readonly correlationIds: readonly string[];
};
export type HourRow = { readonly hour: Date; readonly count: number };

export type GroupPage = {
  readonly q: string | null;
  readonly category: ProblemCategory | null;
  readonly severity: ProblemSeverity | null;
  readonly state: GroupState | null;
  readonly after: readonly [Date, string] | null;
  readonly count: number;
};

const GROUP = `g.id, g.code, g.category, g.severity, g.place, g.title, g.state, g.count::float8 as count,
  g.first_seen_at as "firstSeenAt", g.last_seen_at as "lastSeenAt", g.reopened_at as "reopenedAt"`;
/** Hours are those of UTC, as they were counted. */
const hoursUntil = (now: string, hours: number) =>
  `generate_series(date_trunc('hour', ${now}, 'UTC') - interval '${hours - 1} hours', date_trunc('hour', ${now}, 'UTC'), interval '1 hour')`;

const PAGE: Statement = {
  name: 'error_groups_page',
  text: `with page as (
           select * from error_groups g
           where ($1::text is null or strpos(lower(g.title), lower($1)) > 0 or strpos(lower(g.place), lower($1)) > 0
               or strpos(g.code, lower($1)) > 0)
             and ($2::text is null or g.category = $2) and ($3::text is null or g.severity = $3)
             and ($4::text is null or g.state = $4)
             and ($5::timestamptz is null or (g.last_seen_at, g.id) < ($5, $6::uuid))
           order by g.last_seen_at desc, g.id desc limit $7
         )
         select ${GROUP}, array(
           select coalesce(h.count, 0)::int from ${hoursUntil('$8::timestamptz', 24)} as t (hour)
           left join error_group_hours h on h.group_id = g.id and h.hour = t.hour order by t.hour
         ) as trend
         from page g order by g.last_seen_at desc, g.id desc`,
};
const DETAIL: Statement = {
  name: 'error_groups_detail',
  text: `select ${GROUP}, g.frames, g.first_version as "firstVersion", g.last_version as "lastVersion",
           g.state_changed_at as "stateChangedAt", g.correlation_ids as "correlationIds"
         from error_groups g where g.id = $1`,
};
const HOURS: Statement = {
  name: 'error_groups_hours',
  text: `select t.hour, coalesce(h.count, 0)::int as count from ${hoursUntil('$2::timestamptz', 48)} as t (hour)
         left join error_group_hours h on h.group_id = $1 and h.hour = t.hour order by t.hour`,
};

export function pageOfGroups(tx: SystemTx, page: GroupPage, now: Date): Promise<SummaryRow[]> {
  const { q, category, severity, state, after, count } = page;
  return tx.run<SummaryRow>(PAGE, [q, category, severity, state, after?.[0] ?? null, after?.[1] ?? null, count, now]);
}

export async function readGroup(tx: SystemTx, id: string): Promise<DetailRow | undefined> {
  const [row] = await tx.run<DetailRow>(DETAIL, [id]);
  return row;
}

/** The last 48 hours, also those in which nothing happened. */
export function readHours(tx: SystemTx, id: string, now: Date): Promise<HourRow[]> {
  return tx.run<HourRow>(HOURS, [id, now]);
}
