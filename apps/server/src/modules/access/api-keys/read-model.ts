import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import type { ApiKeyRecord } from './api-key.ts';

/** A member who left the organization is not named any more: row security hides the account. */
const KEYS = `select k.id, k.name, k.environment, k.prefix, k.scopes, k.created_at as "createdAt", a.name as "createdBy",
    k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
  from api_keys k left join accounts a on a.id = k.created_by`;

/** Newest first: ids sort by time. */
const PAGE: Statement = {
  name: 'api_keys_page',
  text: `${KEYS} where k.org_id = $1 and ($2::uuid is null or k.id < $2) order by k.id desc limit $3`,
};
const ONE: Statement = { name: 'api_keys_one', text: `${KEYS} where k.org_id = $1 and k.id = $2` };

export function pageOfApiKeys(tx: TenantTx, before: string | undefined, count: number): Promise<ApiKeyRecord[]> {
  return tx.run<ApiKeyRecord>(PAGE, [tx.orgId, before ?? null, count]);
}

export async function readApiKey(tx: TenantTx, id: string): Promise<ApiKeyRecord | undefined> {
  return (await tx.run<ApiKeyRecord>(ONE, [tx.orgId, id]))[0];
}
