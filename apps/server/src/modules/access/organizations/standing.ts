import type { SystemTx } from '../../../platform/database/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { RESTORABLE_MS } from './organization.ts';
import { clearSuspension, lockAny, type LockedOrganization, markRestored, markSuspended } from './repository.ts';

export type { LockedOrganization } from './repository.ts';

/**
 * What the installation's staff may do to organizations. Whether they may, the record of it and what other rooms remember is
 * theirs to see to.
 */
export type OrganizationStandings = {
  /** Any but the installation's own, deleted and suspended ones too, held until the transaction ends. */
  lockOrganization(tx: SystemTx, id: string): Promise<LockedOrganization | undefined>;
  /** Nobody works in it, and its keys, tokens and pages are refused. */
  suspendOrganization(tx: SystemTx, id: string, by: { operatorId: string; reason: string }): Promise<void>;
  unsuspendOrganization(tx: SystemTx, id: string): Promise<void>;
  /** Brings a deleted one back; false when its 30 days are over. */
  restoreOrganization(tx: SystemTx, organization: LockedOrganization): Promise<boolean>;
};

export function createStandings(clock: Clock, forget: (tx: SystemTx) => void): OrganizationStandings {
  return {
    lockOrganization: (tx, id) => lockAny(tx, id),
    async suspendOrganization(tx, id, { operatorId, reason }) {
      await markSuspended(tx, id, { at: clock.now(), by: operatorId, reason });
      forget(tx);
    },
    async unsuspendOrganization(tx, id) {
      await clearSuspension(tx, id);
      forget(tx);
    },
    async restoreOrganization(tx, { id, deletedAt }) {
      if (deletedAt === null || deletedAt.getTime() + RESTORABLE_MS <= clock.nowMs()) return false;
      await markRestored(tx, id);
      forget(tx);
      return true;
    },
  };
}
