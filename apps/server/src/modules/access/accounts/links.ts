import type { SystemTx } from '../../../platform/database/index.ts';
import type { MailLink } from '../../messaging/mail/index.ts';
import { accountErrors } from './errors.ts';
import { findLink, type LinkRow, linksMadeSince } from './read-model.ts';
import { insertLink, markLinkUsed } from './repository.ts';
import type { AccountWork } from './work.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long the links of each purpose are good. */
const LIFE_MS = {
  verify_email: 24 * HOUR_MS,
  change_email: 24 * HOUR_MS,
  reset_password: HOUR_MS,
  unlock: HOUR_MS,
  /** At most: an installation may give them less. */
  magic_link: 15 * MINUTE_MS,
  /** No link: the note that somebody was told that they have an account. */
  already_signed_up: HOUR_MS,
} as const;
export type LinkPurpose = keyof typeof LIFE_MS;

const MAILS_AN_HOUR = 3;

type Links = Pick<AccountWork, 'clock' | 'ids' | 'mailedTokens'>;

/** Makes the row of a link that is about to be mailed to `email`. */
export async function issueLink(
  { clock, ids }: Links,
  tx: SystemTx,
  link: { accountId: string; purpose: LinkPurpose; email: string; visit?: string },
  lifeMs: number = LIFE_MS[link.purpose],
): Promise<MailLink> {
  const [id, createdAt] = [ids.next(), clock.now()];
  await insertLink(tx, { ...link, id, createdAt, expiresAt: new Date(createdAt.getTime() + lifeMs) });
  return { purpose: link.purpose, id };
}

/**
 * What a mailed token speaks for, without using it up. Throws `link_invalid` also for one that was mailed to an address
 * the account no longer has, and for an account that is suspended or gone; `link_used`, `link_expired`.
 */
export async function readLink(
  { clock, mailedTokens }: Links,
  tx: SystemTx,
  purposes: readonly LinkPurpose[],
  token: string,
): Promise<LinkRow> {
  const [found] = purposes.flatMap((purpose) => {
    const id = mailedTokens.idOf(purpose, token);
    return id === undefined ? [] : [{ id, purpose }];
  });
  const link = found && (await findLink(tx, found.id, found.purpose));
  if (link === undefined || link.isBarred) throw accountErrors.link_invalid();
  if (link.usedAt !== null) throw accountErrors.link_used();
  if (link.purpose !== 'change_email' && link.email.toLowerCase() !== link.accountEmail.toLowerCase()) {
    throw accountErrors.link_invalid();
  }
  if (link.expiresAt <= clock.now()) throw accountErrors.link_expired();
  return link;
}

/** The same, and uses it up: of two at the same time one is told `link_used`. */
export async function spendLink(
  links: Links,
  tx: SystemTx,
  purposes: readonly LinkPurpose[],
  token: string,
): Promise<LinkRow> {
  const link = await readLink(links, tx, purposes, token);
  if (!(await markLinkUsed(tx, link.id, links.clock.now()))) throw accountErrors.link_used();
  return link;
}

/** How long to wait before another mail of this purpose: three go out an hour, a minute apart. 0 when one may go out now. */
export async function secondsToNextMail(
  { clock }: Links,
  tx: SystemTx,
  { accountId, purpose }: { accountId: string; purpose: LinkPurpose },
): Promise<number> {
  const nowMs = clock.nowMs();
  const made = await linksMadeSince(tx, { accountId, purpose, since: new Date(nowMs - HOUR_MS) });
  const [newest, oldestOfThree] = [made[0], made[MAILS_AN_HOUR - 1]];
  const freeAt = Math.max(
    newest === undefined ? nowMs : newest.getTime() + MINUTE_MS,
    oldestOfThree === undefined ? nowMs : oldestOfThree.getTime() + HOUR_MS,
  );
  return Math.max(0, Math.ceil((freeAt - nowMs) / 1_000));
}
