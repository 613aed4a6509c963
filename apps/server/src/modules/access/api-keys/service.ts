import type { Environment } from '@stepwell/contract';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { hashSecret } from '../../../platform/crypto/index.ts';
import type { Database, SystemTx, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import { type IdSource, randomToken } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { ApiKey, ApiKeyRecord, NewApiKey } from './api-key.ts';
import { apiKeyErrors } from './errors.ts';
import { pageOfApiKeys, readApiKey } from './read-model.ts';
import { countLiveInTurn, findApiKey, insertApiKey, revokeApiKey } from './repository.ts';

/** What other rooms may ask. */
export type ApiKeys = {
  /**
   * The key a secret belongs to; remembered for 5 s. `environment` is what the caller asked for, if anything.
   * Throws `api_key_invalid`, `api_key_expired`, `api_key_other_environment`.
   */
  authenticateApiKey(secret: string, environment: Environment | undefined): Promise<ApiKey>;
  /** Makes a key within other work; the secret is returned this once. Throws `too_many_api_keys`, `expiry_in_past`. */
  addApiKey(tx: TenantTx, key: NewApiKey, createdBy: string | null): Promise<IssuedApiKey>;
  /** What is remembered is dropped after the commit, here and in every process: an organization was suspended. */
  forget(tx: SystemTx): void;
  /** Drops what is remembered when another process revokes a key. Call once at start. */
  followRevocations(): Promise<{ stop(): void }>;
};

export type IssuedApiKey = ApiKeyRecord & { readonly secret: string };

/** The use-cases behind the room's own routes. */
export type ApiKeyService = ApiKeys & {
  /** Up to `count` keys older than the key `before`. */
  list(orgId: string, before: string | undefined, count: number): Promise<ApiKeyRecord[]>;
  /** Throws `too_many_api_keys`, `expiry_in_past`. */
  create(member: MemberPrincipal, key: NewApiKey, actor: AuditActor): Promise<IssuedApiKey>;
  /** Revoking twice changes nothing. Throws `not_found`. */
  revoke(member: MemberPrincipal, id: string, actor: AuditActor): Promise<void>;
};

export type ApiKeyDependencies = {
  readonly database: Pick<Database, 'asTenant' | 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
};

type Work = ApiKeyDependencies & { readonly cache: ExpiringCache<ApiKey> };

const CHANNEL = 'stepwell_api_keys';
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 10_000;
const MAX_LIVE = 100;
const SECRET_BYTES = 32;
const SECRET = /^sk_(live|test)_[\w-]{43}$/;
/** `sk_live_` and four more: enough to tell keys apart, far too little to guess one. */
const PREFIX_LENGTH = 12;

export function createApiKeys(deps: ApiKeyDependencies): ApiKeyService {
  const cache = new ExpiringCache<ApiKey>({
    clock: deps.clock,
    maxEntries: MAX_REMEMBERED,
    ttlMs: REMEMBERED_MS,
    endsAtMs: (key) => key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
  });
  const work = { ...deps, cache };
  return {
    authenticateApiKey: (secret, environment) => authenticate(work, secret, environment),
    addApiKey: (tx, key, createdBy) => add(work, tx, key, createdBy),
    forget: (tx) => forget(work, tx),
    followRevocations: () => deps.database.listen(CHANNEL, () => cache.clear()),
    list: (orgId, before, count) => deps.database.asTenant(orgId, (tx) => pageOfApiKeys(tx, before, count)),
    create: (member, key, actor) => create(work, member, key, actor),
    revoke: (member, id, actor) => revoke(work, member, id, actor),
  };
}

async function authenticate(work: Work, secret: string, environment: Environment | undefined): Promise<ApiKey> {
  const { database, clock, cache } = work;
  if (!SECRET.test(secret)) throw apiKeyErrors.api_key_invalid();
  const hash = hashSecret(secret);
  const now = clock.now();
  const key = await cache.load(hash.toString('base64'), () => findApiKey(database, hash, now));
  if (key === undefined) throw apiKeyErrors.api_key_invalid();
  if (key.expiresAt !== null && key.expiresAt <= now) throw apiKeyErrors.api_key_expired();
  if (environment !== undefined && environment !== key.environment) throw apiKeyErrors.api_key_other_environment();
  return key;
}

async function create(work: Work, member: MemberPrincipal, wish: NewApiKey, actor: AuditActor): Promise<IssuedApiKey> {
  const { orgId, accountId } = member;
  return work.database.asTenant(orgId, async (tx) => {
    const key = await add(work, tx, wish, accountId);
    const { id, environment, name, scopes, expiresAt } = key;
    const what = { environment, action: 'api_key.create', resourceKind: 'api_key', resourceId: id };
    const after = { name, scopes, expires_at: expiresAt?.toISOString() ?? null };
    await work.audit.append(tx, { orgId, ...actor, ...what, after });
    return key;
  });
}

async function add(
  { clock, ids }: Work,
  tx: TenantTx,
  key: NewApiKey,
  createdBy: string | null,
): Promise<IssuedApiKey> {
  const now = clock.now();
  if (key.expiresAt !== null && key.expiresAt <= now) throw apiKeyErrors.expiry_in_past();
  if ((await countLiveInTurn(tx, now)) >= MAX_LIVE) throw apiKeyErrors.too_many_api_keys();
  const id = ids.next();
  const secret = `sk_${key.environment}_${randomToken(SECRET_BYTES)}`;
  await insertApiKey(tx, {
    ...key,
    id,
    scopes: [...new Set(key.scopes)],
    prefix: secret.slice(0, PREFIX_LENGTH),
    secretHash: hashSecret(secret),
    createdBy,
    createdAt: now,
  });
  return { ...(await existing(tx, id)), secret };
}

function forget({ cache }: Work, tx: SystemTx | TenantTx): void {
  tx.afterCommit(() => cache.clear());
  tx.wakeAfterCommit(CHANNEL);
}

async function revoke(work: Work, { orgId }: MemberPrincipal, id: string, actor: AuditActor) {
  const { database, clock, audit } = work;
  await database.asTenant(orgId, async (tx) => {
    const { revokedAt, environment, name } = await existing(tx, id);
    if (revokedAt !== null || !(await revokeApiKey(tx, id, clock.now()))) return;
    const what = { environment, action: 'api_key.revoke', resourceKind: 'api_key', resourceId: id };
    await audit.append(tx, { orgId, ...actor, ...what, before: { name } });
    forget(work, tx);
  });
}

async function existing(tx: TenantTx, id: string): Promise<ApiKeyRecord> {
  const key = await readApiKey(tx, id);
  if (key === undefined) throw commonErrors.not_found();
  return key;
}
