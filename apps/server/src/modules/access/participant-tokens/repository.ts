import type { Environment } from '@stepwell/contract';
import type { Database, Statement, TenantTx, Tx } from '../../../platform/database/index.ts';
import type { SecretRecord } from './signing-secret.ts';

const LIVE: Statement = {
  name: 'signing_secrets_live',
  text: `select s.id, s.environment, s.sealed, s.last_used_at as "lastUsedAt" from signing_secrets s
         join organizations o on o.id = s.org_id and o.deleted_at is null and o.suspended_at is null
         where s.org_id = $1 and s.revoked_at is null order by s.id desc`,
};
const OWNER: Statement = {
  name: 'signing_secrets_owner',
  text: `select s.org_id as "orgId" from signing_secrets s
         join organizations o on o.id = s.org_id and o.deleted_at is null and o.suspended_at is null
         where s.id = $1 and s.revoked_at is null`,
};
const NOTE_USE: Statement = {
  name: 'signing_secrets_note_use',
  text: `update signing_secrets set last_used_at = $2::timestamptz
         where id = $1 and (last_used_at is null or last_used_at <= $2::timestamptz - interval '1 minute')`,
};
/** Two who add or revoke at once would each count without the other: they take turns. */
const TAKE_TURN: Statement = {
  name: 'signing_secrets_take_turn',
  text: `select pg_advisory_xact_lock(hashtextextended('signing secrets ' || $1, 0))`,
};
const COUNT_LIVE: Statement = {
  name: 'signing_secrets_count_live',
  text: `select count(*)::int as count from signing_secrets
         where org_id = $1 and environment = $2 and revoked_at is null`,
};
const INSERT: Statement = {
  name: 'signing_secrets_insert',
  text: `insert into signing_secrets (id, org_id, environment, sealed, created_at) values ($1, $2, $3, $4, $5)`,
};
const REVOKE: Statement = {
  name: 'signing_secrets_revoke',
  text: `update signing_secrets set revoked_at = $3 where org_id = $1 and id = $2`,
};
const COLUMNS = `id, environment, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;
const ONE: Statement = {
  name: 'signing_secrets_one',
  text: `select ${COLUMNS} from signing_secrets where org_id = $1 and id = $2`,
};
/** Live ones first, then the latest; what was revoked long ago falls off the end. */
const LIST: Statement = {
  name: 'signing_secrets_list',
  text: `select ${COLUMNS} from signing_secrets where org_id = $1 order by (revoked_at is null) desc, id desc limit 100`,
};

export type SealedSecret = {
  readonly id: string;
  readonly environment: Environment;
  readonly sealed: Buffer;
  readonly lastUsedAt: Date | null;
};

export function liveSecretsOf(database: Pick<Database, 'hotStatement'>, orgId: string): Promise<SealedSecret[]> {
  return database.hotStatement<SealedSecret>(orgId, LIVE, [orgId]);
}

/** The organization of a live secret. */
export async function ownerOf(database: Pick<Database, 'hotSystemStatement'>, id: string): Promise<string | undefined> {
  return (await database.hotSystemStatement<{ orgId: string }>({ routine: 'whose signing secret' }, OWNER, [id]))[0]
    ?.orgId;
}

export async function noteUse(
  database: Pick<Database, 'hotStatement'>,
  orgId: string,
  id: string,
  at: Date,
): Promise<void> {
  await database.hotStatement(orgId, NOTE_USE, [id, at]);
}

/** Holds others off until the transaction ends. */
export async function takeTurn(tx: Tx, orgId: string): Promise<void> {
  await tx.run(TAKE_TURN, [orgId]);
}

export async function countLive(tx: Tx, orgId: string, environment: Environment): Promise<number> {
  return (await tx.run<{ count: number }>(COUNT_LIVE, [orgId, environment]))[0]?.count ?? 0;
}

export async function insertSecret(
  tx: Tx,
  secret: { id: string; orgId: string; environment: Environment; sealed: Buffer; createdAt: Date },
): Promise<void> {
  await tx.run(INSERT, [secret.id, secret.orgId, secret.environment, secret.sealed, secret.createdAt]);
}

export async function findSecret(tx: TenantTx, id: string): Promise<SecretRecord | undefined> {
  return (await tx.run<SecretRecord>(ONE, [tx.orgId, id]))[0];
}

export function listSecrets(tx: TenantTx): Promise<SecretRecord[]> {
  return tx.run<SecretRecord>(LIST, [tx.orgId]);
}

export async function revokeSecret(tx: TenantTx, id: string, at: Date): Promise<void> {
  await tx.run(REVOKE, [tx.orgId, id, at]);
}
