import type { Statement, SystemTx } from '../../../platform/database/index.ts';

const FIND: Statement = {
  name: 'providers_find_connected',
  text: `select id, account_id as "accountId" from connected_accounts where provider = $1 and subject = $2`,
};
const HAS: Statement = {
  name: 'providers_has_connected',
  text: `select id from connected_accounts where account_id = $1 and provider = $2 limit 1`,
};
const INSERT: Statement = {
  name: 'providers_insert_connected',
  text: `insert into connected_accounts (id, account_id, provider, subject, email, connected_at, last_used_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (provider, subject) do nothing returning id`,
};
const NOTE_USE: Statement = {
  name: 'providers_note_use',
  text: `update connected_accounts set last_used_at = $2, email = coalesce($3, email) where id = $1`,
};
const DELETE: Statement = {
  name: 'providers_delete_connected',
  text: `delete from connected_accounts where id = $1 and account_id = $2 returning provider`,
};
const LOCK_OWNER: Statement = {
  name: 'providers_lock_owner',
  text: `select id from accounts where id = $1 for no key update`,
};

export type ConnectedRow = {
  readonly id: string;
  readonly accountId: string;
  readonly provider: string;
  readonly subject: string;
  readonly email: string | null;
  readonly connectedAt: Date;
  readonly lastUsedAt: Date | null;
};

export async function findConnected(
  tx: SystemTx,
  provider: string,
  subject: string,
): Promise<Pick<ConnectedRow, 'id' | 'accountId'> | undefined> {
  return (await tx.run<Pick<ConnectedRow, 'id' | 'accountId'>>(FIND, [provider, subject]))[0];
}

/** Whether the account has one at this provider already, whichever it is. */
export async function hasConnected(tx: SystemTx, accountId: string, provider: string): Promise<boolean> {
  return (await tx.run(HAS, [accountId, provider])).length > 0;
}

/** False when it is connected already, to whomever. */
export async function insertConnected(tx: SystemTx, row: ConnectedRow): Promise<boolean> {
  const { id, accountId, provider, subject, email, connectedAt, lastUsedAt } = row;
  return (await tx.run(INSERT, [id, accountId, provider, subject, email, connectedAt, lastUsedAt])).length > 0;
}

/** An address that was not told this time is left as it was. */
export async function noteUse(
  tx: SystemTx,
  id: string,
  { email, at }: { email: string | null; at: Date },
): Promise<void> {
  await tx.run(NOTE_USE, [id, at, email]);
}

/** What it was connected by; undefined when the account has no such one. */
export async function deleteConnected(tx: SystemTx, id: string, accountId: string): Promise<string | undefined> {
  return (await tx.run<{ provider: string }>(DELETE, [id, accountId]))[0]?.provider;
}

/** Of two that are connected to one account at the same time, the second waits until the first is. */
export async function lockOwner(tx: SystemTx, accountId: string): Promise<void> {
  await tx.run(LOCK_OWNER, [accountId]);
}
