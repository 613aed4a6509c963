import type { MemberRole } from '@stepwell/contract';
import type { Database, Statement, SystemTx } from '../../../platform/database/index.ts';
import type { LinkPurpose } from './links.ts';

const INSERT: Statement = {
  name: 'accounts_insert',
  text: `insert into accounts (id, email, name, password_hash, locale, created_at, email_verified_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (lower(email)) do nothing returning id`,
};
const INSERT_MEMBER: Statement = {
  name: 'members_insert',
  text: `insert into members (org_id, account_id, role, created_at) values ($1, $2, $3, $4)
         on conflict (org_id, account_id) do nothing returning account_id`,
};
/** What is accepted at sign-up: the document of each kind that is in force. */
const ACCEPT_DOCUMENTS: Statement = {
  name: 'legal_acceptances_at_sign_up',
  text: `insert into legal_acceptances (account_id, document_id, accepted_at, ip, user_agent)
         select $1, d.id, $2::timestamptz, $3::inet, $4
         from (select distinct on (kind) id from legal_documents where published_at <= $2::timestamptz
               order by kind, published_at desc, id desc) d`,
};
const RETIRE_PASSWORD: Statement = {
  name: 'password_history_insert',
  text: `insert into password_history (account_id, password_hash, retired_at)
         select id, password_hash, $2 from accounts where id = $1 and password_hash is not null`,
};
/** Only as much stays as the rules look at, which is one less than they remember: the current one stands in the account. */
const TRIM_PASSWORDS: Statement = {
  name: 'password_history_trim',
  text: `delete from password_history where account_id = $1 and retired_at < (
           select min(retired_at) from (
             select retired_at from password_history where account_id = $1 order by retired_at desc limit $2) kept)`,
};
const SET_PASSWORD: Statement = {
  name: 'accounts_set_password',
  text: `update accounts set password_hash = $2, password_changed_at = $3 where id = $1`,
};
const VERIFY: Statement = {
  name: 'accounts_verify',
  text: `update accounts set email_verified_at = coalesce(email_verified_at, $2) where id = $1`,
};
const CHANGE_EMAIL: Statement = {
  name: 'accounts_change_email',
  text: `update accounts a set email = $2, email_verified_at = $3
         where id = $1 and not exists (select from accounts b where lower(b.email) = lower($2) and b.id <> a.id)
         returning id`,
};
const UPDATE_PROFILE: Statement = {
  name: 'accounts_update_profile',
  text: `update accounts set name = coalesce($2, name), locale = case when $3 then $4 else locale end where id = $1`,
};
const LOCK_ACCOUNT: Statement = { name: 'accounts_lock', text: `select id from accounts where id = $1 for update` };

const INSERT_LINK: Statement = {
  name: 'account_tokens_insert',
  text: `insert into account_tokens (id, account_id, purpose, email, created_at, expires_at, visit)
         values ($1, $2, $3, $4, $5, $6, $7)`,
};
const USE_LINK: Statement = {
  name: 'account_tokens_use',
  text: `update account_tokens set used_at = $2 where id = $1 and used_at is null returning id`,
};
/** Of codes that come at the same time, no more are compared than there are attempts left. */
const ATTEMPT_CODE: Statement = {
  name: 'account_tokens_attempt_code',
  text: `update account_tokens set code_attempts = code_attempts + 1 where id = $1 and code_attempts < $2 returning id`,
};
const VOID_LINKS: Statement = {
  name: 'account_tokens_void',
  text: `update account_tokens set used_at = $2
         where account_id = $1 and used_at is null and purpose in ('change_email', 'reset_password', 'magic_link')`,
};
const EXPIRE_LINKS: Statement = {
  name: 'account_tokens_expire',
  text: `update account_tokens set expires_at = $3
         where account_id = $1 and purpose = $2 and used_at is null and expires_at > $3`,
};

/**
 * An attempt counts as failed before it is looked at, so that many at the same time are no more than the limit lets
 * through. The count begins anew when the lock is over or the last failure is long past.
 */
const IS_OVER = `coalesce(f.locked_until, f.last_failed_at + interval '15 minutes') <= $2::timestamptz`;
const COUNT_ATTEMPT: Statement = {
  name: 'sign_in_failures_count',
  text: `with attempt as (
           insert into sign_in_failures as f (address_hash, failures, last_failed_at) values ($1, 1, $2)
           on conflict (address_hash) do update set
             failures = case when ${IS_OVER} then 1 else least(f.failures + 1, 1000) end,
             last_failed_at = $2,
             locked_until = case when ${IS_OVER} then null
               when f.failures + 1 = $3 then $2::timestamptz + interval '15 minutes' else f.locked_until end
           returning failures, locked_until
         )
         select t.failures, t.locked_until as "lockedUntil", a.id, a.password_hash as "passwordHash",
           coalesce(a.suspended_at is not null, false) as suspended,
           (select m.org_id from members m where m.account_id = a.id order by m.created_at, m.org_id limit 1) as "homeOrgId"
         from attempt t left join accounts a on lower(a.email) = lower($4)`,
};
const CLEAR_FAILURES: Statement = {
  name: 'sign_in_failures_clear',
  text: `delete from sign_in_failures where address_hash = $1`,
};

/** Held until the end, so that of two owners who leave at the same time the second sees that the first is gone. */
const LOCK_OWNERS: Statement = {
  name: 'members_lock_owners',
  text: `select account_id from members
         where role = 'owner' and org_id in (select org_id from members where account_id = $1 and role = 'owner')
         order by org_id, account_id for update`,
};
const LEAVE_ALL: Statement = {
  name: 'members_leave_all',
  text: `delete from members where account_id = $1 returning org_id as "orgId"`,
};
/** The row stays for what refers to it. Nothing personal stays in it, and nothing that could let somebody in. */
/** Everything beside the password itself that the account $1 could be signed in with. */
const TAKE_PROOFS = `passwords as (delete from password_history where account_id = $1),
           ceremonies as (delete from sign_in_ceremonies where account_id = $1),
           totp as (delete from totp_secrets where account_id = $1),
           codes as (delete from backup_code_sets where account_id = $1),
           keys as (delete from passkeys where account_id = $1)`;
const CLAIM: Statement = {
  name: 'accounts_claim',
  text: `with ${TAKE_PROOFS}
         update accounts set email_verified_at = $2, password_hash = null, password_changed_at = null where id = $1`,
};
const ANONYMIZE: Statement = {
  name: 'accounts_anonymize',
  text: `with ${TAKE_PROOFS},
           links as (delete from account_tokens where account_id = $1),
           connected as (delete from connected_accounts where account_id = $1)
         update accounts set email = 'deleted-' || id || '@invalid', name = 'Deleted account', password_hash = null,
           locale = null, email_verified_at = null, password_changed_at = null, operator_role = null, suspended_reason = null,
           anonymized_at = $2
         where id = $1`,
};
/** Whoever invited somebody or made a key was a member once; their account is somebody else's history. */
const PURGE_UNVERIFIED: Statement = {
  name: 'accounts_purge_unverified',
  text: `with old as (
           select a.id from accounts a
           where a.email_verified_at is null and a.anonymized_at is null and a.operator_role is null and a.created_at < $1
             and not exists (select from members m where m.account_id = a.id)
             and not exists (select from api_keys k where k.created_by = a.id)
             and not exists (select from invitations i where i.invited_by = a.id or i.accepted_by = a.id)
             and not exists (select from sessions s where s.impersonator_id = a.id)
           order by a.created_at limit $2 for update skip locked
         ), ended as (delete from sessions where account_id in (select id from old)),
           documents as (delete from legal_acceptances where account_id in (select id from old))
         delete from accounts where id in (select id from old) returning id`,
};
const PURGE_LINKS: Statement = {
  name: 'account_tokens_purge',
  text: `delete from account_tokens where id in (select id from account_tokens where expires_at < $1 limit $2)`,
};
const PURGE_FAILURES: Statement = {
  name: 'sign_in_failures_purge',
  text: `delete from sign_in_failures where address_hash in (
           select address_hash from sign_in_failures where last_failed_at < $1 limit $2)`,
};

/** SQLSTATE. */
const UNIQUE_VIOLATION = '23505';

export type AccountRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly locale: string | null;
  readonly createdAt: Date;
  readonly emailVerifiedAt: Date | null;
};

export type MemberRow = {
  readonly orgId: string;
  readonly accountId: string;
  readonly role: MemberRole;
  readonly createdAt: Date;
};

/** False when another account has the address. */
export async function insertAccount(tx: SystemTx, account: AccountRow): Promise<boolean> {
  const { id, email, name, passwordHash, locale, createdAt, emailVerifiedAt } = account;
  return (await tx.run(INSERT, [id, email, name, passwordHash, locale, createdAt, emailVerifiedAt])).length > 0;
}

/** False when the account is a member already. */
export async function insertMember(tx: SystemTx, member: MemberRow): Promise<boolean> {
  const { orgId, accountId, role, createdAt } = member;
  return (await tx.run(INSERT_MEMBER, [orgId, accountId, role, createdAt])).length > 0;
}

export async function acceptDocuments(
  tx: SystemTx,
  accountId: string,
  at: Date,
  { ip, userAgent }: { ip: string | null; userAgent: string | undefined },
): Promise<void> {
  await tx.run(ACCEPT_DOCUMENTS, [accountId, at, ip, userAgent ?? null]);
}

/** The former password goes into the history, which keeps `kept` of them. */
export async function setPassword(
  tx: SystemTx,
  { accountId, hash, at, kept }: { accountId: string; hash: string; at: Date; kept: number },
): Promise<void> {
  await lockAccount(tx, accountId);
  await tx.run(RETIRE_PASSWORD, [accountId, at]);
  await tx.run(TRIM_PASSWORDS, [accountId, kept]);
  await tx.run(SET_PASSWORD, [accountId, hash, at]);
}

export async function setVerified(tx: SystemTx, accountId: string, at: Date): Promise<void> {
  await tx.run(VERIFY, [accountId, at]);
}

/** False when another account has the address, or takes it at the same time; the transaction is of no more use then. */
export async function setEmail(tx: SystemTx, accountId: string, email: string, at: Date): Promise<boolean> {
  try {
    return (await tx.run(CHANGE_EMAIL, [accountId, email, at])).length > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

/** A `locale` of null is nobody's choice; undefined leaves what is there. */
export async function setProfile(
  tx: SystemTx,
  accountId: string,
  { name, locale }: { name?: string | undefined; locale?: string | null | undefined },
): Promise<void> {
  await tx.run(UPDATE_PROFILE, [accountId, name ?? null, locale !== undefined, locale ?? null]);
}

/** Of two that decide something of one account, the second waits until the first is done. */
export async function lockAccount(tx: SystemTx, accountId: string): Promise<void> {
  await tx.run(LOCK_ACCOUNT, [accountId]);
}

export async function insertLink(
  tx: SystemTx,
  link: {
    id: string;
    accountId: string;
    purpose: LinkPurpose;
    email: string;
    createdAt: Date;
    expiresAt: Date;
    visit?: string | undefined;
  },
): Promise<void> {
  const { id, accountId, purpose, email, createdAt, expiresAt, visit = null } = link;
  await tx.run(INSERT_LINK, [id, accountId, purpose, email, createdAt, expiresAt, visit]);
}

/** False when it was used before. */
export async function markLinkUsed(tx: SystemTx, id: string, at: Date): Promise<boolean> {
  return (await tx.run(USE_LINK, [id, at])).length > 0;
}

/** False when there were that many before. */
export async function countCodeAttempt(tx: SystemTx, id: string, maxAttempts: number): Promise<boolean> {
  return (await tx.run(ATTEMPT_CODE, [id, maxAttempts])).length > 0;
}

/** Links that would let somebody in or take the account over work no more. */
export async function voidLinks(tx: SystemTx, accountId: string, at: Date): Promise<void> {
  await tx.run(VOID_LINKS, [accountId, at]);
}

/** Those of the purpose that were mailed before are over. */
export async function expireLinks(
  tx: SystemTx,
  { accountId, purpose, at }: { accountId: string; purpose: LinkPurpose; at: Date },
): Promise<void> {
  await tx.run(EXPIRE_LINKS, [accountId, purpose, at]);
}

export type Attempt = {
  readonly failures: number;
  readonly lockedUntil: Date | null;
  readonly id: string | null;
  readonly passwordHash: string | null;
  readonly suspended: boolean;
  readonly homeOrgId: string | null;
};

export async function countAttempt(
  database: Pick<Database, 'hotSystemStatement'>,
  attempt: { addressHash: Buffer; email: string; at: Date; maxFailures: number },
): Promise<Attempt> {
  const values = [attempt.addressHash, attempt.at, attempt.maxFailures, attempt.email];
  const [row] = await database.hotSystemStatement<Attempt>({ routine: 'signing in' }, COUNT_ATTEMPT, values);
  if (row === undefined) throw new Error('an attempt to sign in was not counted');
  return row;
}

export async function clearAttempts(
  database: Pick<Database, 'hotSystemStatement'>,
  addressHash: Buffer,
): Promise<void> {
  await database.hotSystemStatement({ routine: 'signing in' }, CLEAR_FAILURES, [addressHash]);
}

export async function clearFailures(tx: SystemTx, addressHash: Buffer): Promise<void> {
  await tx.run(CLEAR_FAILURES, [addressHash]);
}

export async function lockOwnersBeside(tx: SystemTx, accountId: string): Promise<void> {
  await tx.run(LOCK_OWNERS, [accountId]);
}

/** Returns the organizations that were left. */
export async function leaveOrganizations(tx: SystemTx, accountId: string): Promise<string[]> {
  return (await tx.run<{ orgId: string }>(LEAVE_ALL, [accountId])).map(({ orgId }) => orgId);
}

export async function anonymize(tx: SystemTx, accountId: string, at: Date): Promise<void> {
  await tx.run(ANONYMIZE, [accountId, at]);
}

/** Verifies the address and takes away everything that could be signed in with. */
export async function claimUnverified(tx: SystemTx, accountId: string, at: Date): Promise<void> {
  await tx.run(CLAIM, [accountId, at]);
}

/** Returns how many went, `limit` at most. */
export async function deleteUnverified(tx: SystemTx, createdBefore: Date, limit: number): Promise<number> {
  return (await tx.run(PURGE_UNVERIFIED, [createdBefore, limit])).length;
}

/** Links that were over, and failed attempts that were last, before `before`. */
export async function deleteSpent(tx: SystemTx, before: Date, limit: number): Promise<void> {
  await tx.run(PURGE_LINKS, [before, limit]);
  await tx.run(PURGE_FAILURES, [before, limit]);
}
