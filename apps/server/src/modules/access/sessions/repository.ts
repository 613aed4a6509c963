import type { Statement, SystemTx, TenantTx } from '../../../platform/database/index.ts';

const INSERT: Statement = {
  name: 'sessions_insert',
  text: `insert into sessions (id, token_hash, account_id, org_id, created_at, last_active_at, expires_at, ip, user_agent)
         values ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
};
const REVOKE: Statement = {
  name: 'sessions_revoke',
  text: `update sessions set revoked_at = $2 where id = $1 and revoked_at is null returning id`,
};
const MOVE: Statement = {
  name: 'sessions_move',
  text: `update sessions set org_id = $2 where id = $1 and revoked_at is null`,
};

export type NewSession = {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly accountId: string;
  readonly orgId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly ip: string;
  readonly userAgent: string | undefined;
};

export async function insertSession(tx: SystemTx, session: NewSession): Promise<void> {
  const { id, tokenHash, accountId, orgId, createdAt, expiresAt, ip, userAgent } = session;
  await tx.run(INSERT, [id, tokenHash, accountId, orgId, createdAt, expiresAt, ip, userAgent ?? null]);
}

/** False when it was revoked before. */
export async function revokeSession(tx: TenantTx, id: string, at: Date): Promise<boolean> {
  return (await tx.run(REVOKE, [id, at])).length > 0;
}

/** Reaches from one organization into another, which only system work may. */
export async function moveSession(tx: SystemTx, id: string, orgId: string): Promise<void> {
  await tx.run(MOVE, [id, orgId]);
}
