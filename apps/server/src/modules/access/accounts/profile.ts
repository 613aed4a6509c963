import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { orgIdOf } from '../callers/index.ts';
import { accountErrors } from './errors.ts';
import { findById, isOnlyOwner } from './read-model.ts';
import {
  anonymize,
  clearFailures,
  deleteSpent,
  deleteUnverified,
  leaveOrganizations,
  lockAccount,
  lockOwnersBeside,
  setProfile,
} from './repository.ts';
import { type AccountWork, type Caller, record } from './work.ts';

const DAY_MS = 86_400_000;
const UNVERIFIED_KEPT_MS = 7 * DAY_MS;
const SPENT_KEPT_MS = DAY_MS;
const PURGE_BATCH = 500;

export type ProfileChange = { readonly name?: string | undefined; readonly locale?: 'en' | 'fr' | null | undefined };

export async function updateProfile(
  work: AccountWork,
  { who, actor }: Caller,
  change: ProfileChange,
): Promise<z.input<typeof MeView>> {
  const { accountId, sessionId } = who;
  const changed = (['name', 'locale'] as const).filter((field) => change[field] !== undefined);
  if (changed.length > 0) {
    await work.database.asSystem({ routine: 'changing a profile' }, async (tx) => {
      await setProfile(tx, accountId, change);
      const deed = { accountId, action: 'account.update', actor, orgId: orgIdOf(who), after: { changed } };
      await record(work, tx, deed);
    });
  }
  return work.sessions.me(sessionId);
}

/** What the account did stays, under a name that tells nothing. Throws `last_owner`. */
export async function deleteAccount(work: AccountWork, { who, actor }: Caller): Promise<void> {
  const { accountId } = who;
  await work.database.asSystem({ routine: 'deleting an account' }, async (tx) => {
    await lockAccount(tx, accountId);
    await lockOwnersBeside(tx, accountId);
    if (await isOnlyOwner(tx, accountId)) throw accountErrors.last_owner();
    for (const orgId of await leaveOrganizations(tx, accountId)) {
      await record(work, tx, { accountId, action: 'member.leave', actor, orgId });
    }
    await work.sessions.endSessions(tx, accountId, 'account.delete');
    const account = await findById(tx, accountId);
    if (account !== undefined) await clearFailures(tx, work.addressHash(account.email));
    await anonymize(tx, accountId, work.clock.now());
    await record(work, tx, { accountId, action: 'account.delete', actor });
  });
}

/**
 * Removes accounts whose address was not verified for a week and that belong to nobody, and with them links and counts of
 * failures that are long over. Returns how many accounts went, one batch at most.
 */
export async function purgeUnverified(tx: SystemTx, now: Date): Promise<number> {
  await deleteSpent(tx, new Date(now.getTime() - SPENT_KEPT_MS), PURGE_BATCH);
  return deleteUnverified(tx, new Date(now.getTime() - UNVERIFIED_KEPT_MS), PURGE_BATCH);
}
