import type { Expectation } from './connection.ts';
import { refused } from './saml-assertion.ts';

/** What an identity provider says of how somebody proved themselves. */
export type StatedProof = {
  /** OpenID Connect: acr and every amr. SAML: AuthnContextClassRef. Empty where it says nothing. */
  readonly contexts: readonly string[];
  /** How long before the answer; null where it does not say. */
  readonly ageSeconds: number | null;
};

/** How far the clocks of the two sides may be apart. */
const CLOCK_SKEW_SECONDS = 60;
const MINUTE_SECONDS = 60;

/**
 * Whatever is expected has to be stated: of a proof about which nothing is said the least is taken to be true, a password,
 * long ago. Throws `assertion_refused`.
 */
export function assertProof(
  { required_contexts: required = [], max_age_minutes: maxMinutes = null }: Expectation,
  { contexts, ageSeconds }: StatedProof,
): void {
  if (required.length > 0 && !contexts.some((context) => required.includes(context))) throw refused('strength');
  if (maxMinutes === null) return;
  if (ageSeconds === null || ageSeconds > maxMinutes * MINUTE_SECONDS + CLOCK_SKEW_SECONDS) throw refused('age');
}
