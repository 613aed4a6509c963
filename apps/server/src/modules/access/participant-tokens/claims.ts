import { ExternalId, Locale, Market, Traits } from '@stepwell/contract';
import { z } from 'zod';
import type { ParticipantClaims } from '../../../platform/http/index.ts';
import { participantTokenErrors } from './errors.ts';

const Claims = z.object({
  sub: ExternalId,
  exp: z.number(),
  nbf: z.number().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  name: z.string().min(1).max(200).optional(),
  market: Market.optional(),
  role: z.string().min(1).max(60).optional(),
  locale: Locale.optional(),
  traits: Traits.optional(),
});

export type CheckedClaims = {
  readonly externalId: string;
  readonly claims: ParticipantClaims;
  readonly expiresAtMs: number;
};

export const MAX_TOKEN_SECONDS = 30 * 86_400;
/** Clocks differ: a token made this much in the future is taken. */
const CLOCK_SKEW_SECONDS = 60;

/** What a token may name as its audience beside the origin of the installation. */
const AUDIENCE = 'stepwell';

/** Reads the claims of a token whose signature was found good. Throws `token_malformed`, `token_expired`. */
export function checkClaims(
  payload: unknown,
  { nowMs, publicUrl }: { nowMs: number; publicUrl: string },
): CheckedClaims {
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw malformedClaim(String(issue?.path[0] ?? 'sub'), issue?.message ?? 'not accepted');
  }
  const { sub, exp, nbf, aud, ...claims } = parsed.data;
  const nowSeconds = nowMs / 1_000;
  if (exp <= nowSeconds) throw participantTokenErrors.token_expired();
  if (exp > nowSeconds + MAX_TOKEN_SECONDS) throw malformedClaim('exp', 'at most 30 days ahead');
  if (nbf !== undefined && nbf > nowSeconds + CLOCK_SKEW_SECONDS)
    throw malformedClaim('nbf', 'the token is not valid yet');
  if (aud !== undefined && !isMeantFor(aud, publicUrl)) {
    throw malformedClaim('aud', 'the token is meant for another service');
  }
  return { externalId: sub, claims, expiresAtMs: exp * 1_000 };
}

/** One signing key may serve several services: a token that names its audience is good for that one alone. */
function isMeantFor(audience: string | readonly string[], publicUrl: string): boolean {
  const own = [AUDIENCE, new URL(publicUrl).origin];
  return [audience].flat().some((name) => own.includes(name));
}

export function malformedClaim(name: string, why: string) {
  return participantTokenErrors.token_malformed(undefined, { detail: `The claim ${name} is not accepted: ${why}.` });
}
