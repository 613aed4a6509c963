import type { MemberRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../platform/database/index.ts';

/** Held until the end, always in the same order: of two who take the last owners away, the second sees what is left. */
const LOCK: Statement = {
  name: 'members_lock',
  text: `select account_id as "accountId", role from members
         where org_id = $1 and (role = 'owner' or account_id = any($2::uuid[]))
         order by org_id, account_id for update`,
};
const SET_ROLE: Statement = {
  name: 'members_set_role',
  text: `update members set role = $3 where org_id = $1 and account_id = $2`,
};
const DELETE: Statement = {
  name: 'members_delete',
  text: `delete from members where org_id = $1 and account_id = $2`,
};

export type LockedMember = { readonly accountId: string; readonly role: MemberRole };

/** The owners, and those of `accountIds` who are members. */
export function lockMembers(tx: SystemTx, orgId: string, accountIds: readonly string[]): Promise<LockedMember[]> {
  return tx.run<LockedMember>(LOCK, [orgId, accountIds]);
}

export async function setRole(tx: SystemTx, orgId: string, accountId: string, role: MemberRole): Promise<void> {
  await tx.run(SET_ROLE, [orgId, accountId, role]);
}

export async function deleteMember(tx: SystemTx, orgId: string, accountId: string): Promise<void> {
  await tx.run(DELETE, [orgId, accountId]);
}
