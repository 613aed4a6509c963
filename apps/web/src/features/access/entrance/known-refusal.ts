import { isProblem } from '../../../lib/refusal.ts';

/** Refusals that our own sentence says best; of any other the server's sentence, code and error id show. */
export const KNOWN_REFUSALS = [
  'sign_in_failed',
  'sign_in_locked',
  'account_suspended',
  'rate_limited',
  'ceremony_over',
  'code_wrong',
  'passkey_refused',
  'password_too_short',
  'password_too_long',
  'password_breached',
  'password_guessable',
  'password_reused',
  'link_invalid',
  'link_expired',
  'link_used',
  'magic_links_off',
  'link_code_needed',
  'link_code_wrong',
  'email_taken',
  'invitation_gone',
  'already_verified',
  'mail_limit_reached',
  'confirmation_failed',
  'confirmation_method_refused',
  'confirmation_required',
  'totp_not_begun',
  'totp_active',
  'totp_not_active',
  'second_factor_required_for_operators',
  'too_many_passkeys',
  'last_sign_in_method',
  'impersonation_refused',
  'provider_unknown',
  'provider_unavailable',
  'provider_declined',
  'provider_answer_refused',
  'provider_email_unverified',
  'provider_email_taken',
  'provider_account_taken',
  'provider_connected_already',
  'own_email_unverified',
  'other_browser',
  'single_sign_on_required',
  'single_sign_on_unknown',
  'identity_provider_unreachable',
  'assertion_refused',
  'assertion_lacks_email',
  'assertion_email_unverified',
  'domain_not_of_organization',
  'directory_deactivated',
] as const;

export type KnownRefusal = (typeof KNOWN_REFUSALS)[number];

export function knownRefusalOf(error: unknown): KnownRefusal | null {
  if (!isProblem(error)) return null;
  return knownRefusal(error.problem.code);
}

/** The code, where a sentence of ours says it. */
export function knownRefusal(code: string | null): KnownRefusal | null {
  return KNOWN_REFUSALS.find((known) => known === code) ?? null;
}

const LINK_REFUSALS = ['link_invalid', 'link_expired', 'link_used'] as const;
export type LinkRefusal = (typeof LINK_REFUSALS)[number];

/** What is wrong with a mailed link; a token that the contract does not even accept was cut off on the way. */
export function linkRefusalOf(error: unknown): LinkRefusal | null {
  if (!isProblem(error)) return null;
  if (error.problem.code === 'validation_failed') return namesToken(error.problem.errors) ? 'link_invalid' : null;
  return LINK_REFUSALS.find((known) => known === error.problem.code) ?? null;
}

const PASSWORD_REFUSALS = [
  'password_too_short',
  'password_too_long',
  'password_breached',
  'password_guessable',
  'password_reused',
] as const;
export type PasswordRefusal = (typeof PASSWORD_REFUSALS)[number];

/** What is wrong with a new password, to be said under its input. */
export function passwordRefusalOf(error: unknown): PasswordRefusal | null {
  return isProblem(error) ? (PASSWORD_REFUSALS.find((known) => known === error.problem.code) ?? null) : null;
}

function namesToken(errors: readonly { path: string }[] | undefined): boolean {
  return errors?.some(({ path }) => path === '/token') ?? false;
}
