import { type RawBuilder, sql } from 'kysely';
import type { Statement, TenantTx, Tx } from '../../../platform/database/index.ts';
import type { GroupRecord, GroupView, Summary, UserView } from './directory-records.ts';
import type { ResourceKind } from './filters/attribute-paths.ts';
import type { Condition, Field } from './filters/condition.ts';
import { orderOf, sqlOf } from './filters/read-model.ts';

/** Which resources of a kind, in which order, and how many after how many. */
export type Listing = {
  readonly condition: Condition | undefined;
  readonly sortBy: Field | undefined;
  readonly descending: boolean;
  readonly skip: number;
  readonly count: number;
};

export type Page<T> = { readonly total: number; readonly rows: readonly T[] };

type MemberRef = { readonly value: string; readonly display: string };

/** More members than this are not sent in one page; the page ends with the group that goes beyond. */
const MAX_MEMBERS_OF_PAGE = 20_000;

const USER = `r.id, r.account_id as "accountId", r.user_name as "userName", r.external_id as "externalId", r.email,
  r.is_active as "isActive", r.resource as attributes, r.version, r.created_at as "createdAt", r.updated_at as "updatedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name) order by g.display_name, g.id), '[]')
   from directory_group_members m join directory_groups g on g.id = m.group_id where m.user_id = r.id) as groups`;
const GROUP = `r.id, r.display_name as "displayName", r.external_id as "externalId", r.role, r.version,
  r.created_at as "createdAt", r.updated_at as "updatedAt",
  (select count(*)::int from directory_group_members m where m.group_id = r.id) as "memberCount"`;

const ONE_USER: Statement = {
  name: 'directory_users_one',
  text: `select ${USER} from directory_users r where r.org_id = $1 and r.id = $2`,
};
const ONE_GROUP: Statement = {
  name: 'directory_groups_one',
  text: `select ${GROUP} from directory_groups r where r.org_id = $1 and r.id = $2`,
};
const MEMBERS: Statement = {
  name: 'directory_group_members_of',
  text: `select m.group_id as "groupId", m.user_id as value, coalesce(u.resource ->> 'displayName', u.user_name) as display
         from directory_group_members m join directory_users u on u.id = m.user_id
         where m.org_id = $1 and m.group_id = any($2::uuid[]) order by m.group_id, m.user_id`,
};
const SUMMARY: Statement = {
  name: 'directory_summary',
  text: `select (select jsonb_build_object('id', id, 'prefix', prefix, 'createdAt', created_at, 'lastUsedAt', last_used_at)
                 from directory_tokens where org_id = $1 and revoked_at is null) as token,
           (select count(*)::int from directory_users where org_id = $1 and is_active) as "activeUsers",
           (select count(*)::int from directory_users where org_id = $1 and not is_active) as "inactiveUsers",
           (select count(*)::int from directory_groups where org_id = $1) as groups`,
};
const GROUPS_AFTER: Statement = {
  name: 'directory_groups_after',
  text: `select ${GROUP} from directory_groups r where r.org_id = $1 and ($2::uuid is null or r.id > $2) order by r.id limit $3`,
};

type SummaryRow = Omit<Summary, 'token'> & {
  readonly token: { id: string; prefix: string; createdAt: string; lastUsedAt: string | null } | null;
};

export async function readUserView(tx: Tx, orgId: string, id: string): Promise<UserView | undefined> {
  return (await tx.run<UserView>(ONE_USER, [orgId, id]))[0];
}

export async function readGroupView(
  tx: Tx,
  orgId: string,
  id: string,
  withMembers: boolean,
): Promise<GroupView | undefined> {
  const [group] = await tx.run<GroupView>(ONE_GROUP, [orgId, id]);
  if (group === undefined || !withMembers) return group;
  return { ...group, members: (await membersOf(tx, orgId, [id])).get(id) ?? [] };
}

export async function listUsers(tx: TenantTx, listing: Listing): Promise<Page<UserView>> {
  return { total: await totalOf(tx, 'User', listing), rows: await rowsOf<UserView>(tx, 'User', listing) };
}

export async function listGroups(tx: TenantTx, listing: Listing, withMembers: boolean): Promise<Page<GroupView>> {
  const total = await totalOf(tx, 'Group', listing);
  const all = await rowsOf<GroupView>(tx, 'Group', listing);
  if (!withMembers) return { total, rows: all };
  const rows = withinOnePage(all);
  const members = await membersOf(
    tx,
    tx.orgId,
    rows.map(({ id }) => id),
  );
  return { total, rows: rows.map((group) => ({ ...group, members: members.get(group.id) ?? [] })) };
}

export async function readSummary(tx: TenantTx): Promise<Summary> {
  const [found] = await tx.run<SummaryRow>(SUMMARY, [tx.orgId]);
  const { token = null, activeUsers = 0, inactiveUsers = 0, groups = 0 } = found ?? {};
  if (token === null) return { token, activeUsers, inactiveUsers, groups };
  const lastUsedAt = token.lastUsedAt === null ? null : new Date(token.lastUsedAt);
  return { token: { ...token, createdAt: new Date(token.createdAt), lastUsedAt }, activeUsers, inactiveUsers, groups };
}

/** By id, which is by age. */
export function groupsAfter(tx: TenantTx, after: string | undefined, count: number): Promise<GroupView[]> {
  return tx.run<GroupView>(GROUPS_AFTER, [tx.orgId, after ?? null, count]);
}

const TABLES: Readonly<Record<ResourceKind, { from: RawBuilder<unknown>; columns: RawBuilder<unknown> }>> = {
  User: { from: sql`directory_users r`, columns: sql.raw(USER) },
  Group: { from: sql`directory_groups r`, columns: sql.raw(GROUP) },
};

async function totalOf(tx: TenantTx, kind: ResourceKind, { condition }: Listing): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from ${TABLES[kind].from} where ${whereOf(tx.orgId, kind, condition)}`.execute(
    tx.query,
  );
  return rows[0]?.total ?? 0;
}

async function rowsOf<Row>(tx: TenantTx, kind: ResourceKind, listing: Listing): Promise<readonly Row[]> {
  const { condition, sortBy, descending, skip, count } = listing;
  if (count === 0) return [];
  const { from, columns } = TABLES[kind];
  const { rows } = await sql<Row>`
    select ${columns} from ${from} where ${whereOf(tx.orgId, kind, condition)}
    order by ${orderOf(kind, sortBy, descending)} limit ${count} offset ${skip}`.execute(tx.query);
  return rows;
}

/** The organization is named although row security sees to it: only so can the indexes be used. */
function whereOf(orgId: string, kind: ResourceKind, condition: Condition | undefined): RawBuilder<unknown> {
  const own = sql`r.org_id = ${orgId}`;
  return condition === undefined ? own : sql`${own} and ${sqlOf(kind, condition)}`;
}

function withinOnePage(groups: readonly GroupView[]): readonly GroupView[] {
  let members = 0;
  const end = groups.findIndex(({ memberCount }) => {
    members += memberCount;
    return members > MAX_MEMBERS_OF_PAGE;
  });
  return end === -1 ? groups : groups.slice(0, Math.max(end, 1));
}

async function membersOf(tx: Tx, orgId: string, ids: readonly string[]): Promise<ReadonlyMap<string, MemberRef[]>> {
  const rows = await tx.run<MemberRef & { groupId: GroupRecord['id'] }>(MEMBERS, [orgId, ids]);
  const byGroup = new Map<string, MemberRef[]>();
  for (const { groupId, value, display } of rows) {
    const list = byGroup.get(groupId) ?? [];
    list.push({ value, display });
    byGroup.set(groupId, list);
  }
  return byGroup;
}
