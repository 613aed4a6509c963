import type { GivenRole, MemberRole } from '@stepwell/contract';
import type { SystemTx } from '../../../platform/database/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { dismiss, type MemberDependencies, record } from './changes.ts';
import { lockMembers, setRole } from './repository.ts';

/** Somebody in an organization, and the directory in whose name it is done. */
export type DirectoryDeed = { readonly orgId: string; readonly accountId: string; readonly actor: AuditActor };

/** What a directory may do to members: whatever stands above it, which is the owners, it leaves alone. */
export type DirectoryMembers = {
  /** Their role, held until the transaction ends; undefined for somebody who is no member. */
  roleIn(tx: SystemTx, orgId: string, accountId: string): Promise<MemberRole | undefined>;
  /** Changes nothing for owners and for those who are no members. */
  changeRoleByDirectory(tx: SystemTx, deed: DirectoryDeed & { readonly role: GivenRole }): Promise<void>;
  /** Ends the membership and moves the sessions out of the organization. Says `owner` where it left one alone. */
  dismissByDirectory(tx: SystemTx, deed: DirectoryDeed): Promise<'dismissed' | 'absent' | 'owner'>;
};

export function createDirectoryMembers(deps: MemberDependencies): DirectoryMembers {
  return {
    roleIn: async (tx, orgId, accountId) => (await locked(tx, orgId, accountId))?.role,
    async changeRoleByDirectory(tx, { orgId, accountId, actor, role }) {
      const target = await locked(tx, orgId, accountId);
      if (target === undefined || target.role === 'owner' || target.role === role) return;
      await setRole(tx, orgId, accountId, role);
      await record(deps, tx, orgId, actor, { action: 'member.change_role', target, after: { role } });
      deps.sessions.forget(tx);
    },
    async dismissByDirectory(tx, { orgId, accountId, actor }) {
      const target = await locked(tx, orgId, accountId);
      if (target === undefined) return 'absent';
      if (target.role === 'owner') return 'owner';
      await dismiss(deps, tx, orgId, target);
      await record(deps, tx, orgId, actor, { action: 'member.remove', target, after: null });
      return 'dismissed';
    },
  };
}

async function locked(tx: SystemTx, orgId: string, accountId: string) {
  return (await lockMembers(tx, orgId, [accountId])).find((member) => member.accountId === accountId);
}
