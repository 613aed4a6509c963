import type { MemberRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../platform/database/index.ts';

const MEMBERS = `select a.id as "accountId", a.name, lower(a.name) as "sortName", a.email, a.locale,
    a.email_verified_at is not null as "emailVerified",
    exists (select from totp_secrets t where t.account_id = a.id and t.confirmed_at is not null)
      or exists (select from passkeys k where k.account_id = a.id) as "hasSecondFactor",
    m.role, m.created_at as "joinedAt",
    (select max(s.last_active_at) from sessions s
     where s.account_id = a.id and s.org_id = m.org_id and s.impersonator_id is null) as "lastActiveAt"
  from members m join accounts a on a.id = m.account_id`;

const PAGE: Statement = {
  name: 'members_page',
  text: `${MEMBERS}
         where m.org_id = $1 and ($2::text is null or m.role = $2)
           and ($3::text is null or strpos(lower(a.name), lower($3)) > 0 or strpos(lower(a.email), lower($3)) > 0)
           and ($4::text is null or (lower(a.name), a.id) > ($4, $5::uuid))
         order by lower(a.name), a.id limit $6`,
};
const ONE: Statement = { name: 'members_one', text: `${MEMBERS} where m.org_id = $1 and a.id = $2` };
const SESSIONS_IN: Statement = {
  name: 'members_sessions_in',
  text: `select id from sessions where org_id = $1 and account_id = $2 and revoked_at is null`,
};
const ELSEWHERE: Statement = {
  name: 'members_elsewhere',
  text: `select m.org_id as "orgId" from members m
         join organizations o on o.id = m.org_id and o.deleted_at is null and o.suspended_at is null
         where m.account_id = $2 and m.org_id <> $1 order by m.created_at, m.org_id limit 1`,
};
const ORGANIZATION: Statement = {
  name: 'members_organization',
  text: `select name, logo_url as "logoUrl" from organizations where id = $1`,
};
const OWNED: Statement = {
  name: 'members_owned',
  text: `select m.org_id as "orgId" from members m join organizations o on o.id = m.org_id and o.deleted_at is null
         where m.account_id = $1 and m.role = 'owner' order by m.org_id limit 100`,
};
const VERIFIED_OWNER: Statement = {
  name: 'members_verified_owner',
  text: `select m.account_id from members m join accounts a on a.id = m.account_id
         where m.org_id = $1 and m.role = 'owner' and a.email_verified_at is not null limit 1`,
};

export type MemberRow = {
  readonly accountId: string;
  readonly name: string;
  readonly sortName: string;
  readonly email: string;
  readonly locale: string | null;
  readonly emailVerified: boolean;
  readonly hasSecondFactor: boolean;
  readonly role: MemberRole;
  readonly joinedAt: Date;
  readonly lastActiveAt: Date | null;
};

export type MemberQuery = {
  readonly q?: string | undefined;
  readonly role?: MemberRole | undefined;
  /** Name in lower case and id of the last one seen. */
  readonly after?: readonly [string, string] | undefined;
  readonly count: number;
};

export function pageOfMembers(tx: SystemTx, orgId: string, query: MemberQuery): Promise<MemberRow[]> {
  const { q, role, after, count } = query;
  return tx.run<MemberRow>(PAGE, [orgId, role ?? null, q ?? null, after?.[0] ?? null, after?.[1] ?? null, count]);
}

export async function readMember(tx: SystemTx, orgId: string, accountId: string): Promise<MemberRow | undefined> {
  return (await tx.run<MemberRow>(ONE, [orgId, accountId]))[0];
}

/** The sessions of an account that work in the organization. */
export async function sessionsIn(tx: SystemTx, orgId: string, accountId: string): Promise<string[]> {
  return (await tx.run<{ id: string }>(SESSIONS_IN, [orgId, accountId])).map(({ id }) => id);
}

/** Another organization that the account belongs to. */
export async function elsewhere(tx: SystemTx, orgId: string, accountId: string): Promise<string | null> {
  return (await tx.run<{ orgId: string }>(ELSEWHERE, [orgId, accountId]))[0]?.orgId ?? null;
}

export async function organizationOf(
  tx: SystemTx,
  orgId: string,
): Promise<{ name: string; logoUrl: string | null } | undefined> {
  return (await tx.run<{ name: string; logoUrl: string | null }>(ORGANIZATION, [orgId]))[0];
}

export async function ownedBy(tx: SystemTx, accountId: string): Promise<string[]> {
  return (await tx.run<{ orgId: string }>(OWNED, [accountId])).map(({ orgId }) => orgId);
}

export async function hasVerifiedOwner(tx: SystemTx, orgId: string): Promise<boolean> {
  return (await tx.run(VERIFIED_OWNER, [orgId])).length > 0;
}
