import type { Statement, SystemTx } from '../../../platform/database/index.ts';

const BEGIN_TOTP: Statement = {
  name: 'totp_begin',
  text: `insert into totp_secrets as t (account_id, sealed, created_at) values ($1, $2, $3)
         on conflict (account_id) do update set sealed = excluded.sealed, created_at = excluded.created_at
         where t.confirmed_at is null returning account_id`,
};
const FIND_TOTP: Statement = {
  name: 'totp_find',
  text: `select sealed, created_at as "createdAt", confirmed_at as "confirmedAt" from totp_secrets where account_id = $1`,
};
/** Only the secret that the code was of, and only once. */
const CONFIRM_TOTP: Statement = {
  name: 'totp_confirm',
  text: `update totp_secrets set confirmed_at = $3, last_used_step = $4
         where account_id = $1 and sealed = $2 and confirmed_at is null returning account_id`,
};
/** Moves forward only: of two uses of one code the second finds it used. */
const USE_TOTP: Statement = {
  name: 'totp_use',
  text: `update totp_secrets set last_used_step = $2
         where account_id = $1 and confirmed_at is not null and (last_used_step is null or last_used_step < $2)
         returning account_id`,
};
const REMOVE_TOTP: Statement = {
  name: 'totp_remove',
  text: `delete from totp_secrets where account_id = $1 returning confirmed_at is not null as "wasActive"`,
};
const REMOVE_CODES: Statement = {
  name: 'backup_codes_remove',
  text: `delete from backup_code_sets where account_id = $1`,
};
const INSERT_CODES: Statement = {
  name: 'backup_codes_insert',
  text: `with made as (
           insert into backup_code_sets (account_id, salt, created_at) values ($1, $2, $3) returning account_id
         )
         insert into backup_codes (account_id, code_hash) select made.account_id, code from made, unnest($4::bytea[]) code`,
};
const FIND_SALT: Statement = {
  name: 'backup_codes_salt',
  text: `select salt from backup_code_sets where account_id = $1`,
};
const USE_CODE: Statement = {
  name: 'backup_codes_use',
  text: `update backup_codes set used_at = $3
         where account_id = $1 and code_hash = $2 and used_at is null returning account_id`,
};
const INSERT_PASSKEY: Statement = {
  name: 'passkeys_insert',
  text: `insert into passkeys (id, account_id, credential_id, public_key, counter, transports, is_backed_up, name, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (credential_id) do nothing returning id`,
};
const FIND_PASSKEY: Statement = {
  name: 'passkeys_find',
  text: `select id, account_id as "accountId", credential_id as "credentialId", public_key as "publicKey", counter, transports
         from passkeys where credential_id = $1`,
};
/** Authenticators that count never go back; those that do not stay at 0. */
const USE_PASSKEY: Statement = {
  name: 'passkeys_use',
  text: `update passkeys set counter = $2, is_backed_up = $3, last_used_at = $4
         where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning id`,
};
const RENAME_PASSKEY: Statement = {
  name: 'passkeys_rename',
  text: `update passkeys set name = $3 where id = $1 and account_id = $2 returning id`,
};
const REMOVE_PASSKEY: Statement = {
  name: 'passkeys_remove',
  text: `delete from passkeys where id = $1 and account_id = $2 returning id`,
};

export type TotpRow = { readonly sealed: Buffer; readonly createdAt: Date; readonly confirmedAt: Date | null };

/** False when one is active. */
export async function beginTotp(tx: SystemTx, accountId: string, sealed: Buffer, at: Date): Promise<boolean> {
  return (await tx.run(BEGIN_TOTP, [accountId, sealed, at])).length > 0;
}

export async function findTotp(tx: SystemTx, accountId: string): Promise<TotpRow | undefined> {
  return (await tx.run<TotpRow>(FIND_TOTP, [accountId]))[0];
}

/** False when it was confirmed or begun anew meanwhile. */
export async function confirmTotp(
  tx: SystemTx,
  accountId: string,
  { sealed, step, at }: { sealed: Buffer; step: number; at: Date },
): Promise<boolean> {
  return (await tx.run(CONFIRM_TOTP, [accountId, sealed, at, step])).length > 0;
}

/** False when a code of this window or a later one was used before. */
export async function spendTotp(tx: SystemTx, accountId: string, step: number): Promise<boolean> {
  return (await tx.run(USE_TOTP, [accountId, step])).length > 0;
}

/** Whether one was active. */
export async function removeTotp(tx: SystemTx, accountId: string): Promise<boolean> {
  return (await tx.run<{ wasActive: boolean }>(REMOVE_TOTP, [accountId]))[0]?.wasActive ?? false;
}

export async function removeBackupCodes(tx: SystemTx, accountId: string): Promise<void> {
  await tx.run(REMOVE_CODES, [accountId]);
}

export type BackupCodeSet = { readonly salt: Buffer; readonly hashes: readonly Buffer[] };

export async function insertBackupCodes(tx: SystemTx, accountId: string, set: BackupCodeSet, at: Date): Promise<void> {
  await tx.run(INSERT_CODES, [accountId, set.salt, at, [...set.hashes]]);
}

export async function findBackupSalt(tx: SystemTx, accountId: string): Promise<Buffer | undefined> {
  return (await tx.run<{ salt: Buffer }>(FIND_SALT, [accountId]))[0]?.salt;
}

/** False when there is no such code, or it was used before. */
export async function spendBackupCode(tx: SystemTx, accountId: string, hash: Buffer, at: Date): Promise<boolean> {
  return (await tx.run(USE_CODE, [accountId, hash, at])).length > 0;
}

export type PasskeyRow = {
  readonly id: string;
  readonly accountId: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
};
export type NewPasskeyRow = PasskeyRow & {
  readonly isBackedUp: boolean;
  readonly name: string;
  readonly createdAt: Date;
};

/** False when the credential is known already. */
export async function insertPasskey(tx: SystemTx, row: NewPasskeyRow): Promise<boolean> {
  const { id, accountId, credentialId, publicKey, counter, transports, isBackedUp, name, createdAt } = row;
  const values = [id, accountId, credentialId, publicKey, counter, [...transports], isBackedUp, name, createdAt];
  return (await tx.run(INSERT_PASSKEY, values)).length > 0;
}

export async function findPasskey(tx: SystemTx, credentialId: Buffer): Promise<PasskeyRow | undefined> {
  return (await tx.run<PasskeyRow>(FIND_PASSKEY, [credentialId]))[0];
}

/** False when the counter did not move on: the key was copied, or its answer used twice. */
export async function advancePasskey(
  tx: SystemTx,
  id: string,
  { counter, isBackedUp, at }: { counter: number; isBackedUp: boolean; at: Date },
): Promise<boolean> {
  return (await tx.run(USE_PASSKEY, [id, counter, isBackedUp, at])).length > 0;
}

/** False when the account has no such passkey. */
export async function renamePasskey(tx: SystemTx, id: string, accountId: string, name: string): Promise<boolean> {
  return (await tx.run(RENAME_PASSKEY, [id, accountId, name])).length > 0;
}

/** False when the account has no such passkey. */
export async function removePasskey(tx: SystemTx, id: string, accountId: string): Promise<boolean> {
  return (await tx.run(REMOVE_PASSKEY, [id, accountId])).length > 0;
}
