import type { Statement, SystemTx } from '../../../platform/database/index.ts';

const INSERT: Statement = {
  name: 'ceremonies_insert',
  text: `insert into sign_in_ceremonies (id, kind, token_hash, account_id, sealed, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
};
/** Of those that come at the same time, no more get through than there are attempts left. */
const ATTEMPT: Statement = {
  name: 'ceremonies_attempt',
  text: `update sign_in_ceremonies set attempts = attempts + 1
         where token_hash = $1 and kind = $2 and used_at is null and expires_at > $3 and attempts < $4
         returning id, account_id as "accountId", sealed, $4 - attempts as "attemptsLeft"`,
};
const FIND: Statement = {
  name: 'ceremonies_find',
  text: `select id, account_id as "accountId", sealed from sign_in_ceremonies
         where token_hash = $1 and kind = $2 and used_at is null and expires_at > $3 and attempts < $4
         for update`,
};
const CHANGE: Statement = {
  name: 'ceremonies_change',
  text: `update sign_in_ceremonies set sealed = $2 where id = $1`,
};
const USE: Statement = {
  name: 'ceremonies_use',
  text: `update sign_in_ceremonies set used_at = $2 where id = $1 and used_at is null returning id`,
};
const COUNT_ATTEMPTS: Statement = {
  name: 'ceremonies_count_attempts',
  text: `select coalesce(sum(attempts), 0)::int as attempts from sign_in_ceremonies
         where account_id = $1 and kind = $2 and used_at is null and expires_at > $3`,
};
const PURGE: Statement = {
  name: 'ceremonies_purge',
  text: `delete from sign_in_ceremonies where id in (
           select id from sign_in_ceremonies where expires_at < $1 order by expires_at limit $2
         ) returning id`,
};

export type CeremonyRow = { readonly id: string; readonly accountId: string | null; readonly sealed: Buffer };

export async function insertCeremony(
  tx: SystemTx,
  row: CeremonyRow & { kind: string; tokenHash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  const { id, kind, tokenHash, accountId, sealed, createdAt, expiresAt } = row;
  await tx.run(INSERT, [id, kind, tokenHash, accountId, sealed, createdAt, expiresAt]);
}

type Sought = { readonly tokenHash: Buffer; readonly kind: string; readonly now: Date; readonly maxAttempts: number };

/** Counts an attempt; undefined when the ceremony is over or unknown. */
export async function attemptCeremony(
  tx: SystemTx,
  sought: Sought,
): Promise<(CeremonyRow & { readonly attemptsLeft: number }) | undefined> {
  const { tokenHash, kind, now, maxAttempts } = sought;
  return (await tx.run<CeremonyRow & { attemptsLeft: number }>(ATTEMPT, [tokenHash, kind, now, maxAttempts]))[0];
}

/** Counts nothing; the row is locked. */
export async function findCeremony(tx: SystemTx, sought: Sought): Promise<CeremonyRow | undefined> {
  const { tokenHash, kind, now, maxAttempts } = sought;
  return (await tx.run<CeremonyRow>(FIND, [tokenHash, kind, now, maxAttempts]))[0];
}

export async function changeCeremony(tx: SystemTx, id: string, sealed: Buffer): Promise<void> {
  await tx.run(CHANGE, [id, sealed]);
}

/** False when it was used before. */
export async function spendCeremony(tx: SystemTx, id: string, at: Date): Promise<boolean> {
  return (await tx.run(USE, [id, at])).length > 0;
}

/** Attempts of an account at ceremonies that expire after `after` and led nowhere yet. */
export async function countAttempts(tx: SystemTx, accountId: string, kind: string, after: Date): Promise<number> {
  return (await tx.run<{ attempts: number }>(COUNT_ATTEMPTS, [accountId, kind, after]))[0]?.attempts ?? 0;
}

export async function purgeCeremonies(tx: SystemTx, before: Date, limit: number): Promise<number> {
  return (await tx.run(PURGE, [before, limit])).length;
}
