import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Keyring } from '../../../platform/crypto/index.ts';

/** What an access token begins with: it tells these from the participants' tokens. */
export const ACCESS_TOKEN_PREFIX = 'sat_';
export const ACCESS_TOKEN_SECONDS = 900;

/** Short-lived proof of an API session (RFC 9068 claims, HS256 under a key derived for nothing else). */
export type AccessTokens = {
  make(session: { id: string; accountId: string }): Promise<string>;
  /** The session's id; undefined for a token that is over or was not made here. */
  sessionOf(token: string): Promise<string | undefined>;
};

const ISSUER = 'stepwell';

export function createAccessTokens({ clock, keyring }: { clock: Clock; keyring: Keyring }): AccessTokens {
  const key = keyring.derive('access tokens');
  return {
    async make({ id, accountId }) {
      const now = Math.floor(clock.nowMs() / 1_000);
      const token = await new SignJWT({ sid: id })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(ISSUER)
        .setSubject(accountId)
        .setIssuedAt(now)
        .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
        .sign(key);
      return ACCESS_TOKEN_PREFIX + token;
    },
    async sessionOf(token) {
      try {
        const { payload } = await jwtVerify(token.slice(ACCESS_TOKEN_PREFIX.length), key, {
          algorithms: ['HS256'],
          typ: 'at+jwt',
          issuer: ISSUER,
          audience: ISSUER,
          currentDate: clock.now(),
        });
        return typeof payload.sid === 'string' ? payload.sid : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
