import { type MemberRole, type MeView, mayGrant, mayMember } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import { accountErrors } from '../accounts/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { createDirectoryMembers, type DirectoryMembers } from './by-directory.ts';
import { dismiss, type MemberDependencies, record } from './changes.ts';
import { memberErrors } from './errors.ts';
import { tellHeir } from './handing-over.ts';
import {
  hasVerifiedOwner,
  type MemberQuery,
  type MemberRow,
  ownedBy,
  pageOfMembers,
  readMember,
} from './read-model.ts';
import { type LockedMember, lockMembers, setRole } from './repository.ts';

type Me = z.input<typeof MeView>;

/** What other rooms may ask. */
export type Members = DirectoryMembers & {
  /** The organizations that an account owns. */
  ownedBy(accountId: string): Promise<string[]>;
  /** Whether an owner of the organization has proved their address. */
  hasVerifiedOwner(orgId: string): Promise<boolean>;
};

/** The use-cases of who belongs to an organization. What nobody may do to one above them throws `role_above_own`. */
export type MemberService = Members & {
  list(orgId: string, query: MemberQuery): Promise<MemberRow[]>;
  /** Throws `not_found`, `last_owner`. */
  changeRole(member: MemberPrincipal, accountId: string, role: MemberRole, actor: AuditActor): Promise<MemberRow>;
  /** Throws `not_found`, `last_owner`. */
  remove(member: MemberPrincipal, accountId: string, actor: AuditActor): Promise<void>;
  /** Throws `last_owner`. */
  leave(member: MemberPrincipal, actor: AuditActor): Promise<Me>;
  /** Throws `not_found`, `member_unverified`. */
  transferOwnership(member: MemberPrincipal, accountId: string, actor: AuditActor): Promise<Me>;
};

export function createMembers(deps: MemberDependencies): MemberService {
  const { database, sessions } = deps;
  const routine = { routine: 'changing members' };
  const reading = { routine: 'whose organization it is' };
  return {
    ...createDirectoryMembers(deps),
    ownedBy: (accountId) => database.asSystem(reading, (tx) => ownedBy(tx, accountId)),
    hasVerifiedOwner: (orgId) => database.asSystem(reading, (tx) => hasVerifiedOwner(tx, orgId)),
    list: (orgId, query) => database.asSystem({ routine: 'listing members' }, (tx) => pageOfMembers(tx, orgId, query)),
    changeRole: (member, accountId, role, actor) =>
      database.asSystem(routine, (tx) => changeRole(deps, tx, member, { accountId, role }, actor)),
    remove: (member, accountId, actor) =>
      database.asSystem(routine, async (tx) => {
        const { target, owners } = await standing(tx, member, accountId);
        refuseLastOwner(target, owners);
        await dismiss(deps, tx, member.orgId, target);
        await record(deps, tx, member.orgId, actor, { action: 'member.remove', target, after: null });
      }),
    async leave(member, actor) {
      await database.asSystem(routine, async (tx) => {
        const { actor: self, owners } = await lockedStanding(tx, member, member.accountId);
        refuseLastOwner(self, owners);
        await dismiss(deps, tx, member.orgId, self);
        await record(deps, tx, member.orgId, actor, { action: 'member.leave', target: self, after: null });
      });
      return sessions.me(member.sessionId);
    },
    async transferOwnership(member, accountId, actor) {
      await database.asSystem('handing an organization over', (tx) => transfer(deps, tx, member, accountId, actor));
      return sessions.me(member.sessionId);
    },
  };
}

async function changeRole(
  deps: MemberDependencies,
  tx: SystemTx,
  member: MemberPrincipal,
  { accountId, role }: { accountId: string; role: MemberRole },
  actor: AuditActor,
): Promise<MemberRow> {
  const { actor: self, target, owners } = await standing(tx, member, accountId);
  if (!mayGrant(self.role, role)) throw memberErrors.role_above_own();
  if (role !== target.role) {
    if (role !== 'owner') refuseLastOwner(target, owners);
    await setRole(tx, member.orgId, accountId, role);
    await record(deps, tx, member.orgId, actor, { action: 'member.change_role', target, after: { role } });
    deps.sessions.forget(tx);
  }
  return existing(await readMember(tx, member.orgId, accountId));
}

async function transfer(
  deps: MemberDependencies,
  tx: SystemTx,
  member: MemberPrincipal,
  accountId: string,
  actor: AuditActor,
): Promise<void> {
  const { orgId } = member;
  if (accountId === member.accountId) {
    throw commonErrors.validation_failed(undefined, { detail: 'You are an owner already: name another member.' });
  }
  const { actor: self, target } = await lockedStanding(tx, member, accountId);
  if (!mayMember(self.role, 'organization:transfer')) throw commonErrors.permission_denied();
  const [heir, former] = [await readMember(tx, orgId, accountId), await readMember(tx, orgId, self.accountId)];
  if (!existing(heir).emailVerified) throw memberErrors.member_unverified();
  await setRole(tx, orgId, accountId, 'owner');
  await setRole(tx, orgId, self.accountId, 'admin');
  await record(deps, tx, orgId, actor, { action: 'organization.transfer', target, after: { role: 'owner' } });
  deps.sessions.forget(tx);
  await tellHeir(deps.mails, tx, orgId, { heir: existing(heir), former: existing(former), actor });
}

type Standing = {
  readonly actor: LockedMember;
  readonly target: LockedMember;
  readonly owners: readonly LockedMember[];
};

/** As it is now, not as it was when the request was let in: meanwhile somebody may have changed either. */
async function lockedStanding(tx: SystemTx, member: MemberPrincipal, accountId: string): Promise<Standing> {
  const locked = await lockMembers(tx, member.orgId, [member.accountId, accountId]);
  const find = (id: string) => locked.find((candidate) => candidate.accountId === id);
  const [actor, target] = [find(member.accountId), find(accountId)];
  if (actor === undefined) throw commonErrors.permission_denied();
  if (target === undefined) throw commonErrors.not_found();
  return { actor, target, owners: locked.filter(({ role }) => role === 'owner') };
}

async function standing(tx: SystemTx, member: MemberPrincipal, accountId: string): Promise<Standing> {
  const found = await lockedStanding(tx, member, accountId);
  if (!mayMember(found.actor.role, 'members:write')) throw commonErrors.permission_denied();
  if (!mayGrant(found.actor.role, found.target.role)) throw memberErrors.role_above_own();
  return found;
}

function refuseLastOwner(target: LockedMember, owners: readonly LockedMember[]): void {
  if (target.role === 'owner' && owners.length === 1) {
    throw accountErrors.last_owner(undefined, { detail: 'An organization keeps at least one owner.' });
  }
}

function existing(member: MemberRow | undefined): MemberRow {
  if (member === undefined) throw commonErrors.not_found();
  return member;
}
