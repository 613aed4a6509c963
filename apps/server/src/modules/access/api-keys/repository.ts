import type { Database, Statement, TenantTx } from '../../../platform/database/index.ts';
import type { ApiKey, NewApiKey } from './api-key.ts';

/** An expired key is found too, so that its owner learns why it is refused. Use is written at most once a minute. */
const AUTHENTICATE: Statement = {
  name: 'api_keys_authenticate',
  text: `with found as (
           select k.id, k.org_id, k.environment, k.scopes, k.expires_at from api_keys k
           join organizations o on o.id = k.org_id and o.deleted_at is null and o.suspended_at is null
           where k.secret_hash = $1 and k.revoked_at is null
         ), used as (
           update api_keys k set last_used_at = $2::timestamptz from found
           where k.id = found.id and (found.expires_at is null or found.expires_at > $2::timestamptz)
             and (k.last_used_at is null or k.last_used_at <= $2::timestamptz - interval '1 minute')
         )
         select id, org_id as "orgId", environment, scopes, expires_at as "expiresAt" from found`,
};

/** Two members who create a key at once would both find room for one more: they take turns. */
const TAKE_TURN: Statement = {
  name: 'api_keys_take_turn',
  text: `select pg_advisory_xact_lock(hashtextextended('api_keys ' || $1, 0))`,
};
const COUNT_LIVE: Statement = {
  name: 'api_keys_count_live',
  text: `select count(*)::int as count from api_keys
         where org_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
};
const INSERT: Statement = {
  name: 'api_keys_insert',
  text: `insert into api_keys (id, org_id, environment, name, prefix, secret_hash, scopes, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};
const REVOKE: Statement = {
  name: 'api_keys_revoke',
  text: `update api_keys set revoked_at = $3 where id = $1 and org_id = $2 and revoked_at is null returning id`,
};
export type ApiKeyRow = NewApiKey & {
  readonly id: string;
  readonly prefix: string;
  readonly secretHash: Buffer;
  readonly createdBy: string | null;
  readonly createdAt: Date;
};

export async function findApiKey(
  database: Pick<Database, 'hotSystemStatement'>,
  secretHash: Buffer,
  now: Date,
): Promise<ApiKey | undefined> {
  return (await database.hotSystemStatement<ApiKey>({ routine: 'whose API key' }, AUTHENTICATE, [secretHash, now]))[0];
}

/** Holds others off until the transaction ends. */
export async function countLiveInTurn(tx: TenantTx, now: Date): Promise<number> {
  await tx.run(TAKE_TURN, [tx.orgId]);
  return (await tx.run<{ count: number }>(COUNT_LIVE, [tx.orgId, now]))[0]?.count ?? 0;
}

export async function insertApiKey(tx: TenantTx, key: ApiKeyRow): Promise<void> {
  const { id, environment, name, prefix, secretHash, scopes, createdBy, createdAt, expiresAt } = key;
  const values = [id, tx.orgId, environment, name, prefix, secretHash, scopes, createdBy, createdAt, expiresAt];
  await tx.run(INSERT, values);
}

/** False when there is no such key, or it was revoked before. */
export async function revokeApiKey(tx: TenantTx, id: string, at: Date): Promise<boolean> {
  return (await tx.run(REVOKE, [id, tx.orgId, at])).length > 0;
}
