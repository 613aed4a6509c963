import { equalInConstantTime } from '../../../platform/crypto/index.ts';
import type { SystemTx } from '../../../platform/database/index.ts';
import type { MailLink } from '../../messaging/mail/index.ts';
import { accountErrors } from './errors.ts';
import { issueLink, readLink, secondsToNextMail, spendLink } from './links.ts';
import { type Account, findById } from './read-model.ts';
import { claimUnverified, countCodeAttempt, expireLinks, lockAccount } from './repository.ts';
import type { AccountWork } from './work.ts';

export type WantedMagicLink = Pick<Account, 'id' | 'email'> & {
  /** Digest of the browser that asks. */
  readonly visit: string;
};
/** `link` is undefined where none may be mailed; the code then fits nothing, and looks the same. */
export type IssuedMagicLink = {
  readonly link: MailLink | undefined;
  readonly code: string;
  /** How long it works. */
  readonly minutes: number;
};
/** What a browser brings that follows a link. */
export type FollowedMagicLink = {
  readonly token: string;
  /** Digest of the cookie that it was given when it asked for one. */
  readonly visit: string | undefined;
  readonly code: string | undefined;
};

const CODE_ATTEMPTS = 5;
const LONGEST_MINUTES = 15;
const MINUTE_MS = 60_000;

/** Of all that were mailed only the newest link works. Throws `magic_links_off`. */
export async function issueMagicLink(
  work: AccountWork,
  tx: SystemTx,
  wanted: WantedMagicLink | undefined,
): Promise<IssuedMagicLink> {
  const { magicLinkMinutes: minutes = LONGEST_MINUTES } = work;
  if (minutes === null) throw accountErrors.magic_links_off();
  const link = wanted && (await newLink(work, tx, wanted, minutes * MINUTE_MS));
  return { link, minutes, code: work.codeOfLink(link?.id ?? work.ids.next()) };
}

async function newLink(
  work: AccountWork,
  tx: SystemTx,
  { id, email, visit }: WantedMagicLink,
  lifeMs: number,
): Promise<MailLink | undefined> {
  const wanted = { accountId: id, purpose: 'magic_link', email, visit } as const;
  await lockAccount(tx, id);
  if ((await secondsToNextMail(work, tx, wanted)) > 0) return undefined;
  await expireLinks(tx, { ...wanted, at: work.clock.now() });
  return issueLink(work, tx, wanted, lifeMs);
}

/**
 * Whoever follows the link elsewhere than where it was asked for shows that they see that place as well: a link that was
 * forwarded, read along or asked for by somebody else is worth nothing by itself. An attempt counts, for good, before it is
 * looked at. Throws `link_code_needed`, `link_code_wrong`, and as reading a link does.
 */
export async function assertAskedHere(work: AccountWork, { token, visit, code }: FollowedMagicLink): Promise<void> {
  if (work.magicLinkMinutes === null) throw accountErrors.magic_links_off();
  const id = await work.database.asSystem({ routine: 'following a magic link' }, async (tx) => {
    const link = await readLink(work, tx, ['magic_link'], token);
    if (visit !== undefined && link.visit !== null && equalInConstantTime(visit, link.visit)) return undefined;
    if (code === undefined) throw accountErrors.link_code_needed();
    if (!(await countCodeAttempt(tx, link.id, CODE_ATTEMPTS))) throw accountErrors.link_expired();
    return link.id;
  });
  if (id !== undefined && !equalInConstantTime(code ?? '', work.codeOfLink(id))) throw accountErrors.link_code_wrong();
}

/**
 * Gives an account that nobody had verified to whoever has proved its address. Whoever signed up may have been somebody else
 * waiting for this person to come: their password, second factors and sessions go.
 */
export async function claimByProof(work: AccountWork, tx: SystemTx, accountId: string): Promise<void> {
  await claimUnverified(tx, accountId, work.clock.now());
  await work.sessions.endSessions(tx, accountId, 'account.claimed');
}

/** Whoever follows the link reads what is mailed to the address, which proves it where nobody had before. Where it was asked for is not looked at. */
export async function followMagicLink(work: AccountWork, tx: SystemTx, token: string): Promise<Account> {
  const { accountId, emailVerifiedAt } = await spendLink(work, tx, ['magic_link'], token);
  if (emailVerifiedAt === null) await claimByProof(work, tx, accountId);
  const account = await findById(tx, accountId);
  if (account === undefined) throw accountErrors.link_invalid();
  return account;
}
