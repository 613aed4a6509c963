import type { Statement, SystemTx } from '../../../../platform/database/index.ts';
import type { Head } from './chain.ts';

/** The entry as one text, each column in its place; times with microseconds, JSON as the database writes it. */
const TEXT = `json_build_array(e.id, e.org_id, e.environment, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  e.actor_kind, e.actor_id, e.action, e.resource_kind, e.resource_id, e.before::text, e.after::text, host(e.ip),
  e.user_agent, e.correlation_id, e.on_behalf_of)::text`;

const UNCHAINED: Statement = {
  name: 'audit_unchained',
  text: `select e.id as "entryId", e.org_id as "orgId", ${TEXT} as text from audit_entries e
         where e.at >= $1 and not exists (select from audit_chain c where c.entry_id = e.id)
         order by e.id limit $2`,
};
const HEADS: Statement = {
  name: 'audit_heads_lock',
  text: `select org_id as "orgId", ordinal::int8::text as ordinal, digest from audit_heads
         where org_id = any($1::uuid[]) order by org_id for update`,
};
const SIGNED_HEADS: Statement = {
  name: 'audit_heads_signed',
  text: `select org_id as "orgId", ordinal::text as ordinal, digest, signature from audit_heads
         where $1::uuid is null or org_id = $1 order by org_id`,
};
const LAST_CHAINED: Statement = {
  name: 'audit_last_chained',
  text: `select max(chained_at) as at from audit_heads`,
};
const ORGANIZATIONS: Statement = {
  name: 'audit_organizations',
  text: `select distinct org_id as "orgId" from audit_entries order by 1`,
};
const PART: Statement = {
  name: 'audit_chain_part',
  text: `select c.ordinal::text as ordinal, c.entry_id as "entryId", c.digest,
           case when e.id is null then null else ${TEXT} end as text
         from audit_chain c left join audit_entries e on e.id = c.entry_id and e.org_id = c.org_id
         where c.org_id = $1 and c.ordinal > $2 order by c.ordinal limit $3`,
};
const DIGEST_AT: Statement = {
  name: 'audit_chain_digest_at',
  text: `select digest from audit_chain where org_id = $1 and ordinal = $2`,
};
const LOOSE: Statement = {
  name: 'audit_loose',
  text: `select count(*) filter (where e.at >= $2)::int as waiting,
           min(e.id::text) filter (where e.at < $2) as overdue
         from audit_entries e
         where e.org_id = $1 and not exists (select from audit_chain c where c.entry_id = e.id)`,
};

export type UnchainedEntry = { readonly entryId: string; readonly orgId: string; readonly text: string };
export type SignedHead = Head & { readonly orgId: string; readonly signature: Buffer };
/** `text` is null for an entry that is gone. */
export type ChainedEntry = {
  readonly ordinal: number;
  readonly entryId: string;
  readonly digest: Buffer;
  readonly text: string | null;
};

type Counted<T> = Omit<T, 'ordinal'> & { readonly ordinal: string };

/** Ordinals are bigints, which arrive as text. */
function counted<T extends { readonly ordinal: string }>(row: T): Omit<T, 'ordinal'> & { readonly ordinal: number } {
  return { ...row, ordinal: Number(row.ordinal) };
}

export function unchainedSince(tx: SystemTx, since: Date, count: number): Promise<UnchainedEntry[]> {
  return tx.run<UnchainedEntry>(UNCHAINED, [since, count]);
}

/** Locked, so that one process at a time goes on with an organization's chain. */
export async function lockHeads(tx: SystemTx, orgIds: readonly string[]): Promise<Map<string, Head>> {
  const rows = await tx.run<Counted<Head & { orgId: string }>>(HEADS, [orgIds]);
  return new Map(rows.map((row) => [row.orgId, counted(row)]));
}

export async function signedHeads(tx: SystemTx, orgId: string | null): Promise<SignedHead[]> {
  return (await tx.run<Counted<SignedHead>>(SIGNED_HEADS, [orgId])).map(counted);
}

/** When an entry was last chained; null before the first. */
export async function lastChainedAt(tx: SystemTx): Promise<Date | null> {
  return (await tx.run<{ at: Date | null }>(LAST_CHAINED, []))[0]?.at ?? null;
}

export async function auditedOrganizations(tx: SystemTx): Promise<string[]> {
  return (await tx.run<{ orgId: string }>(ORGANIZATIONS, [])).map(({ orgId }) => orgId);
}

/** Up to `count` entries of the chain after `ordinal`. */
export async function partOfChain(
  tx: SystemTx,
  orgId: string,
  { after, count }: { after: number; count: number },
): Promise<ChainedEntry[]> {
  return (await tx.run<Counted<ChainedEntry>>(PART, [orgId, after, count])).map(counted);
}

export async function digestAt(tx: SystemTx, orgId: string, ordinal: number): Promise<Buffer | undefined> {
  return (await tx.run<{ digest: Buffer }>(DIGEST_AT, [orgId, ordinal]))[0]?.digest;
}

/** Entries without a place: how many are younger than `since`, and the first that is older. */
export async function looseEntries(
  tx: SystemTx,
  orgId: string,
  since: Date,
): Promise<{ waiting: number; overdue: string | null }> {
  const [row] = await tx.run<{ waiting: number; overdue: string | null }>(LOOSE, [orgId, since]);
  return row ?? { waiting: 0, overdue: null };
}
