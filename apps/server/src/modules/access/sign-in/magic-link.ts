import { setTimeout as pause } from 'node:timers/promises';
import type { SystemTx } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/errors/index.ts';
import type { Origin } from '../sessions/index.ts';
import { admit, type Entrance, type SecondFactorAsked } from './admission.ts';
import { recordAttempt, recordRefused, recordRequired } from './attempts.ts';
import type { SignInDependencies } from './service.ts';

/** Longer than anything here takes: how long an answer takes does not tell whether somebody has the address. */
const ANSWERED_AFTER_MS = 100;
const ROUTINE = { routine: 'signing in by mail' } as const;

/** Who asks for a link, and in which browser. */
export type MagicLinkRequest = { readonly email: string; readonly visit: string; readonly origin: Origin };
export type MagicLinkSignIn = {
  readonly token: string;
  /** Digest of the browser that follows it. */
  readonly visit: string | undefined;
  /** What is shown where the link was asked for. */
  readonly code?: string | undefined;
  readonly origin: Origin;
};

/** What to show whoever asked: the code that the link needs in another browser, which fits nothing where nothing was mailed. */
export type MagicLinkRequested = { readonly code: string; readonly minutes: number };

/** Throws `magic_links_off`. */
export async function requestMagicLink(
  deps: SignInDependencies,
  request: MagicLinkRequest,
): Promise<MagicLinkRequested> {
  const { database } = deps;
  const mailed = database.asSystem(ROUTINE, (tx) => mailLink(deps, tx, request));
  const [requested] = await Promise.all([mailed, pause(ANSWERED_AFTER_MS)]);
  return requested;
}

/** Who has no account, is suspended or asked too often is sent nothing and told nothing. */
async function mailLink(
  deps: SignInDependencies,
  tx: SystemTx,
  { email, visit, origin }: MagicLinkRequest,
): Promise<MagicLinkRequested> {
  const { accounts, mails } = deps;
  const account = await accounts.accountByEmail(tx, email);
  await recordAttempt(deps, tx, { action: 'session.magic_link_requested', accountId: account?.id ?? null, origin });
  const addressee = account?.suspended ? undefined : account;
  const { link, code, minutes } = await accounts.issueMagicLink(tx, addressee && { ...addressee, visit });
  if (!addressee || !link) return { code, minutes };
  await mails.send(tx, {
    template: 'magic_link',
    recipient: addressee.email,
    locale: addressee.locale === 'fr' ? 'fr' : 'en',
    accountId: addressee.id,
    orgId: null,
    correlationId: origin.correlationId,
    data: { name: addressee.name, minutes: String(minutes) },
    link,
  });
  return { code, minutes };
}

/** Whoever follows the link reads what is mailed to the address, so that it is verified too. */
export async function withMagicLink<Opened>(
  deps: SignInDependencies,
  entrance: Entrance<Opened>,
  { token, visit, code, origin }: MagicLinkSignIn,
): Promise<Opened | SecondFactorAsked> {
  const { database, accounts } = deps;
  let accountId: string | null = null;
  try {
    await accounts.assertMagicLinkAskedHere({ token, visit, code });
    return await database.asSystem(ROUTINE, async (tx) => {
      ({ id: accountId } = await accounts.useMagicLink(tx, token));
      return await admit(deps, tx, entrance, { accountId, method: 'magic_link', origin });
    });
  } catch (error) {
    if (error instanceof Refusal) {
      await recordRefused(deps, { action: 'session.magic_link_refused', accountId, origin });
      // Here the link was good: the organization that requires single sign-on sees who was turned away.
      if (accountId !== null && error.code === 'single_sign_on_required') await recordRequired(deps, accountId, origin);
    }
    throw error;
  }
}
