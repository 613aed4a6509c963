import type { SystemTx } from '../../../platform/database/index.ts';
import { hashSecret } from '../../../platform/crypto/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import { ACCESS_TOKEN_SECONDS } from './access-tokens.ts';
import { sessionErrors } from './errors.ts';
import {
  findRefreshToken,
  insertRefreshToken,
  type RefreshTokenRow,
  revokeSession,
  useRefreshToken,
} from './repository.ts';
import type { SessionWork } from './service.ts';
import type { Origin } from './session.ts';

/** Tokens of an API client; none of them is kept. */
export type Tokens = {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string;
  readonly sessionExpiresAt: Date;
};

const REFRESH_TOKEN_PREFIX = 'srt_';
const REFRESH_TOKEN_BYTES = 32;

/** The first tokens of a session, or those that follow used ones. */
export async function giveTokens(
  { ids, clock, accessTokens }: SessionWork,
  tx: SystemTx,
  session: { id: string; accountId: string; expiresAt: Date },
): Promise<Tokens> {
  const refreshToken = REFRESH_TOKEN_PREFIX + randomToken(REFRESH_TOKEN_BYTES);
  await insertRefreshToken(tx, {
    id: ids.next(),
    sessionId: session.id,
    tokenHash: hashSecret(refreshToken),
    createdAt: clock.now(),
    expiresAt: session.expiresAt,
  });
  const accessToken = await accessTokens.make(session);
  const shared = { sessionId: session.id, sessionExpiresAt: session.expiresAt };
  return { ...shared, accessToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, refreshToken };
}

/**
 * Each refresh token works once (RFC 9700, section 4.14.2): one that comes a second time was stolen from the client or by
 * it, so the session ends, with everything that was made from it. Throws `refresh_token_refused`, `refresh_token_reused`.
 */
export async function refresh(work: SessionWork, refreshToken: string, origin: Origin): Promise<Tokens> {
  const { database, clock } = work;
  const outcome = await database.asSystem({ routine: 'refreshing tokens' }, async (tx) => {
    const now = clock.now();
    const found = await findRefreshToken(tx, hashSecret(refreshToken), now);
    if (!found || isOver(found, now)) return 'refused';
    if (found.usedAt !== null) {
      await endStolen(work, tx, found, origin);
      return 'reused';
    }
    await useRefreshToken(tx, found, now);
    return giveTokens(work, tx, { ...found, id: found.sessionId, expiresAt: found.sessionExpiresAt });
  });
  // Refused only now: the end of the session must be committed.
  if (outcome === 'refused') throw sessionErrors.refresh_token_refused();
  if (outcome === 'reused') throw sessionErrors.refresh_token_reused();
  return outcome;
}

function isOver({ revokedAt, expiresAt, isBarred }: RefreshTokenRow, now: Date): boolean {
  return revokedAt !== null || expiresAt <= now || isBarred;
}

async function endStolen(work: SessionWork, tx: SystemTx, found: RefreshTokenRow, origin: Origin): Promise<void> {
  const { sessionId: id, accountId, orgId } = found;
  await revokeSession(tx, { id, accountId }, work.clock.now(), 'refresh_token_reused');
  work.forget(tx);
  await work.record(tx, { orgId, accountId, sessionId: id, action: 'session.refresh_token_reused', origin });
}
