import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { Gathered } from './gathering.ts';
import type { RecorderDependencies } from './recorder.ts';

export type GroupState = 'open' | 'resolved' | 'ignored';

/** In one order, so that processes that write at once wait for each other and do not lock each other out. */
const WRITE: Statement = {
  name: 'error_groups_write',
  text: `with seen as (
           select * from jsonb_to_recordset($1::jsonb) as s (id uuid, fingerprint text, code text, category text,
             severity text, place text, title text, frames text[], count int, first_seen_at timestamptz,
             last_seen_at timestamptz, correlation_ids text[], hours jsonb)
         ), written as (
           insert into error_groups as g (id, fingerprint, code, category, severity, place, title, frames, count,
             first_seen_at, last_seen_at, first_version, last_version, correlation_ids)
           select id, fingerprint, code, category, severity, place, title, frames, count, first_seen_at, last_seen_at,
             $2, $2, correlation_ids from seen order by fingerprint
           on conflict (fingerprint) do update set
             category = excluded.category, severity = excluded.severity, title = excluded.title, frames = excluded.frames,
             count = g.count + excluded.count,
             first_seen_at = least(g.first_seen_at, excluded.first_seen_at),
             last_seen_at = greatest(g.last_seen_at, excluded.last_seen_at),
             last_version = excluded.last_version,
             correlation_ids = (excluded.correlation_ids || g.correlation_ids)[1:10],
             state = case when g.resolved_in <= $3::int[] and excluded.last_seen_at > g.state_changed_at
               then 'open' else g.state end,
             reopened_at = case when g.resolved_in <= $3::int[] and excluded.last_seen_at > g.state_changed_at
               then excluded.last_seen_at else g.reopened_at end,
             resolved_in = case when g.resolved_in <= $3::int[] and excluded.last_seen_at > g.state_changed_at
               then null else g.resolved_in end
           returning g.id, g.fingerprint
         )
         insert into error_group_hours as h (group_id, hour, count)
         select w.id, o.hour, o.count
         from seen s join written w using (fingerprint)
           cross join lateral jsonb_to_recordset(s.hours) as o (hour timestamptz, count int)
         order by w.id, o.hour
         on conflict (group_id, hour) do update set count = h.count + excluded.count`,
};

const SET_STATE: Statement = {
  name: 'error_groups_set_state',
  text: `update error_groups set state = $2, state_changed_at = $3, reopened_at = null,
           resolved_in = case when $2 = 'resolved' then $4::int[] end
         where id = $1 returning id`,
};
const LOCK: Statement = {
  name: 'error_groups_lock',
  text: 'select state from error_groups where id = $1 for update',
};
const PURGE_HOURS: Statement = {
  name: 'error_groups_purge_hours',
  text: 'delete from error_group_hours where hour < $1',
};
const PURGE: Statement = {
  name: 'error_groups_purge',
  text: `delete from error_groups where last_seen_at < $1 and state <> 'ignored' returning id`,
};

/** Adds what was gathered to what is known, in one statement. */
export async function writeGroups(
  { database, ids, version }: RecorderDependencies,
  groups: readonly Gathered[],
): Promise<void> {
  const rows = groups.map((group) => ({
    id: ids.next(),
    fingerprint: group.fingerprint,
    code: group.code,
    category: group.category,
    severity: group.severity,
    place: group.place,
    title: group.title,
    frames: group.frames,
    count: group.count,
    first_seen_at: group.firstSeenAt,
    last_seen_at: group.lastSeenAt,
    correlation_ids: group.correlationIds,
    hours: [...group.hours].map(([ms, count]) => ({ hour: new Date(ms), count })),
  }));
  const values = [JSON.stringify(rows), version, numbersOf(version)];
  await database.hotSystemStatement({ routine: 'counting errors' }, WRITE, values);
}

/** Undefined where there is no such group. */
export async function lockGroup(tx: SystemTx, id: string): Promise<GroupState | undefined> {
  const [row] = await tx.run<{ state: GroupState }>(LOCK, [id]);
  return row?.state;
}

export async function changeState(
  tx: SystemTx,
  { id, state, at, version }: { id: string; state: GroupState; at: Date; version: string },
): Promise<void> {
  await tx.run(SET_STATE, [id, state, at, numbersOf(version)]);
}

/** Forgets hours before `hoursBefore`, and groups that were last seen before `groupsBefore`; what is ignored stays ignored. */
export async function purgeGroups(tx: SystemTx, hoursBefore: Date, groupsBefore: Date): Promise<number> {
  await tx.run(PURGE_HOURS, [hoursBefore]);
  return (await tx.run(PURGE, [groupsBefore])).length;
}

/** `1.12.0-beta.2` → [1, 12, 0]: PostgreSQL compares arrays from the left. */
function numbersOf(version: string): number[] {
  return /^\d+(\.\d+)*/.exec(version)?.[0].split('.').map(Number) ?? [0];
}
