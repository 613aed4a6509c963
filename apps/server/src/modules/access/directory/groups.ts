import { type GivenRole, Id } from '@stepwell/contract';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { Caller, GroupView, WantedGroup } from './directory-records.ts';
import { directoryErrors, valueRefused } from './errors.ts';
import { withRoles } from './memberships.ts';
import { type GroupChange, patchGroup } from './patches/group-patch.ts';
import type { PatchRequest } from './patches/operations.ts';
import { readGroupView } from './read-model.ts';
import {
  addMembers,
  countGroups,
  deleteGroup,
  insertGroup,
  isGroupNameTaken,
  knownUsers,
  memberIdsOf,
  removeMembers,
  setGroupRole,
  takeTurn,
  updateGroup,
} from './repository.ts';
import { MAX_MEMBERS, membersIn, readGroup } from './schemas/group-document.ts';
import { assertId, assertVersion, type Target } from './users.ts';
import { type DirectoryDependencies, MAX_GROUPS, record, writing } from './work.ts';

type Body = Readonly<Record<string, unknown>>;

export async function getGroup(
  { database }: DirectoryDependencies,
  orgId: string,
  id: string,
  withMembers: boolean,
): Promise<GroupView> {
  assertId(id);
  return existing(await database.asTenant(orgId, (tx) => readGroupView(tx, orgId, id, withMembers)));
}

/** A new group has no role yet, so nobody's changes. */
export function createGroup(work: DirectoryDependencies, caller: Caller, body: Body): Promise<GroupView> {
  const wanted = readGroup(body);
  const members = membersIn(body);
  const { orgId, actor } = caller;
  const id = work.ids.next();
  return writing(work, async (tx) => {
    await takeTurn(tx, orgId);
    await refuseTakenName(tx, orgId, wanted, id);
    if ((await countGroups(tx, orgId)) >= MAX_GROUPS) {
      throw directoryErrors.directory_full(undefined, { detail: `A directory has at most ${MAX_GROUPS} groups.` });
    }
    await assertUsers(tx, orgId, [...members]);
    await insertGroup(tx, orgId, id, wanted, work.clock.now());
    await addMembers(tx, orgId, id, [...members]);
    const what = { action: 'directory_group.create', resourceKind: 'directory_group', resourceId: id } as const;
    await record(work, tx, { orgId, actor, ...what, after: { members: members.size } });
    return existing(await readGroupView(tx, orgId, id, true));
  });
}

export function replaceGroup(work: DirectoryDependencies, caller: Caller, target: Target, body: Body) {
  return change(work, caller, target, () => ({ wanted: readGroup(body), memberIds: membersIn(body) }));
}

export function changeGroup(work: DirectoryDependencies, caller: Caller, target: Target, request: PatchRequest) {
  return change(work, caller, target, (former, memberIds) => patchGroup(former, memberIds, request));
}

export function removeGroup(work: DirectoryDependencies, caller: Caller, target: Target): Promise<void> {
  assertId(target.id);
  const { orgId, actor } = caller;
  return writing(work, async (tx) => {
    const { id } = await takenInTurn(tx, orgId, target);
    const members = [...(await memberIdsOf(tx, orgId, id))];
    await withRoles(work, tx, caller, members, () => deleteGroup(tx, orgId, id));
    const what = { action: 'directory_group.delete', resourceKind: 'directory_group', resourceId: id } as const;
    await record(work, tx, { orgId, actor, ...what });
  });
}

/** What the members of a group are at least, as the organization decides. */
export function giveGroupRole(
  work: DirectoryDependencies,
  caller: Caller,
  id: string,
  role: GivenRole | null,
): Promise<GroupView> {
  const { orgId, actor } = caller;
  return writing(work, async (tx) => {
    const former = await takenInTurn(tx, orgId, { id, ifMatch: undefined });
    if (former.role === role) return former;
    const members = [...(await memberIdsOf(tx, orgId, id))];
    await withRoles(work, tx, caller, members, () => setGroupRole(tx, orgId, id, role));
    const what = { action: 'directory_group.set_role', resourceKind: 'directory_group', resourceId: id } as const;
    await record(work, tx, { orgId, actor, ...what, after: { role } });
    return { ...former, role };
  });
}

async function change(
  work: DirectoryDependencies,
  caller: Caller,
  target: Target,
  changeOf: (former: WantedGroup, memberIds: ReadonlySet<string>) => GroupChange,
): Promise<GroupView> {
  assertId(target.id);
  const { orgId, actor } = caller;
  return writing(work, async (tx) => {
    const former = await takenInTurn(tx, orgId, target);
    const memberIds = await memberIdsOf(tx, orgId, former.id);
    const wish = changeOf(former, memberIds);
    const { added, removed } = difference(memberIds, wish.memberIds);
    if (isNamedSo(former, wish.wanted) && added.length + removed.length === 0) return inFull(tx, orgId, former.id);
    await refuseTakenName(tx, orgId, wish.wanted, former.id);
    await assertUsers(tx, orgId, added);
    if (wish.memberIds.size > MAX_MEMBERS) throw valueRefused(`members: a group has at most ${MAX_MEMBERS}.`);
    await withRoles(work, tx, caller, [...added, ...removed], async () => {
      await updateGroup(tx, orgId, former.id, wish.wanted, work.clock.now());
      await removeMembers(tx, orgId, former.id, removed);
      await addMembers(tx, orgId, former.id, added);
    });
    const what = { action: 'directory_group.update', resourceKind: 'directory_group', resourceId: former.id } as const;
    await record(work, tx, { orgId, actor, ...what, after: { added: added.length, removed: removed.length } });
    return inFull(tx, orgId, former.id);
  });
}

async function inFull(tx: SystemTx, orgId: string, id: string): Promise<GroupView> {
  return existing(await readGroupView(tx, orgId, id, true));
}

function difference(former: ReadonlySet<string>, wanted: ReadonlySet<string>) {
  return { added: [...wanted].filter((id) => !former.has(id)), removed: [...former].filter((id) => !wanted.has(id)) };
}

function isNamedSo(former: WantedGroup, { displayName, externalId }: WantedGroup): boolean {
  return former.displayName === displayName && former.externalId === externalId;
}

async function takenInTurn(tx: SystemTx, orgId: string, { id, ifMatch }: Target): Promise<GroupView> {
  await takeTurn(tx, orgId);
  const former = existing(await readGroupView(tx, orgId, id, false));
  assertVersion(former, ifMatch);
  return former;
}

/** Throws `directory_value_refused` for whoever is no user of this directory, be it a group or somebody else's user. */
async function assertUsers(tx: SystemTx, orgId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const wellFormed = ids.filter((id) => Id.safeParse(id).success);
  const known = await knownUsers(tx, orgId, wellFormed);
  const stranger = ids.find((id) => !known.has(id));
  if (stranger === undefined) return;
  throw valueRefused(
    `members: ${stranger.slice(0, 100)} is no user of this directory. Groups within groups are not kept.`,
  );
}

async function refuseTakenName(tx: SystemTx, orgId: string, { displayName }: WantedGroup, id: string): Promise<void> {
  if (!(await isGroupNameTaken(tx, orgId, displayName, id))) return;
  throw directoryErrors.directory_name_taken({ scim_type: 'uniqueness' });
}

function existing(group: GroupView | undefined): GroupView {
  if (group === undefined) throw commonErrors.not_found();
  return group;
}
