import type { MemberRole } from '@stepwell/contract';
import type { Database, Statement, SystemTx } from '../../../platform/database/index.ts';
import type { Session } from './session.ts';

/**
 * One round trip for a request whose session is not remembered. A membership that ended ends the session with it.
 * The time of last use is written at most once a minute.
 */
const AUTHENTICATE: Statement = {
  name: 'sessions_authenticate',
  text: `with found as (
           select s.id, s.account_id, s.org_id, m.role, s.expires_at
           from sessions s join members m on m.account_id = s.account_id and m.org_id = s.org_id
           where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2::timestamptz
         ), used as (
           update sessions s set last_active_at = $2::timestamptz from found
           where s.id = found.id and s.last_active_at <= $2::timestamptz - interval '1 minute'
         )
         select id, account_id as "accountId", org_id as "orgId", role, expires_at as "expiresAt" from found`,
};

/** Where somebody works after signing in: where they last signed in or switched to, else what they joined first. */
const HOME: Statement = {
  name: 'sessions_home',
  text: `select m.org_id as "orgId" from members m
         left join lateral (
           select max(s.created_at) as at from sessions s where s.account_id = m.account_id and s.org_id = m.org_id
         ) last on true
         where m.account_id = $1
         order by last.at desc nulls last, m.created_at, m.org_id limit 1`,
};

/** The organization worked in comes first; the rest by name. */
const ME: Statement = {
  name: 'sessions_me',
  text: `select s.id as "sessionId", s.created_at as "createdAt", s.expires_at as "expiresAt",
           a.id as "accountId", a.email, a.name as "accountName", a.locale,
           o.id as "orgId", o.slug, o.name as "orgName", m.role
         from sessions s
         join accounts a on a.id = s.account_id
         join members m on m.account_id = a.id
         join organizations o on o.id = m.org_id
         where s.id = $1 and s.revoked_at is null
         order by (o.id = s.org_id) desc, lower(o.name), o.id
         limit 200`,
};

const ROLE_IN: Statement = {
  name: 'sessions_role_in',
  text: `select role from members where account_id = $1 and org_id = $2`,
};

export type MeRow = {
  readonly sessionId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly accountId: string;
  readonly email: string;
  readonly accountName: string;
  readonly locale: string | null;
  readonly orgId: string;
  readonly slug: string;
  readonly orgName: string;
  readonly role: MemberRole;
};

export async function findSession(
  database: Pick<Database, 'hotSystemStatement'>,
  tokenHash: Buffer,
  now: Date,
): Promise<Session | undefined> {
  return (await database.hotSystemStatement<Session>({ routine: 'whose session' }, AUTHENTICATE, [tokenHash, now]))[0];
}

export async function homeOrganization(tx: SystemTx, accountId: string): Promise<string | undefined> {
  return (await tx.run<{ orgId: string }>(HOME, [accountId]))[0]?.orgId;
}

export function readMe(tx: SystemTx, sessionId: string): Promise<MeRow[]> {
  return tx.run<MeRow>(ME, [sessionId]);
}

export async function isMemberOf(tx: SystemTx, accountId: string, orgId: string): Promise<boolean> {
  return (await tx.run(ROLE_IN, [accountId, orgId])).length > 0;
}
