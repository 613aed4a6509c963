import type { GivenRole } from '@stepwell/contract';
import type { Database, Statement, SystemTx, TenantTx } from '../../../platform/database/index.ts';
import type { WantedGroup } from './directory-records.ts';
import type { WantedUser } from './schemas/user-document.ts';

/** Use is written at most once a minute. */
const AUTHENTICATE: Statement = {
  name: 'directory_tokens_authenticate',
  text: `with found as (
           select t.id, t.org_id from directory_tokens t
           join organizations o on o.id = t.org_id and o.deleted_at is null and o.suspended_at is null
           where t.token_hash = $1 and t.revoked_at is null
         ), used as (
           update directory_tokens t set last_used_at = $2::timestamptz from found
           where t.id = found.id and (t.last_used_at is null or t.last_used_at <= $2::timestamptz - interval '1 minute')
         )
         select id as "tokenId", org_id as "orgId" from found`,
};
/** Writers of one organization take turns: names, limits and roles are decided on what the others left. */
const TAKE_TURN: Statement = {
  name: 'directory_take_turn',
  text: `select pg_advisory_xact_lock(hashtextextended('directory ' || $1, 0))`,
};
const REVOKE_TOKEN: Statement = {
  name: 'directory_tokens_revoke',
  text: `update directory_tokens set revoked_at = $2 where org_id = $1 and revoked_at is null returning id`,
};
const INSERT_TOKEN: Statement = {
  name: 'directory_tokens_insert',
  text: `insert into directory_tokens (id, org_id, token_hash, prefix, created_by, created_at) values ($1, $2, $3, $4, $5, $6)`,
};

const NAME_TAKEN: Statement = {
  name: 'directory_users_name_taken',
  text: `select id from directory_users where org_id = $1 and lower(user_name) = lower($2) and id <> $3`,
};
const COUNT_USERS: Statement = {
  name: 'directory_users_count',
  text: `select count(*)::int as count from directory_users where org_id = $1`,
};
const INSERT_USER: Statement = {
  name: 'directory_users_insert',
  text: `insert into directory_users
           (id, org_id, user_name, external_id, email, is_active, resource, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $8)`,
};
const UPDATE_USER: Statement = {
  name: 'directory_users_update',
  text: `update directory_users set user_name = $3, external_id = $4, email = $5, is_active = $6, resource = $7::jsonb,
           version = version + 1, updated_at = $8
         where org_id = $1 and id = $2`,
};
const LINK_USER: Statement = {
  name: 'directory_users_link',
  text: `update directory_users set account_id = $3 where org_id = $1 and id = $2`,
};
const DELETE_USER: Statement = {
  name: 'directory_users_delete',
  text: `delete from directory_users where org_id = $1 and id = $2`,
};
const ACTIVE_BESIDE: Statement = {
  name: 'directory_users_active_beside',
  text: `select id from directory_users where org_id = $1 and account_id = $2 and id <> $3 and is_active limit 1`,
};
/** Somebody's address here may be another than the one their directory knows. */
const STATES_BY_EMAIL: Statement = {
  name: 'directory_users_states_by_email',
  text: `select is_active as "isActive" from directory_users
         where org_id = $1 and (lower(email) = lower($2)
           or account_id = (select id from accounts where lower(email) = lower($2)))`,
};
/** The directory vouches for the names of its people; everything else of an account is theirs. */
const RENAME_ACCOUNT: Statement = {
  name: 'directory_rename_account',
  text: `update accounts set name = $2 where id = $1 and anonymized_at is null`,
};

const GROUP_NAME_TAKEN: Statement = {
  name: 'directory_groups_name_taken',
  text: `select id from directory_groups where org_id = $1 and lower(display_name) = lower($2) and id <> $3`,
};
const COUNT_GROUPS: Statement = {
  name: 'directory_groups_count',
  text: `select count(*)::int as count from directory_groups where org_id = $1`,
};
const INSERT_GROUP: Statement = {
  name: 'directory_groups_insert',
  text: `insert into directory_groups (id, org_id, display_name, external_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5)`,
};
const UPDATE_GROUP: Statement = {
  name: 'directory_groups_update',
  text: `update directory_groups set display_name = $3, external_id = $4, version = version + 1, updated_at = $5
         where org_id = $1 and id = $2`,
};
const SET_GROUP_ROLE: Statement = {
  name: 'directory_groups_set_role',
  text: `update directory_groups set role = $3 where org_id = $1 and id = $2`,
};
const DELETE_GROUP: Statement = {
  name: 'directory_groups_delete',
  text: `delete from directory_groups where org_id = $1 and id = $2`,
};
const MEMBER_IDS: Statement = {
  name: 'directory_group_members_ids',
  text: `select user_id as id from directory_group_members where org_id = $1 and group_id = $2`,
};
const ADD_MEMBERS: Statement = {
  name: 'directory_group_members_add',
  text: `insert into directory_group_members (group_id, user_id, org_id)
         select $2, u.id, u.org_id from directory_users u where u.org_id = $1 and u.id = any($3::uuid[])
         on conflict do nothing`,
};
const REMOVE_MEMBERS: Statement = {
  name: 'directory_group_members_remove',
  text: `delete from directory_group_members where org_id = $1 and group_id = $2 and user_id = any($3::uuid[])`,
};
const KNOWN_USERS: Statement = {
  name: 'directory_users_known',
  text: `select id from directory_users where org_id = $1 and id = any($2::uuid[])`,
};
const GIVEN_ROLES: Statement = {
  name: 'directory_users_given_roles',
  text: `select u.account_id as "accountId", array_remove(array_agg(distinct g.role), null) as roles
         from directory_users u
         left join directory_group_members m on m.user_id = u.id
         left join directory_groups g on g.id = m.group_id
         where u.org_id = $1 and u.id = any($2::uuid[]) and u.is_active and u.account_id is not null
         group by u.id`,
};

export type Authenticated = { readonly tokenId: string; readonly orgId: string };

export async function findToken(
  database: Pick<Database, 'hotSystemStatement'>,
  hash: Buffer,
  now: Date,
): Promise<Authenticated | undefined> {
  const reason = { routine: 'whose directory token' };
  return (await database.hotSystemStatement<Authenticated>(reason, AUTHENTICATE, [hash, now]))[0];
}

/** Holds others off until the transaction ends. */
export async function takeTurn(tx: SystemTx | TenantTx, orgId: string): Promise<void> {
  await tx.run(TAKE_TURN, [orgId]);
}

/** The id of the token that was revoked; undefined where there was none. */
export async function revokeToken(tx: TenantTx, at: Date): Promise<string | undefined> {
  return (await tx.run<{ id: string }>(REVOKE_TOKEN, [tx.orgId, at]))[0]?.id;
}

export type NewToken = {
  readonly id: string;
  readonly hash: Buffer;
  readonly prefix: string;
  readonly createdBy: string;
  readonly createdAt: Date;
};

export async function insertToken(tx: TenantTx, { id, hash, prefix, createdBy, createdAt }: NewToken): Promise<void> {
  await tx.run(INSERT_TOKEN, [id, tx.orgId, hash, prefix, createdBy, createdAt]);
}

export async function isUserNameTaken(tx: SystemTx, orgId: string, name: string, id: string): Promise<boolean> {
  return (await tx.run(NAME_TAKEN, [orgId, name, id])).length > 0;
}

export async function countUsers(tx: SystemTx, orgId: string): Promise<number> {
  return (await tx.run<{ count: number }>(COUNT_USERS, [orgId]))[0]?.count ?? 0;
}

export async function insertUser(tx: SystemTx, orgId: string, id: string, user: WantedUser, at: Date): Promise<void> {
  await tx.run(INSERT_USER, [id, orgId, ...valuesOf(user), at]);
}

export async function updateUser(tx: SystemTx, orgId: string, id: string, user: WantedUser, at: Date): Promise<void> {
  await tx.run(UPDATE_USER, [orgId, id, ...valuesOf(user), at]);
}

function valuesOf({ userName, externalId, email, isActive, attributes }: WantedUser) {
  return [userName, externalId, email, isActive, JSON.stringify(attributes)];
}

export async function linkUser(tx: SystemTx, orgId: string, id: string, accountId: string): Promise<void> {
  await tx.run(LINK_USER, [orgId, id, accountId]);
}

export async function deleteUser(tx: SystemTx, orgId: string, id: string): Promise<void> {
  await tx.run(DELETE_USER, [orgId, id]);
}

/** Whether another active user of the directory is the same account. */
export async function isActiveBeside(tx: SystemTx, orgId: string, accountId: string, id: string): Promise<boolean> {
  return (await tx.run(ACTIVE_BESIDE, [orgId, accountId, id])).length > 0;
}

/** Whether each user of the directory with this address is active. */
export async function statesByEmail(tx: SystemTx, orgId: string, email: string): Promise<boolean[]> {
  return (await tx.run<{ isActive: boolean }>(STATES_BY_EMAIL, [orgId, email])).map(({ isActive }) => isActive);
}

export async function renameAccount(tx: SystemTx, accountId: string, name: string): Promise<void> {
  await tx.run(RENAME_ACCOUNT, [accountId, name]);
}

export async function isGroupNameTaken(tx: SystemTx, orgId: string, name: string, id: string): Promise<boolean> {
  return (await tx.run(GROUP_NAME_TAKEN, [orgId, name, id])).length > 0;
}

export async function countGroups(tx: SystemTx, orgId: string): Promise<number> {
  return (await tx.run<{ count: number }>(COUNT_GROUPS, [orgId]))[0]?.count ?? 0;
}

export async function insertGroup(tx: SystemTx, orgId: string, id: string, group: WantedGroup, at: Date) {
  await tx.run(INSERT_GROUP, [id, orgId, group.displayName, group.externalId, at]);
}

export async function updateGroup(tx: SystemTx, orgId: string, id: string, group: WantedGroup, at: Date) {
  await tx.run(UPDATE_GROUP, [orgId, id, group.displayName, group.externalId, at]);
}

export async function setGroupRole(tx: SystemTx, orgId: string, id: string, role: GivenRole | null): Promise<void> {
  await tx.run(SET_GROUP_ROLE, [orgId, id, role]);
}

export async function deleteGroup(tx: SystemTx, orgId: string, id: string): Promise<void> {
  await tx.run(DELETE_GROUP, [orgId, id]);
}

export async function memberIdsOf(tx: SystemTx, orgId: string, groupId: string): Promise<Set<string>> {
  return new Set((await tx.run<{ id: string }>(MEMBER_IDS, [orgId, groupId])).map(({ id }) => id));
}

export async function addMembers(tx: SystemTx, orgId: string, groupId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.run(ADD_MEMBERS, [orgId, groupId, ids]);
}

export async function removeMembers(tx: SystemTx, orgId: string, groupId: string, ids: readonly string[]) {
  if (ids.length > 0) await tx.run(REMOVE_MEMBERS, [orgId, groupId, ids]);
}

/** Those of `ids` that are users of the organization's directory. */
export async function knownUsers(tx: SystemTx, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await tx.run<{ id: string }>(KNOWN_USERS, [orgId, ids])).map(({ id }) => id));
}

export type RolesOfGroups = { readonly accountId: string; readonly roles: readonly GivenRole[] };

/** What the groups of active users give them. */
export function rolesOfGroups(tx: SystemTx, orgId: string, userIds: readonly string[]): Promise<RolesOfGroups[]> {
  return tx.run<RolesOfGroups>(GIVEN_ROLES, [orgId, userIds]);
}
