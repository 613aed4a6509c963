import type { Database, Statement, SystemTx } from '../../../platform/database/index.ts';
import { IS_IN_USE } from './read-model.ts';
import type { NewSession, SignInMethod } from './session.ts';

const INSERT: Statement = {
  name: 'sessions_insert',
  text: `insert into sessions (id, token_hash, kind, method, account_id, org_id, created_at, last_active_at, expires_at,
           second_factor_at, confirmed_at, impersonator_id, ip, user_agent, impersonation_reason, proved_for)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
};
const REVOKE: Statement = {
  name: 'sessions_revoke',
  text: `update sessions set revoked_at = $3, ended_reason = $4
         where id = $1 and account_id = $2 and revoked_at is null returning id`,
};
const REVOKE_ALL: Statement = {
  name: 'sessions_revoke_all',
  text: `update sessions set revoked_at = $3, ended_reason = $4
         where account_id = $1 and ($2::uuid is null or id <> $2) and revoked_at is null and expires_at > $3 returning id`,
};
const REVOKE_OF_MANY: Statement = {
  name: 'sessions_revoke_of_many',
  text: `update sessions set revoked_at = $3, ended_reason = $4
         where account_id = any($1::uuid[]) and ($2::text is null or method <> $2) and impersonator_id is null
           and revoked_at is null and expires_at > $3 returning id`,
};
const END_IMPERSONATIONS: Statement = {
  name: 'sessions_end_impersonations',
  text: `update sessions set revoked_at = $2, ended_reason = $3
         where impersonator_id = $1 and revoked_at is null returning id as "sessionId", account_id as "accountId"`,
};
const TOUCH: Statement = {
  name: 'sessions_touch',
  text: `update sessions set last_active_at = $2 where id = $1 and last_active_at < $2`,
};
const MOVE: Statement = {
  name: 'sessions_move',
  text: `update sessions set org_id = $2 where id = $1 and revoked_at is null`,
};
const CONFIRM: Statement = {
  name: 'sessions_confirm',
  text: `update sessions set confirmed_at = $2,
           second_factor_at = case when $3 then coalesce(second_factor_at, $2) else second_factor_at end
         where id = $1 and revoked_at is null and impersonator_id is null returning id`,
};
/** Only where the request came with the token of now: of two at the same time one renews it, and no browser is left behind. */
const RENEW: Statement = {
  name: 'sessions_renew',
  text: `update sessions set token_hash = $3, former_token_hash = token_hash, renewed_at = $4
         where id = $1 and token_hash = $2 returning expires_at as "expiresAt"`,
};
const REPLACE: Statement = {
  name: 'sessions_replace',
  text: `update sessions set revoked_at = $2, ended_reason = 'session.replace'
         where (token_hash = $1 or former_token_hash = $1 and renewed_at > $2::timestamptz - interval '30 seconds')
           and revoked_at is null and expires_at > $2
         returning id, account_id as "accountId", org_id as "orgId", impersonator_id as "impersonatorId"`,
};
const MARK_UNFAMILIAR: Statement = {
  name: 'sessions_mark_unfamiliar',
  text: `update sessions set unfamiliar_at = $3
         where id = $1
           and not exists (select from sessions other where other.account_id = $2 and other.unfamiliar_at > $4)
         returning id`,
};
const INSERT_REFRESH: Statement = {
  name: 'refresh_tokens_insert',
  text: `insert into refresh_tokens (id, session_id, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)`,
};
/** The row is locked: of two that use one token at the same time, the second finds it used. */
const FIND_REFRESH: Statement = {
  name: 'refresh_tokens_find',
  text: `select r.id, r.session_id as "sessionId", r.used_at as "usedAt", r.expires_at as "expiresAt",
           s.account_id as "accountId", s.org_id as "orgId", s.revoked_at as "revokedAt", s.expires_at as "sessionExpiresAt",
           a.suspended_at is not null or a.anonymized_at is not null or not (${IS_IN_USE}) as "isBarred"
         from refresh_tokens r join sessions s on s.id = r.session_id join accounts a on a.id = s.account_id
         where r.token_hash = $1 for update of r`,
};
const USE_REFRESH: Statement = {
  name: 'refresh_tokens_use',
  text: `update refresh_tokens set used_at = $2 where id = $1`,
};

export type SessionValues = Omit<NewSession, 'orgId'> & {
  readonly id: string;
  readonly tokenHash: Buffer | null;
  readonly orgId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export async function insertSession(tx: SystemTx, session: SessionValues): Promise<void> {
  const { id, tokenHash, kind, method, accountId, orgId, createdAt, expiresAt, impersonation, origin } = session;
  await tx.run(INSERT, [
    id,
    tokenHash,
    kind,
    method,
    accountId,
    orgId,
    createdAt,
    expiresAt,
    session.secondFactor ? createdAt : null,
    // Signing in is proof enough for a while; acting in somebody's name is none at all.
    impersonation === undefined ? createdAt : null,
    impersonation?.operatorId ?? null,
    origin.ip,
    origin.userAgent ?? null,
    impersonation?.reason ?? null,
    session.provedFor ?? null,
  ]);
}

/** False when there is no such session of the account, or it ended before. */
export async function revokeSession(
  tx: SystemTx,
  session: { id: string; accountId: string },
  at: Date,
  reason: string,
): Promise<boolean> {
  return (await tx.run(REVOKE, [session.id, session.accountId, at, reason])).length > 0;
}

/** Returns how many ended. */
export async function revokeSessionsOf(
  tx: SystemTx,
  accountId: string,
  except: string | null,
  at: Date,
  reason: string,
): Promise<number> {
  return (await tx.run(REVOKE_ALL, [accountId, except, at, reason])).length;
}

/** All but those that were opened in the way that is kept, where one is. Returns how many ended. */
export async function revokeSessionsOfMany(
  tx: SystemTx,
  { accountIds, kept }: { accountIds: readonly string[]; kept: SignInMethod | null },
  at: Date,
  reason: string,
): Promise<number> {
  return (await tx.run(REVOKE_OF_MANY, [[...accountIds], kept, at, reason])).length;
}

export type EndedImpersonation = { readonly sessionId: string; readonly accountId: string };

/** Those that are over by time alone are ended too. */
export function endImpersonations(
  tx: SystemTx,
  operatorId: string,
  at: Date,
  reason: string,
): Promise<EndedImpersonation[]> {
  return tx.run<EndedImpersonation>(END_IMPERSONATIONS, [operatorId, at, reason]);
}

export async function touchSession(
  database: Pick<Database, 'hotSystemStatement'>,
  id: string,
  at: Date,
): Promise<void> {
  await database.hotSystemStatement({ routine: 'when a session was last used' }, TOUCH, [id, at]);
}

export async function moveSession(tx: SystemTx, id: string, orgId: string | null): Promise<void> {
  await tx.run(MOVE, [id, orgId]);
}

/** False when the session is over or of somebody who acts in another's name. */
export async function confirmSession(tx: SystemTx, id: string, at: Date, secondFactor: boolean): Promise<boolean> {
  return (await tx.run(CONFIRM, [id, at, secondFactor])).length > 0;
}

/** Until when the session goes on with its new token; undefined when `formerHash` is not that of its token. */
export async function renewToken(
  tx: SystemTx,
  { id, formerHash, tokenHash, at }: { id: string; formerHash: Buffer; tokenHash: Buffer; at: Date },
): Promise<Date | undefined> {
  return (await tx.run<{ expiresAt: Date }>(RENEW, [id, formerHash, tokenHash, at]))[0]?.expiresAt;
}

export type ReplacedSession = {
  readonly id: string;
  readonly accountId: string;
  readonly orgId: string | null;
  readonly impersonatorId: string | null;
};

/** Ends the session whose token has this hash; undefined when there is none that goes on. */
export async function replaceSession(tx: SystemTx, tokenHash: Buffer, at: Date): Promise<ReplacedSession | undefined> {
  return (await tx.run<ReplacedSession>(REPLACE, [tokenHash, at]))[0];
}

/** False when another of the account was marked after `since`. */
export async function markUnfamiliar(
  tx: SystemTx,
  { id, accountId, at, since }: { id: string; accountId: string; at: Date; since: Date },
): Promise<boolean> {
  return (await tx.run(MARK_UNFAMILIAR, [id, accountId, at, since])).length > 0;
}

export type RefreshTokenRow = {
  readonly id: string;
  readonly sessionId: string;
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
  readonly accountId: string;
  readonly orgId: string | null;
  readonly revokedAt: Date | null;
  readonly sessionExpiresAt: Date;
  readonly isBarred: boolean;
};

export async function insertRefreshToken(
  tx: SystemTx,
  token: { id: string; sessionId: string; tokenHash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(INSERT_REFRESH, [token.id, token.sessionId, token.tokenHash, token.createdAt, token.expiresAt]);
}

export async function findRefreshToken(
  tx: SystemTx,
  tokenHash: Buffer,
  now: Date,
): Promise<RefreshTokenRow | undefined> {
  return (await tx.run<RefreshTokenRow>(FIND_REFRESH, [tokenHash, now]))[0];
}

/** It is a use of the session as well. */
export async function useRefreshToken(
  tx: SystemTx,
  { id, sessionId }: { id: string; sessionId: string },
  at: Date,
): Promise<void> {
  await tx.run(USE_REFRESH, [id, at]);
  await tx.run(TOUCH, [sessionId, at]);
}
