import type { MeView, SessionView } from '@stepwell/contract';
import type { z } from 'zod';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database, Log, LookUpBatch, SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { type AuditActor, orgIdOf, type SignedInPrincipal } from '../callers/index.ts';
import type { Organizations } from '../organizations/index.ts';
import { type AccessTokens, createAccessTokens } from './access-tokens.ts';
import { isUnfamiliar } from './devices.ts';
import { authenticateAccessToken, authenticateSession } from './recognition.ts';
import { type OpenedSession, openApiSession, openSession } from './opening.ts';
import { type FoundSession, isMemberOf, readMe, readSessions, sessionsByToken } from './read-model.ts';
import { refresh, type Tokens } from './refreshing.ts';
import { confirm, type Confirmed, type Proof } from './renewal.ts';
import {
  endImpersonations,
  type EndedImpersonation,
  moveSession,
  revokeSession,
  revokeSessionsOf,
  revokeSessionsOfMany,
} from './repository.ts';
import type { NewSession, Origin, Session, SignInMethod } from './session.ts';
import { meOf, sessionViewOf } from './view.ts';

type Me = z.input<typeof MeView>;

/** What other rooms may ask. */
export type Sessions = {
  /** Whose session a cookie is; undefined when it is unknown, over or revoked. Remembered for 5 s. */
  authenticateSession(token: string): Promise<Session | undefined>;
  /** Whose an access token is. Throws `not_signed_in`. */
  authenticateAccessToken(token: string): Promise<Session>;
  /** Drops what is remembered when another process revokes a session. Call once at start. */
  followRevocations(): Promise<{ stop(): void }>;
  /** Signs somebody in whose identity has been proved; the token goes into the cookie and is kept nowhere. */
  openSession(tx: SystemTx, session: NewSession): Promise<OpenedSession>;
  /** Signs an API client in. */
  openApiSession(tx: SystemTx, session: NewSession): Promise<Tokens>;
  /** Ends every session of an account, except one where it is named. Returns how many ended. */
  endSessions(tx: SystemTx, accountId: string, reason: string, except?: string): Promise<number>;
  /** Ends the sessions of several accounts but for those opened in one way; not what an operator does in their name. */
  endSessionsOf(tx: SystemTx, accountIds: readonly string[], reason: string, kept?: SignInMethod): Promise<number>;
  /** Ends whatever an operator does in somebody's name. Returns what was not ended before, expired ones included. */
  endImpersonations(tx: SystemTx, operatorId: string, reason: string): Promise<EndedImpersonation[]>;
  /**
   * Notes that the person has proved again that it is them. A browser's session gets a new token, where it came with the
   * one of now.
   */
  confirm(tx: SystemTx, sessionId: string, proof: Proof): Promise<Confirmed>;
  /**
   * Whether a session that was just opened came from a browser that was not among the account's in the last 90 days, and
   * its owner is to be told; never for the first one, and once an hour at most.
   */
  isUnfamiliar(tx: SystemTx, session: { id: string; accountId: string; origin: Origin }): Promise<boolean>;
  /** Makes one session work in another organization, or in none. */
  moveSession(tx: SystemTx, sessionId: string, orgId: string | null): Promise<void>;
  /** What is remembered is dropped after the commit, here and in every process: rights have changed. */
  forget(tx: SystemTx): void;
  me(sessionId: string): Promise<Me>;
};

/** The use-cases behind the room's own routes. */
export type SessionService = Sessions & {
  signOut(who: SignedInPrincipal, actor: AuditActor): Promise<void>;
  /** Throws `not_found` for an organization that the account does not belong to. */
  switchOrganization(who: SignedInPrincipal, orgId: string, actor: AuditActor): Promise<Me>;
  list(who: SignedInPrincipal): Promise<z.input<typeof SessionView>[]>;
  /** Throws `not_found`. */
  revoke(who: SignedInPrincipal, sessionId: string, actor: AuditActor): Promise<void>;
  revokeOthers(who: SignedInPrincipal, actor: AuditActor): Promise<number>;
  /** Throws `refresh_token_refused`, `refresh_token_reused`. */
  refresh(refreshToken: string, origin: Origin): Promise<Tokens>;
};

export type SessionDependencies = {
  readonly database: Pick<Database, 'asSystem' | 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly keyring: Keyring;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  /** Of whoever works in any organization, whatever that asks for itself. */
  readonly requiresSecondFactor?: boolean | undefined;
};

type AccountEvent = {
  readonly orgId: string | null;
  readonly accountId: string;
  readonly sessionId: string;
  readonly action: string;
  readonly origin: Origin;
  /** The operator who acted in the account's name. */
  readonly impersonatorId?: string | null;
};

export type SessionWork = SessionDependencies & {
  readonly accessTokens: AccessTokens;
  readonly byToken: LookUpBatch<FoundSession>;
  readonly forget: (tx: SystemTx) => void;
  /** Audits what an account did, in the organization it worked in or, without one, in the installation's own. */
  readonly record: (tx: SystemTx, event: AccountEvent) => Promise<void>;
};

const CHANNEL = 'stepwell_sessions';
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 20_000;

export function createSessions(deps: SessionDependencies): SessionService {
  const cache = new ExpiringCache<Session>({
    clock: deps.clock,
    maxEntries: MAX_REMEMBERED,
    ttlMs: REMEMBERED_MS,
    endsAtMs: (session) => session.expiresAt.getTime(),
  });
  const work = workOf(deps, cache);
  const { forget } = work;
  return {
    authenticateSession: (token) => authenticateSession(work, cache, token),
    authenticateAccessToken: (token) => authenticateAccessToken(work, cache, token),
    followRevocations: () => deps.database.listen(CHANNEL, () => cache.clear()),
    openSession: (tx, session) => openSession(work, tx, session),
    openApiSession: (tx, session) => openApiSession(work, tx, session),
    endSessions(tx, accountId, reason, except) {
      forget(tx);
      return revokeSessionsOf(tx, accountId, except ?? null, deps.clock.now(), reason);
    },
    endSessionsOf(tx, accountIds, reason, kept) {
      forget(tx);
      return revokeSessionsOfMany(tx, { accountIds, kept: kept ?? null }, deps.clock.now(), reason);
    },
    endImpersonations(tx, operatorId, reason) {
      forget(tx);
      return endImpersonations(tx, operatorId, deps.clock.now(), reason);
    },
    confirm: (tx, sessionId, proof) => confirm(work, tx, sessionId, proof),
    isUnfamiliar: (tx, session) => isUnfamiliar(deps.clock, tx, session),
    moveSession(tx, sessionId, orgId) {
      forget(tx);
      return moveSession(tx, sessionId, orgId);
    },
    forget,
    me: (sessionId) => me(work, sessionId),
    async signOut(who, actor) {
      await end(work, who, who.sessionId, { actor, action: 'session.sign_out' });
    },
    switchOrganization: (who, orgId, actor) => switchOrganization(work, who, orgId, actor),
    list: (who) => list(work, who),
    async revoke(who, sessionId, actor) {
      if (!(await end(work, who, sessionId, { actor, action: 'session.revoke' }))) throw commonErrors.not_found();
    },
    revokeOthers: (who, actor) => revokeOthers(work, who, actor),
    refresh: (refreshToken, origin) => refresh(work, refreshToken, origin),
  };
}

function workOf(deps: SessionDependencies, cache: ExpiringCache<Session>): SessionWork {
  return {
    ...deps,
    accessTokens: createAccessTokens(deps),
    byToken: sessionsByToken(deps.database, deps.clock),
    forget(tx) {
      tx.afterCommit(() => cache.clear());
      tx.wakeAfterCommit(CHANNEL);
    },
    record: (tx, event) => record(deps, tx, event),
  };
}

async function record({ organizations, audit }: SessionDependencies, tx: SystemTx, event: AccountEvent): Promise<void> {
  const { accountId, sessionId, action, origin, impersonatorId } = event;
  await audit.append(tx, {
    orgId: event.orgId ?? (await organizations.auditHome(tx)),
    environment: null,
    actorKind: impersonatorId ? 'operator' : 'member',
    actorId: impersonatorId ?? accountId,
    ...(impersonatorId && { onBehalfOf: accountId }),
    action,
    resourceKind: 'session',
    resourceId: sessionId,
    ...origin,
  });
}

async function me({ database, clock, requiresSecondFactor }: SessionWork, sessionId: string): Promise<Me> {
  const now = clock.now();
  const rows = await database.asSystem({ routine: 'who is signed in' }, (tx) => readMe(tx, sessionId, now));
  const required = requiresSecondFactor ? { requiresSecondFactor } : {};
  return meOf(
    rows.map((row) => ({ ...row, ...required })),
    now,
  );
}

/** False when the account has no such session. */
async function end(
  work: SessionWork,
  who: SignedInPrincipal,
  id: string,
  { actor, action }: { actor: AuditActor; action: string },
): Promise<boolean> {
  return work.database.asSystem({ routine: 'ending a session' }, async (tx) => {
    if (!(await revokeSession(tx, { id, accountId: who.accountId }, work.clock.now(), action))) return false;
    await recordDeed(work, tx, who, actor, { action, resourceId: id });
    work.forget(tx);
    return true;
  });
}

async function revokeOthers(work: SessionWork, who: SignedInPrincipal, actor: AuditActor): Promise<number> {
  const { accountId, sessionId } = who;
  return work.database.asSystem({ routine: 'ending other sessions' }, async (tx) => {
    const ended = await revokeSessionsOf(tx, accountId, sessionId, work.clock.now(), 'session.revoke_others');
    await recordDeed(work, tx, who, actor, { action: 'session.revoke_others', resourceId: sessionId });
    work.forget(tx);
    return ended;
  });
}

async function recordDeed(
  { organizations, audit }: SessionWork,
  tx: SystemTx,
  who: SignedInPrincipal,
  actor: AuditActor,
  what: { action: string; resourceId: string },
): Promise<void> {
  const orgId = orgIdOf(who) ?? (await organizations.auditHome(tx));
  await audit.append(tx, { ...actor, orgId, environment: null, resourceKind: 'session', ...what });
}

async function list({ database, clock }: SessionWork, { accountId, sessionId }: SignedInPrincipal) {
  const rows = await database.asSystem({ routine: 'where an account is signed in' }, (tx) =>
    readSessions(tx, accountId, clock.now()),
  );
  return rows
    .toSorted((a, b) => Number(b.id === sessionId) - Number(a.id === sessionId))
    .map((row) => sessionViewOf(row, sessionId));
}

async function switchOrganization(
  work: SessionWork,
  who: SignedInPrincipal,
  orgId: string,
  actor: AuditActor,
): Promise<Me> {
  const { accountId, sessionId } = who;
  await work.database.asSystem({ routine: 'switching organization' }, async (tx) => {
    if (!(await isMemberOf(tx, accountId, orgId))) throw commonErrors.not_found();
    await moveSession(tx, sessionId, orgId);
    await work.audit.append(tx, {
      ...actor,
      orgId,
      environment: null,
      action: 'session.switch_organization',
      resourceKind: 'session',
      resourceId: sessionId,
      before: { org_id: orgIdOf(who) },
      after: { org_id: orgId },
    });
    work.forget(tx);
  });
  return me(work, sessionId);
}
