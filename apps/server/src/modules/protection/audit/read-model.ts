import type { Environment } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';
import type { Statement, SystemTx, TenantTx } from '../../../platform/database/index.ts';
import type { AuditEntry } from './writer.ts';

/** What is looked for; `action` may end with `*`. */
export type AuditFilter = {
  readonly actor?: string | undefined;
  readonly actorKind?: AuditEntry['actorKind'] | undefined;
  readonly action?: string | undefined;
  readonly resource?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

export type WrittenEntry = {
  readonly id: string;
  readonly at: Date;
  readonly environment: Environment | null;
  readonly actorKind: AuditEntry['actorKind'];
  readonly actorId: string | null;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly resourceKind: string;
  readonly resourceId: string;
  readonly before: Json | null;
  readonly after: Json | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly correlationId: string | null;
};

const COLUMNS = `id, at, environment, actor_kind as "actorKind", actor_id as "actorId", on_behalf_of as "onBehalfOf", action,
  resource_kind as "resourceKind", resource_id as "resourceId", before, after, host(ip) as ip, user_agent as "userAgent",
  correlation_id as "correlationId"`;
const WANTED = `org_id = $1 and ($2::text is null or actor_id = $2 or on_behalf_of::text = $2)
  and ($3::text is null or actor_kind = $3)
  and ($4::text is null or action = $4) and ($5::text is null or starts_with(action, $5))
  and ($6::text is null or resource_id = $6) and ($7::text is null or correlation_id = $7)
  and ($8::timestamptz is null or at >= $8) and ($9::timestamptz is null or at < $9)`;

const NEWEST_FIRST: Statement = {
  name: 'audit_newest_first',
  text: `select ${COLUMNS} from audit_entries where ${WANTED} and ($10::uuid is null or id < $10)
         order by id desc limit $11`,
};
const OLDEST_FIRST: Statement = {
  name: 'audit_oldest_first',
  text: `select ${COLUMNS} from audit_entries where ${WANTED} and ($10::uuid is null or id > $10)
         order by id limit $11`,
};
const NAMES: Statement = {
  name: 'audit_names',
  text: `select id, name from accounts where id = any($1::uuid[])
         union all select id, name from api_keys where org_id = $2 and id = any($1::uuid[])`,
};

export type Page = { readonly beyond: string | undefined; readonly count: number };

/** Up to `count` entries older than the entry `beyond`. */
export function entriesNewestFirst(tx: TenantTx, filter: AuditFilter, page: Page): Promise<WrittenEntry[]> {
  return tx.run<WrittenEntry>(NEWEST_FIRST, [...valuesOf(tx, filter), page.beyond ?? null, page.count]);
}

/** Up to `count` entries newer than the entry `beyond`. */
export function entriesOldestFirst(tx: TenantTx, filter: AuditFilter, page: Page): Promise<WrittenEntry[]> {
  return tx.run<WrittenEntry>(OLDEST_FIRST, [...valuesOf(tx, filter), page.beyond ?? null, page.count]);
}

function valuesOf({ orgId }: TenantTx, filter: AuditFilter) {
  const { actor, actorKind, action, resource, correlationId, from, to } = filter;
  const prefix = action?.endsWith('*') ? action.slice(0, -1) : null;
  const exact = prefix === null ? (action ?? null) : null;
  return [
    orgId,
    actor ?? null,
    actorKind ?? null,
    exact,
    prefix,
    resource ?? null,
    correlationId ?? null,
    from ?? null,
    to ?? null,
  ];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names of accounts, and of the organization's API keys, by id; whatever else acted has none. */
export async function namesOf(tx: SystemTx, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.run<{ id: string; name: string }>(NAMES, [ids.filter((id) => UUID.test(id)), orgId]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
