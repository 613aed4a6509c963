import type { Statement, SystemTx } from '../../../platform/database/index.ts';

/** Taken until the transaction ends, however it ends: a process that dies leaves nothing behind. */
const TAKE_TURN: Statement = {
  name: 'idempotency_take_turn',
  text: `select pg_try_advisory_xact_lock($1::bigint) as "taken"`,
};
const FIND: Statement = {
  name: 'idempotency_find',
  text: `select fingerprint, answer from idempotency_keys where key_hash = $1 and created_at > $2`,
};
const KEEP: Statement = {
  name: 'idempotency_keep',
  text: `insert into idempotency_keys as kept (key_hash, fingerprint, answer, created_at) values ($1, $2, $3, $4)
    on conflict (key_hash) do update
      set fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = excluded.created_at
      where kept.created_at <= $5
    returning key_hash`,
};
const PURGE: Statement = {
  name: 'idempotency_purge',
  text: `delete from idempotency_keys where key_hash in (
      select key_hash from idempotency_keys where created_at <= $1 order by created_at limit $2)
    returning key_hash`,
};

export type KeptAnswer = { readonly fingerprint: Buffer; readonly answer: Buffer };

/**
 * Whether nobody else works on the key, and what was answered after `since`. The second statement begins after the lock was
 * gained, so that it sees what whoever had it before has committed.
 */
export async function takeTurn(
  tx: SystemTx,
  keyHash: Buffer,
  since: Date,
): Promise<{ isTaken: boolean; kept: KeptAnswer | undefined }> {
  const [turns, answers] = await Promise.all([
    tx.run<{ taken: boolean }>(TAKE_TURN, [keyHash.readBigInt64BE()]),
    tx.run<KeptAnswer>(FIND, [keyHash, since]),
  ]);
  return { isTaken: turns[0]?.taken === true, kept: answers[0] };
}

/** Replaces what is older than `since` alone; false where a newer answer is kept already. */
export async function keep(
  tx: SystemTx,
  keyHash: Buffer,
  { fingerprint, answer }: KeptAnswer,
  { now, since }: { now: Date; since: Date },
): Promise<boolean> {
  return (await tx.run(KEEP, [keyHash, fingerprint, answer, now, since])).length > 0;
}

/** Removes up to `limit` answers from before `since`; returns how many. */
export async function purge(tx: SystemTx, since: Date, limit: number): Promise<number> {
  return (await tx.run(PURGE, [since, limit])).length;
}
