import type { SystemTx } from '../../../platform/database/index.ts';
import type { MailLink } from '../../messaging/mail/index.ts';
import { accountErrors } from './errors.ts';
import { issueLink, secondsToNextMail, spendLink } from './links.ts';
import { type Account, findById } from './read-model.ts';
import { claimUnverified, expireLinks, lockAccount } from './repository.ts';
import type { AccountWork } from './work.ts';

/** Undefined while another mail may not go out yet. Of all that were mailed only the newest link works. */
export async function issueMagicLink(
  work: AccountWork,
  tx: SystemTx,
  { id, email }: Pick<Account, 'id' | 'email'>,
): Promise<MailLink | undefined> {
  const wanted = { accountId: id, purpose: 'magic_link', email } as const;
  await lockAccount(tx, id);
  if ((await secondsToNextMail(work, tx, wanted)) > 0) return undefined;
  await expireLinks(tx, { ...wanted, at: work.clock.now() });
  return issueLink(work, tx, wanted);
}

/**
 * Gives an account that nobody had verified to whoever has proved its address. Whoever signed up may have been somebody else
 * waiting for this person to come: their password, second factors and sessions go.
 */
export async function claimByProof(work: AccountWork, tx: SystemTx, accountId: string): Promise<void> {
  await claimUnverified(tx, accountId, work.clock.now());
  await work.sessions.endSessions(tx, accountId, 'account.claimed');
}

/** Whoever follows the link reads what is mailed to the address, which proves it where nobody had before. */
export async function followMagicLink(work: AccountWork, tx: SystemTx, token: string): Promise<Account> {
  const { accountId, emailVerifiedAt } = await spendLink(work, tx, ['magic_link'], token);
  if (emailVerifiedAt === null) await claimByProof(work, tx, accountId);
  const account = await findById(tx, accountId);
  if (account === undefined) throw accountErrors.link_invalid();
  return account;
}
