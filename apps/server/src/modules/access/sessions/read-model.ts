import type { MemberRole, OperatorRole } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import { type Database, LookUpBatch, type Statement, type SystemTx } from '../../../platform/database/index.ts';
import type { Session } from './session.ts';

/** Documents of which the latest major version, or one after it, is not accepted by account `a`. $2 is now. */
const PENDING_TERMS = `exists (
  select from legal_documents d
  where d.is_major and d.published_at <= $2::timestamptz
    and not exists (
      select from legal_acceptances la join legal_documents later on later.id = la.document_id
      where la.account_id = a.id and later.kind = d.kind and later.published_at >= d.published_at
    )
)`;

/**
 * Whether a session `s` of account `a` is used often enough to go on: at least every 7 days and, by an operator, every
 * 12 hours. $2 is now.
 */
export const IS_IN_USE = `s.last_active_at > $2::timestamptz
  - case when a.operator_role is null then interval '7 days' else interval '12 hours' end`;

/** Whether a session had one factor alone. The identity provider of organization `o` can have stated a second one. */
const STATED_NOWHERE = `s.proved_for is distinct from o.id and s.method <> 'impersonation'`;
const SECOND_FACTOR_MISSING = `s.second_factor_at is null and ${STATED_NOWHERE}`;

/**
 * One round trip for requests whose sessions are not remembered. Who is no member any more, or whose organization is gone,
 * stays signed in and works in none.
 */
const authenticateBy = (condition: string, also = '') => `
    select ${also}s.id as "sessionId", s.account_id as "accountId", m.org_id as "orgId", m.role, s.expires_at as "expiresAt",
      s.second_factor_at is not null as "secondFactor", s.confirmed_at as "confirmedAt", s.impersonator_id as "impersonatorId",
      a.email_verified_at is not null as "emailVerified", a.operator_role as "operatorRole",
      ${SECOND_FACTOR_MISSING} as "secondFactorMissing",
      coalesce(o.requires_second_factor, false) as "secondFactorRequired",
      ${PENDING_TERMS} as "pendingTerms", s.last_active_at as "lastActiveAt"
    from sessions s join accounts a on a.id = s.account_id
    left join organizations o on o.id = s.org_id and o.deleted_at is null and o.suspended_at is null
    left join members m on m.account_id = s.account_id and m.org_id = o.id
    where ${condition} and s.revoked_at is null and s.expires_at > $2::timestamptz and ${IS_IN_USE}
      and a.suspended_at is null and a.anonymized_at is null`;

const BY_TOKEN: Statement = { name: 'sessions_by_token', text: authenticateBy(`s.token_hash = $1 and s.kind = 'web'`) };
const BY_TOKENS: Statement = {
  name: 'sessions_by_tokens',
  text: authenticateBy(`s.token_hash = any($1::bytea[]) and s.kind = 'web'`, 's.token_hash as "tokenHash", '),
};
/**
 * Requests that were under way while the token was renewed come with the one before. For half a minute it is worth what it
 * was before the proof, so that nobody is signed out by them and whoever had it gains nothing by the proof.
 */
const BY_FORMER: Statement = {
  name: 'sessions_by_former_token',
  text: authenticateBy(
    `s.former_token_hash = $1 and s.renewed_at > $2::timestamptz - interval '30 seconds' and s.kind = 'web'`,
    `s.renewed_at as "renewedAt", coalesce(s.second_factor_at < s.renewed_at, false) as "hadSecondFactor",
      ${STATED_NOWHERE} as "isStatedNowhere", `,
  ),
};
const BY_ID: Statement = { name: 'sessions_by_id', text: authenticateBy(`s.id = $1 and s.kind = 'api'`) };

/** Where somebody works after signing in: where they last signed in or switched to, else what they joined first. */
const HOME: Statement = {
  name: 'sessions_home',
  text: `select m.org_id as "orgId" from members m
         join organizations o on o.id = m.org_id and o.deleted_at is null and o.suspended_at is null
         left join lateral (
           select max(s.created_at) as at from sessions s
           where s.account_id = m.account_id and s.org_id = m.org_id and s.impersonator_id is null
         ) last on true
         where m.account_id = $1
         order by last.at desc nulls last, m.created_at, m.org_id limit 1`,
};

/** One row for each organization, the one worked in first and the rest by name; one row without for somebody who has none. */
const ME: Statement = {
  name: 'sessions_me',
  text: `select s.id as "sessionId", s.created_at as "createdAt", s.expires_at as "expiresAt",
           s.second_factor_at is not null as "secondFactor", s.confirmed_at as "confirmedAt",
           a.id as "accountId", a.email, a.name as "accountName", a.locale,
           a.email_verified_at is not null as "emailVerified", a.password_hash is not null as "hasPassword",
           a.operator_role as "operatorRole",
           exists (select from totp_secrets t where t.account_id = a.id and t.confirmed_at is not null)
             or exists (select from passkeys k where k.account_id = a.id) as "hasSecondFactor",
           ${PENDING_TERMS} as "pendingTerms",
           i.id as "impersonatorId", i.name as "impersonatorName",
           o.id as "orgId", o.slug, o.name as "orgName", o.logo_url as "logoUrl", o.role,
           o.requires_second_factor as "requiresSecondFactor",
           coalesce(o.id = s.org_id, false) as "isCurrent"
         from sessions s
         join accounts a on a.id = s.account_id
         left join accounts i on i.id = s.impersonator_id
         left join lateral (
           select o.id, o.slug, o.name, o.logo_url, o.requires_second_factor, m.role from members m join organizations o on o.id = m.org_id
           where m.account_id = a.id and o.deleted_at is null and o.suspended_at is null
         ) o on true
         where s.id = $1 and s.revoked_at is null
         order by (o.id = s.org_id) desc nulls last, lower(o.name), o.id
         limit 200`,
};

const ROLE_IN: Statement = {
  name: 'sessions_role_in',
  text: `select m.role from members m join organizations o on o.id = m.org_id
         where m.account_id = $1 and m.org_id = $2 and o.deleted_at is null and o.suspended_at is null`,
};

const OF_ACCOUNT: Statement = {
  name: 'sessions_of_account',
  text: `select s.id, s.kind, s.method, host(s.ip) as ip, s.user_agent as "userAgent", s.created_at as "createdAt",
           s.last_active_at as "lastActiveAt", s.expires_at as "expiresAt"
         from sessions s join accounts a on a.id = s.account_id
         where s.account_id = $1 and s.revoked_at is null and s.expires_at > $2 and ${IS_IN_USE}
           and s.impersonator_id is null
         order by s.last_active_at desc, s.id limit 100`,
};

const OTHER_AGENTS: Statement = {
  name: 'sessions_other_agents',
  text: `select user_agent as "userAgent", bool_or(last_active_at > $3) as "isRecent" from sessions
         where account_id = $1 and id <> $2 and impersonator_id is null
         group by user_agent order by max(last_active_at) desc limit 500`,
};

export type MeRow = {
  readonly sessionId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly secondFactor: boolean;
  readonly confirmedAt: Date | null;
  readonly accountId: string;
  readonly email: string;
  readonly accountName: string;
  readonly locale: string | null;
  readonly emailVerified: boolean;
  readonly hasPassword: boolean;
  readonly operatorRole: OperatorRole | null;
  readonly hasSecondFactor: boolean;
  readonly pendingTerms: boolean;
  readonly impersonatorId: string | null;
  readonly impersonatorName: string | null;
  readonly orgId: string | null;
  readonly slug: string;
  readonly orgName: string;
  readonly logoUrl: string | null;
  readonly role: MemberRole;
  readonly requiresSecondFactor: boolean;
  readonly isCurrent: boolean;
};

export type SessionRow = {
  readonly id: string;
  readonly kind: 'web' | 'api';
  readonly method: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastActiveAt: Date;
  readonly expiresAt: Date;
};

type Reader = Pick<Database, 'hotSystemStatement'>;
const WHOSE = { routine: 'whose session' } as const;

export type FoundSession = Omit<Session, 'secondFactorDue'> & {
  readonly lastActiveAt: Date;
  readonly secondFactorMissing: boolean;
  /** By the organization worked in. */
  readonly secondFactorRequired: boolean;
};

/** Sessions by the key of their token. Those looked up in one turn of the event loop are found by one statement. */
export function sessionsByToken(database: Reader, clock: Clock): LookUpBatch<FoundSession> {
  return new LookUpBatch({
    one: (key) => findByToken(database, hashOf(key), clock.now()),
    many: (keys) => findByTokens(database, keys.map(hashOf), clock.now()),
  });
}

const FORMER_MS = 30_000;
const hashOf = (key: string) => Buffer.from(key, 'latin1');

async function findByToken(database: Reader, tokenHash: Buffer, now: Date): Promise<FoundSession | undefined> {
  return (await database.hotSystemStatement<FoundSession>(WHOSE, BY_TOKEN, [tokenHash, now]))[0];
}

/** What the token before the last one still stands for, and until when. */
export async function findByFormerToken(
  database: Reader,
  tokenHash: Buffer,
  now: Date,
): Promise<FoundSession | undefined> {
  type Row = FoundSession & {
    readonly renewedAt: Date;
    readonly hadSecondFactor: boolean;
    readonly isStatedNowhere: boolean;
  };
  const [row] = await database.hotSystemStatement<Row>(WHOSE, BY_FORMER, [tokenHash, now]);
  if (row === undefined) return undefined;
  const { renewedAt, hadSecondFactor, isStatedNowhere, ...found } = row;
  const secondFactorMissing = !hadSecondFactor && isStatedNowhere;
  const endsAt = new Date(Math.min(found.expiresAt.getTime(), renewedAt.getTime() + FORMER_MS));
  return { ...found, secondFactor: hadSecondFactor, secondFactorMissing, confirmedAt: null, expiresAt: endsAt };
}

async function findByTokens(database: Reader, hashes: Buffer[], now: Date): Promise<Map<string, FoundSession>> {
  type Row = FoundSession & { readonly tokenHash: Buffer };
  const rows = await database.hotSystemStatement<Row>(WHOSE, BY_TOKENS, [hashes, now]);
  return new Map(rows.map(({ tokenHash, ...found }) => [tokenHash.toString('latin1'), found]));
}

export async function findApiSession(database: Reader, id: string, now: Date): Promise<FoundSession | undefined> {
  return (await database.hotSystemStatement<FoundSession>(WHOSE, BY_ID, [id, now]))[0];
}

export async function homeOrganization(tx: SystemTx, accountId: string): Promise<string | undefined> {
  return (await tx.run<{ orgId: string }>(HOME, [accountId]))[0]?.orgId;
}

export function readMe(tx: SystemTx, sessionId: string, now: Date): Promise<MeRow[]> {
  return tx.run<MeRow>(ME, [sessionId, now]);
}

export async function isMemberOf(tx: SystemTx, accountId: string, orgId: string): Promise<boolean> {
  return (await tx.run(ROLE_IN, [accountId, orgId])).length > 0;
}

export function readSessions(tx: SystemTx, accountId: string, now: Date): Promise<SessionRow[]> {
  return tx.run<SessionRow>(OF_ACCOUNT, [accountId, now]);
}

export type OtherAgent = { readonly userAgent: string | null; readonly isRecent: boolean };

/** What the account's other sessions came with, and whether one of them was in use after `since`. */
export function readOtherAgents(
  tx: SystemTx,
  { accountId, sessionId, since }: { accountId: string; sessionId: string; since: Date },
): Promise<OtherAgent[]> {
  return tx.run<OtherAgent>(OTHER_AGENTS, [accountId, sessionId, since]);
}
