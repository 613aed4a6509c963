import type { SystemTx } from '../../../platform/database/index.ts';
import { familyOf, type NewSession, type Origin } from '../sessions/index.ts';
import type { SignInDependencies } from './service.ts';

type Open<Opened> = (tx: SystemTx, session: NewSession) => Promise<Opened>;

/** Opens sessions and tells their owner of those in a browser that was not known. */
export function watched<Opened>(
  deps: SignInDependencies,
  open: Open<Opened>,
  idOf: (opened: Opened) => string,
): Open<Opened> {
  return async (tx, session) => {
    const opened = await open(tx, session);
    const { accountId, origin } = session;
    if (await deps.sessions.isUnfamiliar(tx, { id: idOf(opened), accountId, origin })) {
      await tellOwner(deps, tx, { template: 'sign_in_new_device', accountId, origin });
    }
    return opened;
  };
}

type Notice = {
  readonly template: 'sign_in_new_device' | 'sign_in_suspicious';
  readonly accountId: string;
  readonly origin: Origin;
};

/** Tells the owner of an account by mail what somebody, perhaps not they, did with it, and from where. */
export async function tellOwner(
  { accounts, mails, clock }: SignInDependencies,
  tx: SystemTx,
  { template, accountId, origin: { ip, userAgent, correlationId } }: Notice,
): Promise<void> {
  const account = await accounts.accountById(tx, accountId);
  if (!account) return;
  await mails.send(tx, {
    template,
    recipient: account.email,
    locale: account.locale === 'fr' ? 'fr' : 'en',
    accountId,
    orgId: null,
    correlationId,
    data: { name: account.name, at: clock.now().toISOString(), ip, device: familyOf(userAgent) },
  });
}
