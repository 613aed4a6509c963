import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { hashSecret } from '../../../platform/crypto/index.ts';
import type { Database, Log } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Organizations } from '../organizations/index.ts';
import { findSession, isMemberOf, readMe } from './read-model.ts';
import { moveSession, revokeSession } from './repository.ts';
import type { Session } from './session.ts';
import { type SignedIn, type SignInRequest, signIn } from './sign-in.ts';
import { meOf } from './view.ts';

/** What other rooms may ask. */
export type Sessions = {
  /** Whose session a cookie is; undefined when it is unknown, over or revoked. Remembered for 5 s. */
  authenticateSession(token: string): Promise<Session | undefined>;
  /** Drops what is remembered when another process revokes a session. Call once at start. */
  followRevocations(): Promise<{ stop(): void }>;
};

/** The use-cases behind the room's own routes. */
export type SessionService = Sessions & {
  /** Throws `sign_in_failed`, `no_organization`. */
  signIn(request: SignInRequest): Promise<SignedIn>;
  signOut(member: MemberPrincipal, actor: AuditActor): Promise<void>;
  me(member: MemberPrincipal): Promise<z.input<typeof MeView>>;
  /** Throws `not_found` for an organization that the account does not belong to. */
  switchOrganization(member: MemberPrincipal, orgId: string, actor: AuditActor): Promise<z.input<typeof MeView>>;
};

export type SessionDependencies = {
  readonly database: Pick<Database, 'asSystem' | 'asTenant' | 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly audit: AuditWriter;
  readonly accounts: Pick<Accounts, 'checkPassword'>;
  readonly organizations: Pick<Organizations, 'systemOrganization'>;
};

type Work = SessionDependencies & { readonly cache: ExpiringCache<Session> };

const CHANNEL = 'stepwell_sessions';
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 20_000;
const TOKEN = /^[\w-]{43}$/;

export function createSessions(deps: SessionDependencies): SessionService {
  const cache = new ExpiringCache<Session>({
    clock: deps.clock,
    maxEntries: MAX_REMEMBERED,
    ttlMs: REMEMBERED_MS,
    endsAtMs: (session) => session.expiresAt.getTime(),
  });
  const work = { ...deps, cache };
  return {
    authenticateSession: (token) => authenticate(work, token),
    followRevocations: () => deps.database.listen(CHANNEL, () => cache.clear()),
    signIn: (request) => signIn(deps, request),
    signOut: (member, actor) => signOut(work, member, actor),
    me: (member) => me(work, member),
    switchOrganization: (member, orgId, actor) => switchOrganization(work, member, orgId, actor),
  };
}

async function authenticate({ database, clock, cache }: Work, token: string): Promise<Session | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const tokenHash = hashSecret(token);
  return cache.load(tokenHash.toString('base64'), () => findSession(database, tokenHash, clock.now()));
}

async function signOut(
  { database, clock, audit, cache }: Work,
  member: MemberPrincipal,
  actor: AuditActor,
): Promise<void> {
  const { orgId, sessionId } = member;
  await database.asTenant(orgId, async (tx) => {
    if (!(await revokeSession(tx, sessionId, clock.now()))) return;
    const what = { action: 'session.sign_out', resourceKind: 'session', resourceId: sessionId };
    await audit.append(tx, { orgId, environment: null, ...actor, ...what });
    tx.afterCommit(() => cache.clear());
    tx.wakeAfterCommit(CHANNEL);
  });
}

async function me({ database }: Work, { sessionId }: MemberPrincipal): Promise<z.input<typeof MeView>> {
  const rows = await database.asSystem({ routine: 'who is signed in' }, (tx) => readMe(tx, sessionId));
  return meOf(rows);
}

async function switchOrganization(
  { database, audit, cache }: Work,
  { accountId, sessionId, orgId: fromOrgId }: MemberPrincipal,
  orgId: string,
  actor: AuditActor,
): Promise<z.input<typeof MeView>> {
  const rows = await database.asSystem({ routine: 'switching organization' }, async (tx) => {
    if (!(await isMemberOf(tx, accountId, orgId))) throw commonErrors.not_found();
    await moveSession(tx, sessionId, orgId);
    const what = { action: 'session.switch_organization', resourceKind: 'session', resourceId: sessionId };
    await audit.append(tx, {
      orgId,
      environment: null,
      ...actor,
      ...what,
      before: { org_id: fromOrgId },
      after: { org_id: orgId },
    });
    tx.afterCommit(() => cache.clear());
    tx.wakeAfterCommit(CHANNEL);
    return readMe(tx, sessionId);
  });
  return meOf(rows);
}
