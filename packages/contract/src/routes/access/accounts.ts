import { z } from 'zod';
import { AccountLocale, EmailAddress, MailedToken, MeView, NewPassword, PersonName } from '../../account.ts';
import { dataOf, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';

const signUpPart = { tag: 'Sign-up and recovery', audience: { public: true } } as const;
const ownAccount = { tag: 'Own account', audience: { account: true }, limit: 'signed_in' } as const;
const passwordRefusals = [
  'password_too_short',
  'password_too_long',
  'password_breached',
  'password_guessable',
  'password_reused',
] as const;
const Done = dataOf(z.object({ sent: z.literal(true) }));
const linkRefusals = ['link_invalid', 'link_expired', 'link_used'] as const;

export const signUp = defineRoute({
  ...signUpPart,
  id: 'signUp',
  method: 'POST',
  path: '/api/v1/auth/sign-up',
  summary: 'Ask for an account; a mail goes to the address',
  description:
    'The answer is the same whether or not somebody has the address: a new person is sent a link that verifies the address and signs in, somebody who is there already is told so by mail.',
  limit: 'sign_in',
  body: z.strictObject({
    email: EmailAddress,
    name: PersonName,
    password: NewPassword,
    locale: AccountLocale.default('en'),
    accept_terms: z.literal(true),
    invitation: MailedToken.optional().describe('the token of an invitation that this sign-up answers'),
  }),
  responses: { 202: Done },
  errors: [...passwordRefusals, 'invitation_gone'],
});

export const verifyEmail = defineRoute({
  ...signUpPart,
  id: 'verifyEmail',
  method: 'POST',
  path: '/api/v1/auth/verify-email',
  summary: 'Verify an address with the link that was mailed to it',
  description: 'Signs the person in where the link is of a sign-up and nobody is signed in yet.',
  limit: 'sign_in',
  body: z.strictObject({ token: MailedToken }),
  responses: { 200: dataOf(z.object({ email: z.string(), me: MeView.nullable() })) },
  errors: [...linkRefusals, 'email_taken'],
});

export const resendVerification = defineRoute({
  ...ownAccount,
  id: 'resendVerification',
  method: 'POST',
  path: '/api/v1/me/verification',
  summary: 'Mail another link that verifies the address (three an hour, a minute apart)',
  limit: 'verification_mail',
  responses: { 202: Done },
  errors: ['already_verified', 'mail_limit_reached'],
});

export const requestPasswordReset = defineRoute({
  ...signUpPart,
  id: 'requestPasswordReset',
  method: 'POST',
  path: '/api/v1/auth/password-reset',
  summary: 'Mail a link to set a new password; the answer does not tell whether the address exists',
  limit: 'password_reset',
  body: z.strictObject({ email: EmailAddress }),
  responses: { 202: Done },
  errors: [],
});

export const resetPassword = defineRoute({
  ...signUpPart,
  id: 'resetPassword',
  method: 'POST',
  path: '/api/v1/auth/password-reset/confirm',
  summary: 'Set a new password with the link that was mailed; ends all sessions',
  limit: 'sign_in',
  body: z.strictObject({ token: MailedToken, password: NewPassword }),
  responses: { 200: dataOf(z.object({ email: z.string(), ended_sessions: z.int() })) },
  errors: [...linkRefusals, ...passwordRefusals],
});

export const unlockSignIn = defineRoute({
  ...signUpPart,
  id: 'unlockSignIn',
  method: 'POST',
  path: '/api/v1/auth/unlock',
  summary: 'Lift the lock after too many failed attempts, with the link that was mailed',
  limit: 'sign_in',
  body: z.strictObject({ token: MailedToken }),
  responses: { 200: dataOf(z.object({ email: z.string() })) },
  errors: linkRefusals,
});

export const requestMagicLink = defineRoute({
  ...signUpPart,
  id: 'requestMagicLink',
  method: 'POST',
  path: '/api/v1/auth/magic-link',
  summary: 'Mail a link that signs in (15 minutes at most, once); the answer does not tell whether the address exists',
  description:
    'Sets a cookie: in the browser that has it the link signs in by itself, in any other with the code of this answer.',
  limit: 'magic_link',
  body: z.strictObject({ email: EmailAddress }),
  responses: {
    202: dataOf(
      z.object({
        sent: z.literal(true),
        code: z.string().describe('six digits to show, which the link asks for in another browser'),
        minutes: z.int().describe('how long the link works, once'),
      }),
    ),
  },
  errors: ['magic_links_off'],
});

export const PasswordRating = z
  .object({
    score: z.int().min(0).max(4).describe('0 worst, 4 best'),
    accepted: z.boolean(),
    problems: z.array(z.enum(passwordRefusals)),
    breach_check: z
      .enum(['clean', 'breached', 'skipped'])
      .describe(
        'skipped: the list of stolen passwords could not be asked, is switched off, or the length is refused anyway',
      ),
  })
  .meta({ id: 'PasswordRating' });

export const ratePassword = defineRoute({
  ...signUpPart,
  id: 'ratePassword',
  method: 'POST',
  path: '/api/v1/auth/password-rating',
  summary: 'How good a password would be; nothing is kept',
  limit: 'anonymous',
  body: z.strictObject({ password: NewPassword, known: z.array(z.string().max(320)).max(5).default([]) }),
  responses: { 200: dataOf(PasswordRating) },
  errors: [],
});

export const updateProfile = defineRoute({
  ...ownAccount,
  id: 'updateProfile',
  method: 'PATCH',
  path: '/api/v1/me',
  summary: 'Change one’s name or language',
  body: z.strictObject({ name: PersonName.optional(), locale: AccountLocale.nullable().optional() }),
  responses: { 200: dataOf(MeView) },
  errors: [],
});

export const changeEmail = defineRoute({
  ...ownAccount,
  id: 'changeEmail',
  method: 'POST',
  path: '/api/v1/me/email',
  summary: 'Change the address: takes effect when the link mailed to the new one is followed; the old one is told',
  confirm: true,
  body: z.strictObject({ email: EmailAddress }),
  responses: { 202: Done },
  errors: ['mail_limit_reached'],
});

export const changePassword = defineRoute({
  ...ownAccount,
  id: 'changePassword',
  method: 'POST',
  path: '/api/v1/me/password',
  summary: 'Set a new password, which takes the present one where there is one; ends every other session',
  confirm: true,
  body: z.strictObject({
    password: NewPassword,
    current_password: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .describe('required of accounts that have a password; five wrong ones end the session'),
  }),
  responses: { 200: dataOf(z.object({ ended_sessions: z.int() })) },
  errors: [...passwordRefusals, 'current_password_wrong'],
});

export const deleteAccount = defineRoute({
  ...ownAccount,
  id: 'deleteAccount',
  method: 'DELETE',
  path: '/api/v1/me',
  summary: 'Leave every organization and remove the account',
  confirm: true,
  responses: { 204: null },
  errors: ['last_owner', 'last_super_admin'],
});

export const SignInMethodView = z
  .object({
    password: z.boolean(),
    totp: z.object({ confirmed_at: Timestamp }).nullable(),
    backup_codes_left: z.int(),
    passkeys: z.array(
      z.object({
        id: Id,
        name: z.string(),
        created_at: Timestamp,
        last_used_at: Timestamp.nullable(),
        is_backed_up: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SignInMethods' });

export const accountRoutes = [
  signUp,
  verifyEmail,
  resendVerification,
  requestPasswordReset,
  resetPassword,
  unlockSignIn,
  requestMagicLink,
  ratePassword,
  updateProfile,
  changeEmail,
  changePassword,
  deleteAccount,
] as const;
