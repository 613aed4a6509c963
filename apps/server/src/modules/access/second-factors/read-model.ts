import type { OperatorRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../platform/database/index.ts';

const STANDING: Statement = {
  name: 'second_factors_standing',
  text: `select a.password_hash is not null as "hasPassword", a.operator_role as "operatorRole",
    (select t.confirmed_at from totp_secrets t where t.account_id = a.id) as "totpConfirmedAt",
    (select count(*)::int from backup_codes c where c.account_id = a.id and c.used_at is null) as "backupCodesLeft",
    (select count(*)::int from passkeys k where k.account_id = a.id) as passkeys,
    (select count(*)::int from connected_accounts c where c.account_id = a.id) as "connectedAccounts"
  from accounts a where a.id = $1`,
};
const LOCK: Statement = {
  name: 'second_factors_lock',
  text: `select id from accounts where id = $1 for no key update`,
};
const PASSKEYS: Statement = {
  name: 'second_factors_passkeys',
  text: `select id, credential_id as "credentialId", name, transports, is_backed_up as "isBackedUp", created_at as "createdAt",
           last_used_at as "lastUsedAt"
         from passkeys where account_id = $1 order by created_at, id limit 100`,
};

/** What an account can prove itself with. */
export type Standing = {
  readonly hasPassword: boolean;
  readonly operatorRole: OperatorRole | null;
  readonly totpConfirmedAt: Date | null;
  readonly backupCodesLeft: number;
  readonly passkeys: number;
  /** Accounts elsewhere that sign in to this one. */
  readonly connectedAccounts: number;
};

export type ListedPasskey = {
  readonly id: string;
  readonly credentialId: Buffer;
  readonly name: string;
  readonly transports: readonly string[];
  readonly isBackedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

const NOTHING: Standing = {
  hasPassword: false,
  operatorRole: null,
  totpConfirmedAt: null,
  backupCodesLeft: 0,
  passkeys: 0,
  connectedAccounts: 0,
};

export async function readStanding(tx: SystemTx, accountId: string): Promise<Standing> {
  return (await tx.run<Standing>(STANDING, [accountId]))[0] ?? NOTHING;
}

/** For whoever is about to change it: of two factors removed at the same time, the second sees that the first is gone. */
export async function lockStanding(tx: SystemTx, accountId: string): Promise<Standing> {
  // A statement of its own: what is read beside a row that one waited for may be older than the row.
  await tx.run(LOCK, [accountId]);
  return readStanding(tx, accountId);
}

/** How many ways there are to sign in without a mail; a passkey or an account elsewhere counts one each. */
export function waysIn({ hasPassword, passkeys, connectedAccounts }: Standing): number {
  return Number(hasPassword) + passkeys + connectedAccounts;
}

export function listPasskeys(tx: SystemTx, accountId: string): Promise<ListedPasskey[]> {
  return tx.run<ListedPasskey>(PASSKEYS, [accountId]);
}
