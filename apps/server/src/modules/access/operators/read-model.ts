import type { MemberRole, OperatorRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { UserState } from './standing.ts';

const STATE = `case when a.anonymized_at is not null then 'anonymized' when a.suspended_at is not null then 'suspended'
    when a.email_verified_at is null then 'unverified' else 'active' end`;
const HAS_SECOND_FACTOR = `(exists (select from totp_secrets t where t.account_id = a.id and t.confirmed_at is not null)
    or exists (select from passkeys k where k.account_id = a.id))`;
/** Whoever acts in somebody's name is not that person. */
const USER = `a.id, a.email, a.name, ${STATE} as state, a.operator_role as "operatorRole",
  ${HAS_SECOND_FACTOR} as "hasSecondFactor",
  (select count(*)::int from members m join organizations o on o.id = m.org_id and o.deleted_at is null
   where m.account_id = a.id) as organizations,
  a.created_at as "createdAt",
  (select max(s.last_active_at) from sessions s where s.account_id = a.id and s.impersonator_id is null) as "lastActiveAt"`;

const USERS: Statement = {
  name: 'operators_users',
  text: `select ${USER} from accounts a
         where ($1::text is null or strpos(lower(a.email), lower($1)) > 0 or strpos(lower(a.name), lower($1)) > 0
             or a.id = $2::uuid)
           and ($3::text is null or case $3 when 'operator' then a.operator_role is not null else ${STATE} = $3 end)
           and ($4::timestamptz is null or (a.created_at, a.id) < ($4, $5::uuid))
         order by a.created_at desc, a.id desc limit $6`,
};
const USER_DETAIL: Statement = {
  name: 'operators_user',
  text: `select ${USER}, a.locale, a.email_verified_at as "emailVerifiedAt", a.suspended_at as "suspendedAt",
           a.suspended_reason as "suspendedReason", a.password_hash is not null as "hasPassword",
           exists (select from totp_secrets t where t.account_id = a.id and t.confirmed_at is not null) as "hasTotp",
           (select count(*)::int from passkeys k where k.account_id = a.id) as passkeys,
           array(select distinct c.provider from connected_accounts c where c.account_id = a.id order by 1) as "connectedAccounts",
           (select count(*)::int from sessions s where s.account_id = a.id and s.impersonator_id is null
              and s.revoked_at is null and s.expires_at > $2
              and s.last_active_at > $2::timestamptz
                - case when a.operator_role is null then interval '7 days' else interval '12 hours' end) as sessions
         from accounts a where a.id = $1`,
};
const MEMBERSHIPS: Statement = {
  name: 'operators_memberships',
  text: `select o.id as "orgId", o.slug, o.name, m.role, o.deleted_at as "deletedAt", o.suspended_at as "suspendedAt"
         from members m join organizations o on o.id = m.org_id
         where m.account_id = $1 order by lower(o.name), o.id limit 200`,
};
const HAS_FACTOR: Statement = {
  name: 'operators_has_second_factor',
  text: `select ${HAS_SECOND_FACTOR} as has from accounts a where a.id = $1`,
};
const OPERATORS: Statement = {
  name: 'operators_list',
  text: `select ${USER} from accounts a where a.operator_role is not null order by a.operator_role desc, lower(a.email) limit 200`,
};

const DEED = `e.id, e.at, e.action, e.actor_kind, e.actor_id, e.on_behalf_of, e.resource_kind, e.resource_id, e.org_id,
  e.after ->> 'reason' as reason, e.correlation_id`;
const withNames = (deeds: string) => `select e.at, e.action, e.actor_kind as "actorKind", e.actor_id as "actorId",
    actor.name as "actorName", e.on_behalf_of as "onBehalfOf", person.name as "onBehalfOfName",
    e.resource_kind as "resourceKind", e.resource_id as "resourceId", o.id as "orgId", o.name as "orgName", e.reason,
    e.correlation_id as "correlationId"
  from (${deeds}) e
  left join accounts actor on actor.id = case when e.actor_kind in ('member', 'operator') then e.actor_id::uuid end
  left join accounts person on person.id = e.on_behalf_of
  left join organizations o on o.id = e.org_id and not o.is_system
  order by e.id desc limit 20`;
const latest = (condition: string) =>
  `(select ${DEED} from audit_entries e where ${condition} order by e.id desc limit 20)`;
/**
 * In the installation's own log, and in the organizations that the person belongs to or has worked in: so each part is
 * the end of an index, however long the logs are.
 */
const DEEDS_OF_USER: Statement = {
  name: 'operators_deeds_of_user',
  text: `with places as (
           select id as org_id from organizations where is_system
           union select org_id from members where account_id = $1
           union select org_id from sessions where account_id = $1 and org_id is not null
         ), actors as (
           select $1::uuid as id
           union select impersonator_id from sessions where account_id = $1 and impersonator_id is not null
         )
         ${withNames(`
           select d.* from places p cross join actors a cross join lateral ${latest(
             `e.org_id = p.org_id and e.actor_id = a.id::text and (a.id = $1 or e.on_behalf_of = $1)`,
           )} d
           union
           select d.* from places p cross join lateral ${latest('e.org_id = p.org_id and e.resource_id = $1::text')} d`)}`,
};
const DEEDS_UPON_ORGANIZATION: Statement = {
  name: 'operators_deeds_upon_organization',
  text: withNames(latest(`e.org_id = $1::uuid and e.resource_id = $1::text and e.actor_kind = 'operator'`)),
};

export type UserRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly state: UserState;
  readonly operatorRole: OperatorRole | null;
  readonly hasSecondFactor: boolean;
  readonly organizations: number;
  readonly createdAt: Date;
  readonly lastActiveAt: Date | null;
};
export type UserDetailRow = UserRow & {
  readonly locale: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly suspendedAt: Date | null;
  readonly suspendedReason: string | null;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly passkeys: number;
  readonly connectedAccounts: string[];
  readonly sessions: number;
};
export type MembershipRow = {
  readonly orgId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly deletedAt: Date | null;
  readonly suspendedAt: Date | null;
};
export type DeedRow = {
  readonly at: Date;
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly onBehalfOf: string | null;
  readonly onBehalfOfName: string | null;
  readonly resourceKind: string;
  readonly resourceId: string;
  readonly orgId: string | null;
  readonly orgName: string | null;
  readonly reason: string | null;
  readonly correlationId: string | null;
};

export type PageOf<State> = {
  readonly q: string | null;
  /** `q` where it is an id. */
  readonly id: string | null;
  readonly state: State | null;
  /** Time and id of the last one seen. */
  readonly after: readonly [Date, string] | null;
  readonly count: number;
};

export function pageOfUsers(tx: SystemTx, page: PageOf<UserState | 'operator'>): Promise<UserRow[]> {
  const { q, id, state, after, count } = page;
  return tx.run<UserRow>(USERS, [q, id, state, after?.[0] ?? null, after?.[1] ?? null, count]);
}

export async function readUser(tx: SystemTx, id: string, now: Date): Promise<UserDetailRow | undefined> {
  return (await tx.run<UserDetailRow>(USER_DETAIL, [id, now]))[0];
}

export function readMemberships(tx: SystemTx, accountId: string): Promise<MembershipRow[]> {
  return tx.run<MembershipRow>(MEMBERSHIPS, [accountId]);
}

/** The last deeds of, upon or in the name of somebody. */
export function deedsOfUser(tx: SystemTx, accountId: string): Promise<DeedRow[]> {
  return tx.run<DeedRow>(DEEDS_OF_USER, [accountId]);
}

/** The last deeds of operators upon an organization. */
export function deedsUpon(tx: SystemTx, orgId: string): Promise<DeedRow[]> {
  return tx.run<DeedRow>(DEEDS_UPON_ORGANIZATION, [orgId]);
}

export async function hasSecondFactor(tx: SystemTx, accountId: string): Promise<boolean> {
  return (await tx.run<{ has: boolean }>(HAS_FACTOR, [accountId]))[0]?.has ?? false;
}

/** Everybody who is one, super admins first. */
export function readOperators(tx: SystemTx): Promise<UserRow[]> {
  return tx.run<UserRow>(OPERATORS);
}
