import type { Json } from '@stepwell/engine';
import type { ProviderId } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, Log, SystemTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { Outbound } from '../../../platform/outbound/index.ts';
import type { Mails } from '../../messaging/mail/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Account, Accounts } from '../accounts/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import type { Ceremonies } from '../ceremonies/index.ts';
import type { OpenId } from '../openid/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { SecondFactors } from '../second-factors/index.ts';
import type { Origin } from '../sessions/index.ts';
import type { SignIn } from '../sign-in/index.ts';
import { providerErrors } from './errors.ts';
import type { ProviderSettings } from './settings.ts';

export type ProviderDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly audit: AuditWriter;
  readonly mails: Mails;
  readonly outbound: Pick<Outbound, 'fetch'>;
  readonly openId: Pick<OpenId, 'depart' | 'arrive'>;
  readonly accounts: Pick<Accounts, 'accountByEmail' | 'accountById' | 'createAccount'>;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly ceremonies: Pick<Ceremonies, 'begin' | 'take'>;
  readonly secondFactors: Pick<SecondFactors, 'countWaysIn'>;
  readonly signIns: Pick<SignIn, 'admit'>;
  readonly publicUrl: string;
  readonly providers: readonly ProviderSettings[];
};

/** Somebody signed in, at their own account. */
export type Owner = { readonly who: SignedInPrincipal; readonly actor: AuditActor };

/** Throws `provider_unknown` for one that is not set up. */
export function providerOf({ providers }: ProviderDependencies, id: ProviderId): ProviderSettings {
  const found = providers.find((provider) => provider.id === id);
  if (found === undefined) throw providerErrors.provider_unknown();
  return found;
}

export type Deed = {
  readonly action: string;
  readonly actor: AuditActor;
  /** Null where nobody knows whose it is. */
  readonly accountId: string | null;
  /** The installation's own where absent or null. */
  readonly orgId?: string | null;
  readonly after: { readonly [name: string]: Json };
};

export async function record(
  { audit, organizations }: ProviderDependencies,
  tx: SystemTx,
  { action, actor, accountId, orgId, after }: Deed,
): Promise<void> {
  await audit.append(tx, {
    ...actor,
    orgId: orgId ?? (await organizations.auditHome(tx)),
    environment: null,
    action,
    resourceKind: 'account',
    resourceId: accountId ?? 'unknown',
    after,
  });
}

/** Tells the owner that there is one more way into the account, as somebody else may have opened it. */
export async function tellConnected(
  { mails, clock }: ProviderDependencies,
  tx: SystemTx,
  { id, email, name, locale }: Pick<Account, 'id' | 'email' | 'name' | 'locale'>,
  { provider, origin }: { provider: ProviderSettings; origin: Origin },
): Promise<void> {
  await mails.send(tx, {
    template: 'account_connected',
    recipient: email,
    locale: locale === 'fr' ? 'fr' : 'en',
    accountId: id,
    orgId: null,
    correlationId: origin.correlationId,
    data: { name, provider: provider.name, at: clock.now().toISOString(), ip: origin.ip },
  });
}
