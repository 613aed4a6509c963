import type { SystemTx } from '../../../platform/database/index.ts';
import { orgIdOf } from '../callers/index.ts';
import type { Owner, SecondFactorWork } from './service.ts';

/** What a mail tells the owner of the account. */
export type Change =
  | 'totp_added'
  | 'totp_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'backup_codes_renewed'
  | 'backup_code_used';

/** Audits what somebody did to their own way in. */
export async function record(
  { audit, organizations }: SecondFactorWork,
  tx: SystemTx,
  { who, actor }: Owner,
  action: string,
): Promise<void> {
  const orgId = orgIdOf(who) ?? (await organizations.auditHome(tx));
  const resource = { resourceKind: 'account', resourceId: who.accountId };
  await audit.append(tx, { ...actor, orgId, environment: null, action, ...resource });
}

/** Audits it and tells the owner by mail, so that a change by somebody else does not go unseen. */
export async function announce(work: SecondFactorWork, tx: SystemTx, owner: Owner, change: Change): Promise<void> {
  await record(work, tx, owner, `second_factor.${change}`);
  await tell(work, tx, owner.who.accountId, change, owner.actor);
}

type Place = { readonly ip?: string | undefined; readonly correlationId?: string | undefined };

/** Mails the owner of the account. */
export async function tell(
  { accounts, mails, clock }: SecondFactorWork,
  tx: SystemTx,
  accountId: string,
  change: Change,
  { ip, correlationId }: Place,
): Promise<void> {
  const account = await accounts.accountById(tx, accountId);
  if (!account) return;
  await mails.send(tx, {
    template: 'second_factor_changed',
    recipient: account.email,
    locale: account.locale === 'fr' ? 'fr' : 'en',
    accountId,
    orgId: null,
    correlationId: correlationId ?? null,
    data: { name: account.name, change, at: clock.now().toISOString(), ...(ip !== undefined && { ip }) },
  });
}
