import type { OperatorRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../../platform/database/index.ts';

/** In one statement and always in the same order: of two who act upon each other, the second sees what the first did. */
const LOCK: Statement = {
  name: 'accounts_lock_standings',
  text: `select a.id, a.email, a.name, a.locale, a.email_verified_at as "emailVerifiedAt", a.operator_role as "operatorRole",
           a.suspended_at as "suspendedAt", a.anonymized_at as "anonymizedAt"
         from accounts a
         where a.id = any($1::uuid[]) or a.operator_role = 'super_admin'
         order by a.id for update`,
};
const SUSPEND: Statement = {
  name: 'accounts_suspend',
  text: `update accounts set suspended_at = $2, suspended_by = $3, suspended_reason = $4 where id = $1`,
};
const UNSUSPEND: Statement = {
  name: 'accounts_unsuspend',
  text: `update accounts set suspended_at = null, suspended_by = null, suspended_reason = null where id = $1`,
};
const SET_OPERATOR_ROLE: Statement = {
  name: 'accounts_set_operator_role',
  text: `update accounts set operator_role = $2 where id = $1`,
};

/** An account as it is now, held until the transaction ends. */
export type LockedAccount = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly operatorRole: OperatorRole | null;
  readonly suspendedAt: Date | null;
  readonly anonymizedAt: Date | null;
};

/** Those of `ids` that there are, and every super admin. */
export function lockStandings(tx: SystemTx, ids: readonly string[]): Promise<LockedAccount[]> {
  return tx.run<LockedAccount>(LOCK, [ids]);
}

export async function markSuspended(
  tx: SystemTx,
  id: string,
  { at, by, reason }: { at: Date; by: string; reason: string },
): Promise<void> {
  await tx.run(SUSPEND, [id, at, by, reason]);
}

export async function clearSuspension(tx: SystemTx, id: string): Promise<void> {
  await tx.run(UNSUSPEND, [id]);
}

export async function writeOperatorRole(tx: SystemTx, id: string, role: OperatorRole | null): Promise<void> {
  await tx.run(SET_OPERATOR_ROLE, [id, role]);
}
