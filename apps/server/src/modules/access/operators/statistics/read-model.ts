import type { Statement, SystemTx } from '../../../../platform/database/index.ts';

/** The installation's own organization, whose participants are organizations, is none of the figures. */
const TOTALS: Statement = {
  name: 'operators_totals',
  text: `select u.*, o.*, p.*, j.*,
           (select count(distinct s.account_id)::int from sessions s
            join accounts w on w.id = s.account_id and w.anonymized_at is null
            where s.impersonator_id is null and s.last_active_at > $1::timestamptz - interval '7 days') as "activeLast7Days"
         from
           (select count(*)::int as users, (count(*) filter (where email_verified_at is not null))::int as verified,
              (count(*) filter (where suspended_at is not null))::int as "suspendedUsers",
              (count(*) filter (where exists (select from totp_secrets t
                   where t.account_id = a.id and t.confirmed_at is not null)
                 or exists (select from passkeys k where k.account_id = a.id)))::int as "withSecondFactor"
            from accounts a where anonymized_at is null) u,
           (select (count(*) filter (where deleted_at is null))::int as organizations,
              (count(*) filter (where deleted_at is null and suspended_at is not null))::int as "suspendedOrganizations",
              (count(*) filter (where deleted_at is not null))::int as "deletedOrganizations"
            from organizations where not is_system) o,
           (select (count(*) filter (where environment = 'live'))::int as "liveParticipants",
              (count(*) filter (where environment = 'test'))::int as "testParticipants"
            from participants where org_id not in (select id from organizations where is_system)) p,
           (select (count(*) filter (where completed_at is null))::int as "activeJourneys", count(completed_at)::int as "completedJourneys"
            from journeys where environment = 'live' and org_id not in (select id from organizations where is_system)) j`,
};

const dayOf = (column: string) => `(${column} at time zone 'UTC')::date`;
const FIRST = `${dayOf('$1::timestamptz')} - 29`;
const since = (column: string) => `${column} >= (${FIRST})::timestamp at time zone 'UTC'`;
const countBy = (from: string, column: string, also = '') =>
  `left join (select ${dayOf(column)} as day, count(*)::int as count from ${from} where ${since(column)}${also} group by 1)`;
const DAYS: Statement = {
  name: 'operators_days',
  text: `select to_char(d.day, 'YYYY-MM-DD') as date, coalesce(u.count, 0) as users, coalesce(o.count, 0) as organizations,
           coalesce(s.count, 0) as "signIns", coalesce(j.count, 0) as "completedJourneys"
         from (select (${FIRST}) + n as day from generate_series(0, 29) n) d
         ${countBy('accounts', 'created_at')} u using (day)
         ${countBy('organizations', 'created_at', ' and not is_system')} o using (day)
         ${countBy('sessions', 'created_at', ' and impersonator_id is null')} s using (day)
         ${countBy('journeys', 'completed_at', ` and environment = 'live' and org_id not in (select id from organizations where is_system)`)} j using (day)
         order by d.day`,
};

export type Totals = {
  readonly users: number;
  readonly verified: number;
  readonly suspendedUsers: number;
  readonly withSecondFactor: number;
  readonly activeLast7Days: number;
  readonly organizations: number;
  readonly suspendedOrganizations: number;
  readonly deletedOrganizations: number;
  readonly liveParticipants: number;
  readonly testParticipants: number;
  readonly activeJourneys: number;
  readonly completedJourneys: number;
};
export type Day = {
  /** In UTC. */
  readonly date: string;
  readonly users: number;
  readonly organizations: number;
  readonly signIns: number;
  readonly completedJourneys: number;
};

export async function readTotals(tx: SystemTx, now: Date): Promise<Totals> {
  const [totals] = await tx.run<Totals>(TOTALS, [now]);
  if (totals === undefined) throw new Error('counting gave no row');
  return totals;
}

/** The last 30 days, today included, oldest first. */
export function readDays(tx: SystemTx, now: Date): Promise<Day[]> {
  return tx.run<Day>(DAYS, [now]);
}
