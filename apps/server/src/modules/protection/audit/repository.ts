import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { Head } from './chain/chain.ts';

/** One entry: id, organization, environment, time, actor kind and id, action, resource kind and id, before, after, address, agent, correlation id, in whose name. */
export const INSERT_ENTRY: Statement = {
  name: 'audit_insert',
  text: `insert into audit_entries
    (id, org_id, environment, at, actor_kind, actor_id, action, resource_kind, resource_id, before, after, ip, user_agent, correlation_id, on_behalf_of)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
};

/** The figure is arbitrary; no other lock of the application has it. */
const TAKE_TURN: Statement = {
  name: 'audit_chain_turn',
  text: `select pg_try_advisory_xact_lock(7240311) as "taken"`,
};
const INSERT_HEADS: Statement = {
  name: 'audit_heads_insert',
  text: `insert into audit_heads (org_id, ordinal, digest, signature, chained_at)
         select h.org_id, 0, $3::bytea, h.signature, $4 from unnest($1::uuid[], $2::bytea[]) as h (org_id, signature)
         on conflict (org_id) do nothing`,
};
const INSERT_LINKS: Statement = {
  name: 'audit_chain_insert',
  text: `insert into audit_chain (org_id, ordinal, entry_id, digest)
         select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bytea[])`,
};
const WRITE_HEADS: Statement = {
  name: 'audit_heads_write',
  text: `update audit_heads h set ordinal = n.ordinal, digest = n.digest, signature = n.signature, chained_at = $5
         from unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::bytea[]) as n (org_id, ordinal, digest, signature)
         where h.org_id = n.org_id`,
};

export type NewLink = {
  readonly orgId: string;
  readonly ordinal: number;
  readonly entryId: string;
  readonly digest: Buffer;
};

/** False where another process is chaining. */
export async function takeTurn(tx: SystemTx): Promise<boolean> {
  return (await tx.run<{ taken: boolean }>(TAKE_TURN, []))[0]?.taken ?? false;
}

/** Begins the chains of organizations that have none. */
export async function insertHeads(
  tx: SystemTx,
  orgIds: readonly string[],
  at: Date,
  signatureOf: (orgId: string) => Buffer,
): Promise<void> {
  await tx.run(INSERT_HEADS, [orgIds, orgIds.map(signatureOf), Buffer.alloc(32), at]);
}

export async function insertLinks(tx: SystemTx, links: readonly NewLink[]): Promise<void> {
  await tx.run(INSERT_LINKS, [
    links.map(({ orgId }) => orgId),
    links.map(({ ordinal }) => ordinal),
    links.map(({ entryId }) => entryId),
    links.map(({ digest }) => digest),
  ]);
}

export async function writeHeads(
  tx: SystemTx,
  heads: readonly (Head & { orgId: string; signature: Buffer })[],
  at: Date,
): Promise<void> {
  await tx.run(WRITE_HEADS, [
    heads.map(({ orgId }) => orgId),
    heads.map(({ ordinal }) => ordinal),
    heads.map(({ digest }) => digest),
    heads.map(({ signature }) => signature),
    at,
  ]);
}
