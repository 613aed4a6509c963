import { ExternalId, Locale, Market, Traits } from '@stepwell/contract';
import { z } from 'zod';
import type { ParticipantClaims } from '../../../platform/http/index.ts';
import { participantTokenErrors } from './errors.ts';

const Claims = z.object({
  sub: ExternalId,
  exp: z.number(),
  nbf: z.number().optional(),
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

/** Reads the claims of a token whose signature was found good. Throws `token_malformed`, `token_expired`. */
export function checkClaims(payload: unknown, nowMs: number): CheckedClaims {
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw malformedClaim(String(issue?.path[0] ?? 'sub'), issue?.message ?? 'not accepted');
  }
  const { sub, exp, nbf, ...claims } = parsed.data;
  const nowSeconds = nowMs / 1_000;
  if (exp <= nowSeconds) throw participantTokenErrors.token_expired();
  if (exp > nowSeconds + MAX_TOKEN_SECONDS) throw malformedClaim('exp', 'at most 30 days ahead');
  if (nbf !== undefined && nbf > nowSeconds + CLOCK_SKEW_SECONDS)
    throw malformedClaim('nbf', 'the token is not valid yet');
  return { externalId: sub, claims, expiresAtMs: exp * 1_000 };
}

export function malformedClaim(name: string, why: string) {
  return participantTokenErrors.token_malformed(undefined, { detail: `The claim ${name} is not accepted: ${why}.` });
}
