import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { orgIdOf, type SignedInPrincipal } from '../callers/index.ts';
import type { OpenedSession, Origin } from '../sessions/index.ts';
import { accountErrors } from './errors.ts';
import { issueLink, secondsToNextMail, spendLink } from './links.ts';
import { findById, type LinkRow } from './read-model.ts';
import { lockAccount, setEmail, setVerified, voidLinks } from './repository.ts';
import { type AccountWork, type Caller, deedData, provedByLink, record, sendTo } from './work.ts';

export type Verification = {
  readonly token: string;
  /** Who is signed in; undefined when nobody is. */
  readonly who: SignedInPrincipal | undefined;
  readonly origin: Origin;
};
export type Verified = {
  readonly email: string;
  readonly me: z.input<typeof MeView> | null;
  /** The session that was opened, for the cookie. */
  readonly opened: OpenedSession | undefined;
};

export async function verifyEmail(work: AccountWork, { token, who, origin }: Verification): Promise<Verified> {
  const routine = { routine: 'verifying an address' };
  const { link, opened } = await work.database.asSystem(routine, async (tx) => {
    const followed = await spendLink(work, tx, ['verify_email', 'change_email'], token);
    if (followed.purpose === 'change_email') await takeNewAddress(work, tx, followed, origin);
    else await verify(work, tx, followed, origin);
    work.sessions.forget(tx);
    const lets = who === undefined && letsIn(followed);
    return { link: followed, opened: lets ? await letIn(work, tx, followed, origin) : undefined };
  });
  if (link.purpose === 'verify_email') await work.emailVerified?.(link.accountId);
  const sessionId = opened?.id ?? (who?.accountId === link.accountId ? who.sessionId : undefined);
  return { email: link.email, me: sessionId === undefined ? null : await work.sessions.me(sessionId), opened };
}

/** Only the first link of a new account signs in; afterwards it would be a way around the second factor. */
function letsIn({ purpose, emailVerifiedAt, hasSecondFactor }: LinkRow): boolean {
  return purpose === 'verify_email' && emailVerifiedAt === null && !hasSecondFactor;
}

function letIn({ sessions }: AccountWork, tx: SystemTx, { accountId }: LinkRow, origin: Origin) {
  return sessions.openSession(tx, { accountId, kind: 'web', method: 'sign_up', secondFactor: false, origin });
}

async function verify(work: AccountWork, tx: SystemTx, { accountId }: LinkRow, origin: Origin): Promise<void> {
  await setVerified(tx, accountId, work.clock.now());
  const actor = provedByLink(accountId, origin);
  await record(work, tx, { accountId, action: 'account.verify_email', actor });
}

/** The old address is told, as whoever reads it may be the one from whom the account is being taken. */
async function takeNewAddress(work: AccountWork, tx: SystemTx, link: LinkRow, origin: Origin): Promise<void> {
  const { accountId, accountEmail, email, name, locale } = link;
  const now = work.clock.now();
  if (!(await setEmail(tx, accountId, email, now))) throw accountErrors.email_taken();
  await voidLinks(tx, accountId, now);
  const data = { ...deedData(work, origin), new_email: email };
  const former = { id: accountId, email: accountEmail, name, locale };
  await sendTo(work, tx, former, { template: 'email_changed', origin, data });
  await record(work, tx, { accountId, action: 'account.change_email', actor: provedByLink(accountId, origin) });
}

export async function resendVerification(work: AccountWork, { who, actor, origin }: Caller): Promise<void> {
  await work.database.asSystem({ routine: 'mailing a verification' }, async (tx) => {
    await lockAccount(tx, who.accountId);
    const account = await findById(tx, who.accountId);
    if (account === undefined || account.emailVerifiedAt !== null) throw accountErrors.already_verified();
    const wanted = { accountId: account.id, purpose: 'verify_email', email: account.email } as const;
    await refuseTooMany(work, tx, wanted);
    const link = await issueLink(work, tx, wanted);
    await sendTo(work, tx, account, { template: 'verify_email', origin, link });
    await record(work, tx, {
      accountId: account.id,
      action: 'account.resend_verification',
      actor,
      orgId: orgIdOf(who),
    });
  });
}

/**
 * Whether somebody has the new address is told to nobody but who reads its mails: the link is mailed anyhow, and following
 * it is refused.
 */
export async function changeEmail(work: AccountWork, { who, actor, origin }: Caller, email: string): Promise<void> {
  const { accountId } = who;
  await work.database.asSystem({ routine: 'changing an address' }, async (tx) => {
    await lockAccount(tx, accountId);
    const account = await findById(tx, accountId);
    if (account === undefined) return;
    const wanted = { accountId, purpose: 'change_email', email: email.trim() } as const;
    await refuseTooMany(work, tx, wanted);
    const link = await issueLink(work, tx, wanted);
    await sendTo(work, tx, { ...account, email: wanted.email }, { template: 'change_email', origin, link });
    await record(work, tx, { accountId, action: 'account.ask_to_change_email', actor, orgId: orgIdOf(who) });
  });
}

async function refuseTooMany(
  work: AccountWork,
  tx: SystemTx,
  wanted: { accountId: string; purpose: 'verify_email' | 'change_email' },
): Promise<void> {
  const retryAfterSeconds = await secondsToNextMail(work, tx, wanted);
  if (retryAfterSeconds > 0) throw accountErrors.mail_limit_reached(undefined, { retryAfterSeconds });
}
