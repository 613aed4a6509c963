import { accountErrors } from '../errors.ts';
import type { LockedAccount } from './repository.ts';

/** Throws `last_super_admin` where nobody else of `locked` could give out rights any more. */
export function assertSuperAdminBeside(locked: readonly LockedAccount[], id: string): void {
  const active = locked.filter((account) => account.operatorRole === 'super_admin' && account.suspendedAt === null);
  if (active.length === 1 && active[0]?.id === id) throw accountErrors.last_super_admin();
}
