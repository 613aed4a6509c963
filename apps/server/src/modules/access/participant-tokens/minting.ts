import type { Environment } from '@stepwell/contract';
import { SignJWT } from 'jose';
import type { ParticipantClaims } from '../../../platform/http/index.ts';
import { MAX_TOKEN_SECONDS } from './claims.ts';
import type { LiveSecret } from './live-secrets.ts';

export type MintedToken = { readonly token: string; readonly expiresAt: Date };

/** Signs a participant token. It names its secret, so that it can be verified without any header. */
export async function mint(
  { id, key }: LiveSecret,
  externalId: string,
  claims: ParticipantClaims,
  { ttlSeconds, now }: { ttlSeconds: number; now: Date },
): Promise<MintedToken> {
  if (ttlSeconds > MAX_TOKEN_SECONDS) throw new RangeError(`a participant token lasts at most ${MAX_TOKEN_SECONDS} s`);
  const issuedAt = Math.floor(now.getTime() / 1_000);
  const expiresAt = issuedAt + ttlSeconds;
  const token = await new SignJWT({ ...claims, sub: externalId, iat: issuedAt, exp: expiresAt })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: id })
    .sign(key);
  return { token, expiresAt: new Date(expiresAt * 1_000) };
}

/** The token travels in the fragment, which browsers send to no server, so that no log holds it. */
export function hostedLink(
  publicUrl: string,
  link: { organization: string; flow: string; environment: Environment; token: string },
): string {
  const { organization, flow, environment, token } = link;
  const page = `${publicUrl.replace(/\/$/, '')}/o/${encodeURIComponent(organization)}/${encodeURIComponent(flow)}`;
  return `${page}#token=${token}${environment === 'test' ? '&environment=test' : ''}`;
}
