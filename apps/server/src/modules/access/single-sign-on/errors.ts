import { z } from 'zod';
import { defineErrors } from '../../../platform/errors/index.ts';

/** What was wrong with an answer of an identity provider, as far as its administrator can do something about it. */
export const REFUSAL_REASONS = [
  'declined',
  'malformed',
  'encrypted',
  'signature',
  'issuer',
  'audience',
  'recipient',
  'time',
  'in_response_to',
  'strength',
  'age',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const singleSignOnErrors = defineErrors({
  certificate_refused: {
    kind: 'validation',
    title: 'This is no X.509 certificate with an RSA key of 2,048 bits or more.',
  },
  identity_provider_unreachable: {
    kind: 'unavailable',
    category: 'external_service',
    title: 'The identity provider does not answer as OpenID Connect says; try again, or check its address.',
  },
  domain_needed: {
    kind: 'conflict',
    title: 'This needs a mail domain that your organization has verified.',
  },
  single_sign_on_untested: {
    kind: 'conflict',
    title: 'Sign in with it once before it is required, so that nobody is locked out.',
  },
  domain_taken: { kind: 'conflict', title: 'Another organization has verified this domain.' },
  domain_public: { kind: 'validation', title: 'This domain belongs to a public mail service, not to an organization.' },
  too_many_domains: { kind: 'conflict', title: 'An organization has at most 20 mail domains; remove one first.' },
  domain_unproved: {
    kind: 'conflict',
    title: 'The DNS record is not there yet; it may take an hour until a new one is seen everywhere.',
  },
  dns_unavailable: {
    kind: 'unavailable',
    category: 'network',
    title: 'The name servers do not answer; try again in a while.',
  },
  single_sign_on_unknown: { kind: 'not_found', title: 'There is no single sign-on for this address or organization.' },
  assertion_refused: {
    kind: 'permission',
    title: 'What the identity provider answered is not accepted.',
    details: z.object({ reason: z.enum(REFUSAL_REASONS) }),
  },
  assertion_lacks_email: { kind: 'permission', title: 'The identity provider does not tell your mail address.' },
  assertion_email_unverified: {
    kind: 'permission',
    title: 'The identity provider says that your mail address is not verified.',
  },
  domain_not_of_organization: {
    kind: 'permission',
    title: 'Your address is in no mail domain of this organization, so its identity provider can’t speak for you.',
  },
  directory_deactivated: { kind: 'permission', title: 'The directory of your organization has deactivated you.' },
});
