import type { Origin } from '../sessions/index.ts';
import { issueLink, spendLink } from './links.ts';
import { findById } from './read-model.ts';
import { type Attempt, clearAttempts, clearFailures, countAttempt } from './repository.ts';
import { type AccountWork, evenly, provedByLink, record, sendTo, unproved } from './work.ts';

/** What a pair of address and password came to. `homeOrgId` is the organization the account joined first. */
export type PasswordCheck = {
  /** Never while `locked`, even for the right password. */
  readonly verified: boolean;
  readonly accountId: string | null;
  readonly homeOrgId: string | null;
  /** Too many attempts with this address failed, whether or not somebody has it. */
  readonly locked: boolean;
  /** 0 when not locked. */
  readonly lockedForSeconds: number;
  readonly suspended: boolean;
};

const MAX_FAILURES = 5;

/** The same work and time for an address that nobody has, and while the address is locked. */
export async function checkPassword(
  work: AccountWork,
  email: string,
  password: string,
  origin?: Origin,
): Promise<PasswordCheck> {
  const addressHash = work.addressHash(email);
  const at = work.clock.now();
  const attempt = await countAttempt(work.database, {
    addressHash,
    email: email.trim(),
    at,
    maxFailures: MAX_FAILURES,
  });
  const locked = attempt.failures > MAX_FAILURES;
  const verified = (await work.passwords.matches(password, attempt.passwordHash)) && !locked;
  if (verified) await clearAttempts(work.database, addressHash);
  else if (attempt.failures === MAX_FAILURES) await evenly(work, () => tellOfLock(work, attempt, origin));
  const { id: accountId, homeOrgId, suspended } = attempt;
  return { verified, accountId, homeOrgId, suspended, locked, lockedForSeconds: locked ? secondsLeft(attempt, at) : 0 };
}

function secondsLeft({ lockedUntil }: Attempt, now: Date): number {
  return lockedUntil === null ? 0 : Math.max(1, Math.ceil((lockedUntil.getTime() - now.getTime()) / 1_000));
}

/** Who has the account learns of it by mail and may lift the lock; nobody else learns that there is an account. */
async function tellOfLock(work: AccountWork, { id, homeOrgId }: Attempt, origin?: Origin): Promise<void> {
  await work.database.asSystem({ routine: 'locking sign-in' }, async (tx) => {
    const actor = unproved(origin);
    await record(work, tx, { accountId: id, action: 'account.lock_sign_in', actor, orgId: homeOrgId });
    const account = id === null ? undefined : await findById(tx, id);
    if (account === undefined || account.suspended) return;
    const link = await issueLink(work, tx, { accountId: account.id, purpose: 'unlock', email: account.email });
    await sendTo(work, tx, account, { template: 'unlock', origin, link });
  });
}

/** Returns the address that may be tried again. */
export async function unlockSignIn(work: AccountWork, token: string, origin: Origin): Promise<string> {
  return work.database.asSystem({ routine: 'unlocking sign-in' }, async (tx) => {
    const { accountId, email } = await spendLink(work, tx, ['unlock'], token);
    await clearFailures(tx, work.addressHash(email));
    await record(work, tx, { accountId, action: 'account.unlock_sign_in', actor: provedByLink(accountId, origin) });
    return email;
  });
}
