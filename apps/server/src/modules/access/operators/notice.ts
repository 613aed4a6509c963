import type { SystemTx } from '../../../platform/database/index.ts';
import type { LockedAccount } from '../accounts/index.ts';
import type { OperatorDependencies } from './service.ts';
import type { Operator } from './standing.ts';

export type Notice = {
  readonly template: 'account_suspended' | 'account_unsuspended' | 'impersonated';
  readonly target: LockedAccount;
  readonly data: Readonly<Record<string, string>>;
};

/** Tells somebody by mail, in their language, what an operator did. */
export async function tell(
  { mails, clock }: Pick<OperatorDependencies, 'mails' | 'clock'>,
  tx: SystemTx,
  { origin }: Operator,
  { template, target, data }: Notice,
): Promise<void> {
  await mails.send(tx, {
    template,
    recipient: target.email,
    locale: target.locale === 'fr' ? 'fr' : 'en',
    accountId: target.id,
    orgId: null,
    correlationId: origin.correlationId,
    data: { name: target.name, at: clock.now().toISOString(), ...data },
  });
}
