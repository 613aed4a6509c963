import type { OperatorRole } from '@stepwell/contract';
import type { SystemTx } from '../../../../platform/database/index.ts';
import type { AuditActor } from '../../callers/index.ts';
import type { Origin } from '../../sessions/index.ts';
import { accountErrors } from '../errors.ts';
import { mailResetLink } from '../new-passwords.ts';
import { removePerson } from '../profile.ts';
import { setProfile } from '../repository.ts';
import type { AccountWork } from '../work.ts';
import { clearSuspension, type LockedAccount, lockStandings, markSuspended, writeOperatorRole } from './repository.ts';

export type { LockedAccount } from './repository.ts';

/** What the installation's staff may do to accounts. Whether they may, and the record of it, is theirs to see to. */
export type AccountStandings = {
  /** Those of `ids` that there are, and every super admin, held until the transaction ends. */
  lockAccounts(tx: SystemTx, ids: readonly string[]): Promise<LockedAccount[]>;
  /** Ends the sessions of the account at once; nobody signs in with it. */
  suspendAccount(tx: SystemTx, id: string, by: { operatorId: string; reason: string }): Promise<void>;
  unsuspendAccount(tx: SystemTx, id: string): Promise<void>;
  /** Mails the usual link to choose a new password. Throws `mail_limit_reached`. */
  mailPasswordReset(tx: SystemTx, account: LockedAccount, origin: Origin): Promise<void>;
  /** A `locale` of null is nobody's choice; what is absent stays. */
  editAccount(tx: SystemTx, id: string, change: AccountEdit): Promise<void>;
  /** What was remembered of the account's rights is dropped after the commit. */
  setOperatorRole(tx: SystemTx, id: string, role: OperatorRole | null): Promise<void>;
  /** What the account did stays, under a name that tells nothing. Throws `last_owner` where others would lose their only owner. */
  anonymizeAccount(tx: SystemTx, id: string, actor: AuditActor): Promise<void>;
};

export type AccountEdit = { readonly name?: string | undefined; readonly locale?: 'en' | 'fr' | null | undefined };

export function createStandings(work: AccountWork): AccountStandings {
  const { clock, sessions } = work;
  return {
    lockAccounts: (tx, ids) => lockStandings(tx, ids),
    async suspendAccount(tx, id, { operatorId, reason }) {
      await markSuspended(tx, id, { at: clock.now(), by: operatorId, reason });
      await sessions.endSessions(tx, id, 'account.suspend');
    },
    unsuspendAccount: (tx, id) => clearSuspension(tx, id),
    async mailPasswordReset(tx, account, origin) {
      const retryAfterSeconds = await mailResetLink(work, tx, account, origin);
      if (retryAfterSeconds > 0) throw accountErrors.mail_limit_reached(undefined, { retryAfterSeconds });
    },
    editAccount: (tx, id, change) => setProfile(tx, id, change),
    async setOperatorRole(tx, id, role) {
      await writeOperatorRole(tx, id, role);
      sessions.forget(tx);
    },
    anonymizeAccount: (tx, id, actor) => removePerson(work, tx, id, { actor, action: 'account.anonymize' }),
  };
}
