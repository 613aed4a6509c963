import type { SystemTx } from '../../../platform/database/index.ts';
import { type AuditActor, orgIdOf } from '../callers/index.ts';
import type { Origin } from '../sessions/index.ts';
import type { BreachVerdict } from './breach-check.ts';
import { accountErrors } from './errors.ts';
import { issueLink, readLink, secondsToNextMail, spendLink } from './links.ts';
import { acceptPassword, type Chooser, REMEMBERED_PASSWORDS } from './password-rules.ts';
import { findByEmail, findById, knownOf, lastPasswords, passwordHashOf } from './read-model.ts';
import { clearFailures, lockAccount, setPassword, setVerified, voidLinks } from './repository.ts';
import type { LockedAccount } from './standing/repository.ts';
import { type AccountWork, type Caller, deedData, evenly, provedByLink, record, sendTo, unproved } from './work.ts';

/** The same answer after the same time, whether or not somebody has the address; three mails an hour go out. */
export async function requestPasswordReset(work: AccountWork, email: string, origin: Origin): Promise<void> {
  await evenly(work, () =>
    work.database.asSystem({ routine: 'mailing a password reset' }, (tx) => mailReset(work, tx, email.trim(), origin)),
  );
}

async function mailReset(work: AccountWork, tx: SystemTx, email: string, origin: Origin): Promise<void> {
  const account = await findByEmail(tx, email);
  const accountId = account?.id ?? null;
  await record(work, tx, { accountId, action: 'account.ask_to_reset_password', actor: unproved(origin) });
  if (account === undefined || account.suspended) return;
  await mailResetLink(work, tx, account, origin);
}

/** Returns how long to wait where too many went out; 0 when it is mailed. */
export async function mailResetLink(
  work: AccountWork,
  tx: SystemTx,
  account: Pick<LockedAccount, 'id' | 'email' | 'name' | 'locale'>,
  origin: Origin,
): Promise<number> {
  const wanted = { accountId: account.id, purpose: 'reset_password', email: account.email } as const;
  await lockAccount(tx, account.id);
  const seconds = await secondsToNextMail(work, tx, wanted);
  if (seconds > 0) return seconds;
  const link = await issueLink(work, tx, wanted);
  await sendTo(work, tx, account, { template: 'reset_password', origin, link });
  return 0;
}

type NewPassword = {
  readonly accountId: string;
  readonly hash: string;
  readonly breachCheck: BreachVerdict;
  readonly action: string;
  readonly actor: AuditActor;
  readonly origin: Origin;
  /** Where the one who changes it works; null for who is not signed in. */
  readonly orgId: string | null;
  /** The session that goes on. */
  readonly keptSession?: string;
};

/** Following the link proves the address as well. */
export async function resetPassword(
  work: AccountWork,
  { token, password, origin }: { token: string; password: string; origin: Origin },
): Promise<{ email: string; endedSessions: number }> {
  const routine = { routine: 'resetting a password' };
  const { email, chooser } = await work.database.asSystem(routine, async (tx) => {
    const link = await readLink(work, tx, ['reset_password'], token);
    return { email: link.email, chooser: await chooserOf(tx, link) };
  });
  const accepted = await acceptPassword(work, password, chooser);
  const endedSessions = await work.database.asSystem(routine, async (tx) => {
    const { accountId } = await spendLink(work, tx, ['reset_password'], token);
    await setVerified(tx, accountId, work.clock.now());
    const actor = provedByLink(accountId, origin);
    const action = 'account.reset_password';
    return putPassword(work, tx, { ...accepted, accountId, action, actor, origin, orgId: null });
  });
  return { email, endedSessions };
}

async function chooserOf(
  tx: SystemTx,
  person: { readonly accountId: string; readonly email: string; readonly name: string },
): Promise<Required<Chooser>> {
  return {
    known: await knownOf(tx, person),
    formerHashes: await lastPasswords(tx, person.accountId, REMEMBERED_PASSWORDS),
  };
}

export type PasswordChange = { readonly password: string; readonly currentPassword?: string | undefined };

/** Returns how many other sessions ended. */
export async function changePassword(
  work: AccountWork,
  caller: Caller,
  { password, currentPassword }: PasswordChange,
): Promise<number> {
  const { who, actor, origin } = caller;
  const { accountId, sessionId } = who;
  const routine = { routine: 'changing a password' };
  await provePresentPassword(work, caller, currentPassword);
  const chooser = await work.database.asSystem(routine, async (tx) => {
    const { email = '', name = '' } = (await findById(tx, accountId)) ?? {};
    return chooserOf(tx, { accountId, email, name });
  });
  const accepted = await acceptPassword(work, password, chooser);
  const change = { accountId, actor, origin, action: 'account.change_password', orgId: orgIdOf(who) };
  return work.database.asSystem(routine, (tx) =>
    putPassword(work, tx, { ...accepted, ...change, keptSession: sessionId }),
  );
}

/** An account that has none yet, because its owner came by another way, sets its first without one. */
async function provePresentPassword(work: AccountWork, caller: Caller, given: string | undefined): Promise<void> {
  const hash = await passwordHashOf(work.database, caller.who.accountId);
  if (hash === null) return;
  if (given === undefined) {
    throw accountErrors.current_password_wrong(undefined, { detail: 'Send it as current_password.' });
  }
  const outcome = await work.proofs.attempt(caller, () => work.passwords.matches(given, hash));
  if (outcome === 'failed') throw accountErrors.current_password_wrong();
  if (outcome === 'ended') {
    throw accountErrors.current_password_wrong(undefined, {
      detail: 'That was not right five times, so the session was ended.',
    });
  }
}

/** Whoever was let in by the former password, or by a link that was mailed before, is so no more. */
async function putPassword(work: AccountWork, tx: SystemTx, change: NewPassword): Promise<number> {
  const { accountId, hash, breachCheck, action, actor, orgId, origin, keptSession } = change;
  const now = work.clock.now();
  await setPassword(tx, { accountId, hash, at: now, kept: REMEMBERED_PASSWORDS - 1 });
  await voidLinks(tx, accountId, now);
  const ended = await work.sessions.endSessions(tx, accountId, action, keptSession);
  const account = await findById(tx, accountId);
  if (account !== undefined) {
    await clearFailures(tx, work.addressHash(account.email));
    await sendTo(work, tx, account, { template: 'password_changed', origin, data: deedData(work, origin) });
  }
  const after = { breach_check: breachCheck, ended_sessions: ended };
  await record(work, tx, { accountId, action, actor, orgId, after });
  return ended;
}
