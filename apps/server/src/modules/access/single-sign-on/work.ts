import type { Json } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Keyring, Sealer } from '../../../platform/crypto/index.ts';
import type { Database, SystemTx, Tx } from '../../../platform/database/index.ts';
import type { Refusal } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Ceremonies } from '../ceremonies/index.ts';
import type { OpenId } from '../openid/index.ts';
import type { Origin, Sessions } from '../sessions/index.ts';
import type { SignIn } from '../sign-in/index.ts';
import { createDomainProof, type DomainProof } from './domain-proof.ts';
import { createSaml, type Saml } from './saml.ts';

export type SingleSignOnDependencies = {
  readonly database: Pick<Database, 'asTenant' | 'asSystem'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly audit: AuditWriter;
  readonly sealer: Sealer;
  readonly keyring: Keyring;
  readonly publicUrl: string;
  /** Name servers that prove domains, `address` or `address:port`; those of the system where empty. */
  readonly dnsServers: readonly string[];
  readonly openid: OpenId;
  readonly ceremonies: Pick<Ceremonies, 'begin' | 'change' | 'take'>;
  readonly accounts: Pick<Accounts, 'accountByEmail' | 'accountById' | 'createAccount' | 'addMember' | 'claimByProof'>;
  readonly sessions: Pick<Sessions, 'endSessionsOf'>;
  readonly signIns: Pick<SignIn, 'admit'>;
  /** Whether the directory of an organization says that whoever has the address is no longer active. */
  readonly directory: { isDeactivated(tx: SystemTx, orgId: string, email: string): Promise<boolean> };
};

/** What the use-cases of the room work with. */
export type SingleSignOnWork = SingleSignOnDependencies & { readonly proof: DomainProof; readonly saml: Saml };

export function createSingleSignOnWork(deps: SingleSignOnDependencies): SingleSignOnWork {
  return { ...deps, proof: createDomainProof(deps.keyring, deps.dnsServers), saml: createSaml(deps) };
}

export type Deed = {
  readonly action: string;
  readonly resourceKind: 'single_sign_on' | 'domain' | 'account';
  readonly resourceId: string;
  readonly before?: Json;
  readonly after?: Json;
};

export async function record(
  { audit }: SingleSignOnWork,
  tx: Tx,
  orgId: string,
  actor: AuditActor,
  deed: Deed,
): Promise<void> {
  await audit.append(tx, { ...actor, orgId, environment: null, ...deed });
}

/** The one whom nothing but an identity provider speaks for. */
export function unproved(origin: Origin): AuditActor {
  return { actorKind: 'system', actorId: null, ...origin };
}

/** In a transaction of its own, as what was refused has rolled back. Neither says anything of the person. */
export async function recordRefused(
  work: SingleSignOnWork,
  { id, orgId }: { readonly id: string; readonly orgId: string },
  refusal: Refusal,
  origin: Origin,
): Promise<void> {
  const { code, details } = refusal;
  const reason = typeof details?.['reason'] === 'string' ? details['reason'] : null;
  work.log.warn({ connectionId: id, orgId, code, reason }, 'a sign-in by single sign-on was refused');
  await work.database.asSystem({ routine: 'refusing single sign-on' }, (tx) =>
    record(work, tx, orgId, unproved(origin), {
      action: 'single_sign_on.refuse',
      resourceKind: 'single_sign_on',
      resourceId: id,
      after: { code, reason },
    }),
  );
}
