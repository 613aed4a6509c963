import { isDeepStrictEqual } from 'node:util';
import { Id } from '@stepwell/contract';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { Caller, UserView } from './directory-records.ts';
import { directoryErrors } from './errors.ts';
import { admit, follow, release } from './memberships.ts';
import type { PatchRequest } from './patches/operations.ts';
import { patchUser } from './patches/user-patch.ts';
import { readUserView } from './read-model.ts';
import { countUsers, deleteUser, insertUser, isUserNameTaken, takeTurn, updateUser } from './repository.ts';
import { documentOf, readUser, type WantedUser } from './schemas/user-document.ts';
import { versionOf } from './schemas/views.ts';
import { type DirectoryDependencies, MAX_USERS, record, writing } from './work.ts';

type Body = Readonly<Record<string, unknown>>;

/** Which resource, and the version it was read in, where the caller names one. */
export type Target = { readonly id: string; readonly ifMatch: string | undefined };

export async function getUser({ database }: DirectoryDependencies, orgId: string, id: string): Promise<UserView> {
  assertId(id);
  return existing(await database.asTenant(orgId, (tx) => readUserView(tx, orgId, id)));
}

export function createUser(work: DirectoryDependencies, caller: Caller, body: Body): Promise<UserView> {
  const wanted = readUser(body, true);
  const { orgId, actor } = caller;
  const id = work.ids.next();
  return writing(work, async (tx) => {
    await takeTurn(tx, orgId);
    await refuseTakenName(tx, orgId, wanted.userName, id);
    if ((await countUsers(tx, orgId)) >= MAX_USERS) {
      throw directoryErrors.directory_full(undefined, { detail: `A directory has at most ${MAX_USERS} users.` });
    }
    await insertUser(tx, orgId, id, wanted, work.clock.now());
    if (wanted.isActive) await admit(work, tx, caller, { ...wanted, id, accountId: null });
    const what = { action: 'directory_user.create', resourceKind: 'directory_user', resourceId: id } as const;
    await record(work, tx, { orgId, actor, ...what, after: { active: wanted.isActive } });
    return existing(await readUserView(tx, orgId, id));
  });
}

export function replaceUser(work: DirectoryDependencies, caller: Caller, target: Target, body: Body) {
  return change(work, caller, target, (former) => readUser(body, former.isActive));
}

export function changeUser(work: DirectoryDependencies, caller: Caller, target: Target, request: PatchRequest) {
  return change(work, caller, target, (former) => readUser(patchUser(documentOf(former), request), former.isActive));
}

export function removeUser(work: DirectoryDependencies, caller: Caller, target: Target): Promise<void> {
  assertId(target.id);
  const { orgId, actor } = caller;
  return writing(work, async (tx) => {
    const former = await takenInTurn(tx, orgId, target);
    if (former.isActive) await release(work, tx, caller, former.accountId);
    await deleteUser(tx, orgId, former.id);
    const what = { action: 'directory_user.delete', resourceKind: 'directory_user', resourceId: former.id } as const;
    await record(work, tx, { orgId, actor, ...what });
  });
}

async function change(
  work: DirectoryDependencies,
  caller: Caller,
  target: Target,
  wantedFrom: (former: WantedUser) => WantedUser,
): Promise<UserView> {
  assertId(target.id);
  const { orgId, actor } = caller;
  return writing(work, async (tx) => {
    const former = await takenInTurn(tx, orgId, target);
    const wanted = wantedFrom(former);
    if (isSame(former, wanted)) return former;
    await refuseTakenName(tx, orgId, wanted.userName, former.id);
    await updateUser(tx, orgId, former.id, wanted, work.clock.now());
    await settle(work, tx, caller, { former, wanted });
    const what = { action: 'directory_user.update', resourceKind: 'directory_user', resourceId: former.id } as const;
    await record(work, tx, { orgId, actor, ...what, after: { active: wanted.isActive } });
    return existing(await readUserView(tx, orgId, former.id));
  });
}

/** What the change means for the membership. */
async function settle(
  work: DirectoryDependencies,
  tx: SystemTx,
  caller: Caller,
  { former, wanted }: { former: UserView; wanted: WantedUser },
): Promise<void> {
  const { id, accountId } = former;
  if (former.isActive && !wanted.isActive) await release(work, tx, caller, accountId);
  else if (!former.isActive && wanted.isActive) await admit(work, tx, caller, { ...wanted, id, accountId });
  else if (wanted.isActive) await follow(work, tx, caller, { before: former, after: wanted });
}

async function takenInTurn(tx: SystemTx, orgId: string, { id, ifMatch }: Target): Promise<UserView> {
  await takeTurn(tx, orgId);
  const former = existing(await readUserView(tx, orgId, id));
  assertVersion(former, ifMatch);
  return former;
}

async function refuseTakenName(tx: SystemTx, orgId: string, userName: string, id: string): Promise<void> {
  if (!(await isUserNameTaken(tx, orgId, userName, id))) return;
  throw directoryErrors.directory_name_taken({ scim_type: 'uniqueness' });
}

function isSame(former: WantedUser, { userName, externalId, isActive, attributes }: WantedUser): boolean {
  const before = [former.userName, former.externalId, former.isActive, former.attributes];
  return isDeepStrictEqual(before, [userName, externalId, isActive, attributes]);
}

/** Weak and strong tags name the same version here, and `*` any. */
export function assertVersion(kept: { readonly version: number }, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  if (
    !ifMatch
      .split(',')
      .map(plain)
      .includes(plain(versionOf(kept)))
  )
    throw directoryErrors.directory_outdated();
}

/** An id that no resource could have is one that no resource has. */
export function assertId(id: string): void {
  if (!Id.safeParse(id).success) throw commonErrors.not_found();
}

function existing(user: UserView | undefined): UserView {
  if (user === undefined) throw commonErrors.not_found();
  return user;
}
