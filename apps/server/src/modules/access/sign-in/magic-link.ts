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

export async function requestMagicLink(deps: SignInDependencies, email: string, origin: Origin): Promise<void> {
  const { database } = deps;
  const mailed = database.asSystem(ROUTINE, (tx) => mailLink(deps, tx, email, origin));
  await Promise.all([mailed, pause(ANSWERED_AFTER_MS)]);
}

/** Who has no account, is suspended or asked too often is sent nothing and told nothing. */
async function mailLink(deps: SignInDependencies, tx: SystemTx, email: string, origin: Origin): Promise<void> {
  const { accounts, mails } = deps;
  const account = await accounts.accountByEmail(tx, email);
  await recordAttempt(deps, tx, { action: 'session.magic_link_requested', accountId: account?.id ?? null, origin });
  if (!account || account.suspended) return;
  const link = await accounts.issueMagicLink(tx, account);
  if (!link) return;
  await mails.send(tx, {
    template: 'magic_link',
    recipient: account.email,
    locale: account.locale === 'fr' ? 'fr' : 'en',
    accountId: account.id,
    orgId: null,
    correlationId: origin.correlationId,
    data: { name: account.name },
    link,
  });
}

/** Whoever follows the link reads what is mailed to the address, so that it is verified too. */
export async function withMagicLink<Opened>(
  deps: SignInDependencies,
  entrance: Entrance<Opened>,
  { token, origin }: { token: string; origin: Origin },
): Promise<Opened | SecondFactorAsked> {
  const { database, accounts } = deps;
  let accountId: string | null = null;
  try {
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
