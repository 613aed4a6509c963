import type { ExpiringCache } from '../../../platform/cache/index.ts';
import { secretKeyOf } from '../../../platform/crypto/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { findApiSession, findByFormerToken, type FoundSession } from './read-model.ts';
import { touchSession } from './repository.ts';
import type { SessionWork } from './service.ts';
import type { Session } from './session.ts';

const NOTED_MS = 60_000;
const TOKEN = /^[\w-]{43}$/;

/** Whose session a cookie is. */
export async function authenticateSession(
  work: SessionWork,
  cache: ExpiringCache<Session>,
  token: string,
): Promise<Session | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const key = secretKeyOf(token);
  return cache.load(key, () => noteUse(work, findByCookie(work, key)));
}

/** By the token of now, else by the one before it. */
async function findByCookie({ database, clock, byToken }: SessionWork, key: string): Promise<FoundSession | undefined> {
  return (await byToken.find(key)) ?? findByFormerToken(database, Buffer.from(key, 'latin1'), clock.now());
}

/** The time of last use is written at most once a minute. */
async function noteUse(
  { database, clock, requiresSecondFactor = false }: SessionWork,
  finding: Promise<FoundSession | undefined>,
): Promise<Session | undefined> {
  const found = await finding;
  if (found === undefined) return undefined;
  const { lastActiveAt, secondFactorMissing, secondFactorRequired, ...session } = found;
  const now = clock.now();
  if (now.getTime() - lastActiveAt.getTime() >= NOTED_MS) await touchSession(database, session.sessionId, now);
  return { ...session, secondFactorDue: secondFactorMissing && (requiresSecondFactor || secondFactorRequired) };
}

/** Whose an access token is. Throws `not_signed_in`. */
export async function authenticateAccessToken(
  work: SessionWork,
  cache: ExpiringCache<Session>,
  token: string,
): Promise<Session> {
  const { database, clock } = work;
  const id = await work.accessTokens.sessionOf(token);
  const session = id && (await cache.load(id, () => noteUse(work, findApiSession(database, id, clock.now()))));
  if (!session) throw commonErrors.not_signed_in();
  return session;
}
