import type { Database, Statement, SystemTx } from '../../../platform/database/index.ts';
import type { LinkPurpose } from './links.ts';

const ACCOUNT = `id, email, name, locale, email_verified_at as "emailVerifiedAt", suspended_at is not null as suspended`;

const BY_EMAIL: Statement = {
  name: 'accounts_by_email',
  text: `select ${ACCOUNT} from accounts where lower(email) = lower($1) and anonymized_at is null`,
};
const BY_ID: Statement = {
  name: 'accounts_by_id',
  text: `select ${ACCOUNT} from accounts where id = $1 and anonymized_at is null`,
};
const PASSWORD: Statement = {
  name: 'accounts_password',
  text: `select password_hash as "passwordHash" from accounts where id = $1 and anonymized_at is null`,
};
/** The current one first. */
const PASSWORDS: Statement = {
  name: 'accounts_passwords',
  text: `(select password_hash as "passwordHash" from accounts where id = $1 and password_hash is not null)
         union all
         (select password_hash from password_history where account_id = $1 order by retired_at desc limit $2)`,
};
/** As they are called and as they stand in addresses. */
const WORKPLACES: Statement = {
  name: 'accounts_workplaces',
  text: `select o.name, o.slug from members m join organizations o on o.id = m.org_id and o.deleted_at is null
         where m.account_id = $1 order by m.created_at, m.org_id limit 50`,
};
const LINK: Statement = {
  name: 'account_tokens_by_id',
  text: `select t.id, t.purpose, t.email, t.visit, t.expires_at as "expiresAt", t.used_at as "usedAt", a.id as "accountId",
           a.email as "accountEmail", a.name, a.locale, a.email_verified_at as "emailVerifiedAt",
           a.suspended_at is not null or a.anonymized_at is not null as "isBarred",
           exists (select from totp_secrets s where s.account_id = a.id and s.confirmed_at is not null)
             or exists (select from passkeys k where k.account_id = a.id) as "hasSecondFactor"
         from account_tokens t join accounts a on a.id = t.account_id
         where t.id = $1 and t.purpose = $2`,
};
const LINKS_SINCE: Statement = {
  name: 'account_tokens_since',
  text: `select created_at as "createdAt" from account_tokens
         where account_id = $1 and purpose = $2 and created_at > $3 order by created_at desc limit 50`,
};
const ONLY_OWNER: Statement = {
  name: 'members_only_owner',
  text: `select m.org_id from members m join organizations o on o.id = m.org_id and o.deleted_at is null
         where m.account_id = $1 and m.role = 'owner' and not exists (
           select from members other
           where other.org_id = m.org_id and other.role = 'owner' and other.account_id <> m.account_id)
           and (not $2 or exists (
             select from members beside where beside.org_id = m.org_id and beside.account_id <> m.account_id))
         limit 1`,
};

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly suspended: boolean;
};

export async function findByEmail(tx: SystemTx, email: string): Promise<Account | undefined> {
  return (await tx.run<Account>(BY_EMAIL, [email]))[0];
}

export async function findById(tx: SystemTx, id: string): Promise<Account | undefined> {
  return (await tx.run<Account>(BY_ID, [id]))[0];
}

export async function passwordHashOf(
  database: Pick<Database, 'hotSystemStatement'>,
  accountId: string,
): Promise<string | null> {
  const why = { routine: 'confirming who somebody is' };
  const [row] = await database.hotSystemStatement<{ passwordHash: string | null }>(why, PASSWORD, [accountId]);
  return row?.passwordHash ?? null;
}

/** Hashes of the current password and of those before it, `count` in all at most. */
export async function lastPasswords(tx: SystemTx, accountId: string, count: number): Promise<string[]> {
  const rows = await tx.run<{ passwordHash: string }>(PASSWORDS, [accountId, count - 1]);
  return rows.map(({ passwordHash }) => passwordHash);
}

/** What is known of a person that their password must not be made of. */
export async function knownOf(
  tx: SystemTx,
  { accountId, ...person }: { accountId: string; email: string; name: string },
): Promise<string[]> {
  const workplaces = await tx.run<{ name: string; slug: string }>(WORKPLACES, [accountId]);
  return [person.email, person.name, ...workplaces.flatMap(({ name, slug }) => [name, slug])];
}

export type LinkRow = {
  readonly id: string;
  readonly purpose: LinkPurpose;
  /** What the link speaks for. */
  readonly email: string;
  /** Digest of the browser that asked for it; of magic links alone. */
  readonly visit: string | null;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly accountId: string;
  readonly accountEmail: string;
  readonly name: string;
  readonly locale: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly isBarred: boolean;
  readonly hasSecondFactor: boolean;
};

export async function findLink(tx: SystemTx, id: string, purpose: LinkPurpose): Promise<LinkRow | undefined> {
  return (await tx.run<LinkRow>(LINK, [id, purpose]))[0];
}

/** When links for a purpose were made since `since`, newest first. */
export async function linksMadeSince(
  tx: SystemTx,
  link: { accountId: string; purpose: LinkPurpose; since: Date },
): Promise<Date[]> {
  const rows = await tx.run<{ createdAt: Date }>(LINKS_SINCE, [link.accountId, link.purpose, link.since]);
  return rows.map(({ createdAt }) => createdAt);
}

/** Whether an organization that lives has no owner but this account; with `amongOthers` one that has other members. */
export async function isOnlyOwner(
  tx: SystemTx,
  accountId: string,
  { amongOthers }: { amongOthers: boolean },
): Promise<boolean> {
  return (await tx.run(ONLY_OWNER, [accountId, amongOthers])).length > 0;
}
