import type { MemberRole } from '@stepwell/contract';
import type { Database, Statement, SystemTx } from '../../../platform/database/index.ts';

const BY_EMAIL: Statement = {
  name: 'accounts_by_email',
  text: `select a.id, a.password_hash as "passwordHash",
           (select m.org_id from members m where m.account_id = a.id order by m.created_at, m.org_id limit 1) as "homeOrgId"
         from accounts a where lower(a.email) = lower($1)`,
};
const INSERT: Statement = {
  name: 'accounts_insert',
  text: `insert into accounts (id, email, name, password_hash, locale, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (lower(email)) do nothing returning id`,
};
const INSERT_MEMBER: Statement = {
  name: 'members_insert',
  text: `insert into members (org_id, account_id, role, created_at) values ($1, $2, $3, $4)
         on conflict (org_id, account_id) do nothing returning account_id`,
};

export type Credential = {
  readonly id: string;
  readonly passwordHash: string | null;
  readonly homeOrgId: string | null;
};

export type AccountRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly locale: string | null;
  readonly createdAt: Date;
};

export type MemberRow = {
  readonly orgId: string;
  readonly accountId: string;
  readonly role: MemberRole;
  readonly createdAt: Date;
};

export async function findCredential(
  database: Pick<Database, 'hotSystemStatement'>,
  email: string,
): Promise<Credential | undefined> {
  return (await database.hotSystemStatement<Credential>({ routine: 'signing in' }, BY_EMAIL, [email]))[0];
}

/** False when another account has the address. */
export async function insertAccount(tx: SystemTx, account: AccountRow): Promise<boolean> {
  const { id, email, name, passwordHash, locale, createdAt } = account;
  return (await tx.run(INSERT, [id, email, name, passwordHash, locale, createdAt])).length > 0;
}

/** False when the account is a member already. */
export async function insertMember(tx: SystemTx, member: MemberRow): Promise<boolean> {
  const { orgId, accountId, role, createdAt } = member;
  return (await tx.run(INSERT_MEMBER, [orgId, accountId, role, createdAt])).length > 0;
}
