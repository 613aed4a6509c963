import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { type AuditActor, orgIdOf } from '../callers/index.ts';
import { accountErrors } from './errors.ts';
import { findById, isOnlyOwner } from './read-model.ts';
import {
  anonymize,
  clearFailures,
  deleteSpent,
  deleteUnverified,
  leaveOrganizations,
  lockOwnersBeside,
  setProfile,
} from './repository.ts';
import { assertSuperAdminBeside } from './standing/last-super-admin.ts';
import { lockStandings } from './standing/repository.ts';
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

/** Throws `last_owner`, `last_super_admin`. */
export async function deleteAccount(work: AccountWork, { who, actor }: Caller): Promise<void> {
  const { accountId } = who;
  await work.database.asSystem({ routine: 'deleting an account' }, async (tx) => {
    assertSuperAdminBeside(await lockStandings(tx, [accountId]), accountId);
    await removePerson(work, tx, accountId, { actor, action: 'account.delete' });
    await record(work, tx, { accountId, action: 'account.delete', actor });
  });
}

/**
 * What the account did stays, under a name that tells nothing. Throws `last_owner`: somebody who leaves by themselves hands
 * over or deletes what is theirs alone first; whom an operator removes cannot be asked to, unless others are left there.
 */
export async function removePerson(
  work: AccountWork,
  tx: SystemTx,
  accountId: string,
  { actor, action }: { actor: AuditActor; action: 'account.delete' | 'account.anonymize' },
): Promise<void> {
  await lockOwnersBeside(tx, accountId);
  if (await isOnlyOwner(tx, accountId, { amongOthers: action === 'account.anonymize' })) {
    throw accountErrors.last_owner();
  }
  for (const orgId of await leaveOrganizations(tx, accountId)) {
    await record(work, tx, { accountId, action: 'member.leave', actor, orgId });
  }
  await work.sessions.endSessions(tx, accountId, action);
  const account = await findById(tx, accountId);
  if (account !== undefined) await clearFailures(tx, work.addressHash(account.email));
  await anonymize(tx, accountId, work.clock.now());
}

/**
 * Removes accounts whose address was not verified for a week and that belong to nobody, and with them links and counts of
 * failures that are long over. Returns how many accounts went, one batch at most.
 */
export async function purgeUnverified(tx: SystemTx, now: Date): Promise<number> {
  await deleteSpent(tx, new Date(now.getTime() - SPENT_KEPT_MS), PURGE_BATCH);
  return deleteUnverified(tx, new Date(now.getTime() - UNVERIFIED_KEPT_MS), PURGE_BATCH);
}
