import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Sealer } from '../../../platform/crypto/index.ts';
import type { TenantTx, Tx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { type IdSource, randomToken } from '../../../platform/ids/index.ts';
import { participantTokenErrors } from './errors.ts';
import { sealPurpose } from './live-secrets.ts';
import { countLive, findSecret, insertSecret, revokeSecret, takeTurn } from './repository.ts';
import type { NewSigningSecret, SecretRecord } from './signing-secret.ts';

export type RotationDependencies = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly sealer: Sealer;
  /** Called once a change of secrets is committed, to make everybody look again. */
  readonly secretsChanged: (tx: Tx) => void;
};

const LIVE_AT_ONCE = 2;
const SECRET_BYTES = 32;

/** Throws `two_secrets_live`. */
export async function addSecret(
  deps: RotationDependencies,
  tx: Tx,
  { orgId, environment }: { orgId: string; environment: Environment },
): Promise<NewSigningSecret> {
  await takeTurn(tx, orgId);
  if ((await countLive(tx, orgId, environment)) >= LIVE_AT_ONCE) throw participantTokenErrors.two_secrets_live();
  const id = deps.ids.next();
  const secret = `ss_${environment}_${randomToken(SECRET_BYTES)}`;
  const createdAt = deps.clock.now();
  await insertSecret(tx, { id, orgId, environment, sealed: deps.sealer.seal(secret, sealPurpose(id)), createdAt });
  deps.secretsChanged(tx);
  return { id, environment, createdAt, lastUsedAt: null, revokedAt: null, secret };
}

/** The record as it was before, or undefined when it was revoked already. Throws `not_found`, `last_secret`. */
export async function dropSecret(
  deps: RotationDependencies,
  tx: TenantTx,
  id: string,
): Promise<SecretRecord | undefined> {
  await takeTurn(tx, tx.orgId);
  const record = await findSecret(tx, id);
  if (record === undefined) throw commonErrors.not_found();
  if (record.revokedAt !== null) return undefined;
  if ((await countLive(tx, tx.orgId, record.environment)) === 1) throw participantTokenErrors.last_secret();
  await revokeSecret(tx, id, deps.clock.now());
  deps.secretsChanged(tx);
  return record;
}
