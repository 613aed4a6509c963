import { z } from 'zod';
import { CONFIRMATION_METHODS, MailedToken, MeView, SecondFactorAsked } from '../../account.ts';
import { dataOf, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';
import { SignInMethodView } from './accounts.ts';

const own = { tag: 'Second factors and passkeys', audience: { account: true }, limit: 'signed_in' } as const;
const guarded = { ...own, confirm: true } as const;
const signingIn = { tag: 'Sign-in', audience: { public: true }, limit: 'sign_in' } as const;
const Code = z.string().trim().min(6).max(40);
/** Options and answers of WebAuthn travel as the standard's JSON forms (Level 3, section 5.1.8 and following). */
const WebAuthnJson = z.record(z.string(), z.unknown());
const PasskeyName = z.string().trim().min(1).max(80);

export const getSignInMethods = defineRoute({
  ...own,
  id: 'getSignInMethods',
  method: 'GET',
  path: '/api/v1/me/sign-in-methods',
  summary: 'What the account can sign in with',
  responses: { 200: dataOf(SignInMethodView) },
  errors: [],
});

export const beginTotp = defineRoute({
  ...guarded,
  id: 'beginTotp',
  method: 'POST',
  path: '/api/v1/me/totp',
  summary: 'Begin setting up an authenticator app; takes effect with the first code',
  responses: {
    201: dataOf(z.object({ secret: z.string(), uri: z.string(), qr_svg: z.string().describe('the URI as a picture') })),
  },
  errors: ['totp_active'],
});

export const confirmTotp = defineRoute({
  ...own,
  id: 'confirmTotp',
  method: 'POST',
  path: '/api/v1/me/totp/confirm',
  summary: 'Turn the authenticator app on with a code of it; shows ten backup codes this once',
  limit: 'sign_in',
  body: z.strictObject({ code: Code }),
  responses: { 200: dataOf(z.object({ backup_codes: z.array(z.string()) })) },
  errors: ['totp_not_begun', 'totp_active', 'code_wrong'],
});

export const removeTotp = defineRoute({
  ...guarded,
  id: 'removeTotp',
  method: 'DELETE',
  path: '/api/v1/me/totp',
  summary: 'Turn the authenticator app off, and its backup codes with it',
  responses: { 204: null },
  errors: ['second_factor_required_for_operators'],
});

export const renewBackupCodes = defineRoute({
  ...guarded,
  id: 'renewBackupCodes',
  method: 'POST',
  path: '/api/v1/me/backup-codes',
  summary: 'Ten new backup codes; the old ones stop working',
  responses: { 201: dataOf(z.object({ backup_codes: z.array(z.string()) })) },
  errors: ['totp_not_active'],
});

export const beginPasskey = defineRoute({
  ...guarded,
  id: 'beginPasskey',
  method: 'POST',
  path: '/api/v1/me/passkeys/begin',
  summary: 'Options for the browser to make a passkey with',
  responses: { 200: dataOf(z.object({ token: z.string(), options: WebAuthnJson })) },
  errors: ['too_many_passkeys'],
});

export const addPasskey = defineRoute({
  ...own,
  id: 'addPasskey',
  method: 'POST',
  path: '/api/v1/me/passkeys',
  summary: 'Add the passkey that the browser made',
  body: z.strictObject({ token: z.string().min(20).max(200), name: PasskeyName, attestation: WebAuthnJson }),
  responses: { 201: dataOf(SignInMethodView) },
  errors: ['ceremony_over', 'passkey_refused', 'too_many_passkeys'],
});

export const renamePasskey = defineRoute({
  ...own,
  id: 'renamePasskey',
  method: 'PATCH',
  path: '/api/v1/me/passkeys/{id}',
  summary: 'Rename a passkey',
  params: z.object({ id: Id }),
  body: z.strictObject({ name: PasskeyName }),
  responses: { 200: dataOf(SignInMethodView) },
  errors: [],
});

export const removePasskey = defineRoute({
  ...guarded,
  id: 'removePasskey',
  method: 'DELETE',
  path: '/api/v1/me/passkeys/{id}',
  summary: 'Remove a passkey',
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: ['last_sign_in_method', 'second_factor_required_for_operators'],
});

export const beginPasskeySignIn = defineRoute({
  ...signingIn,
  // Every visit to the sign-in page asks for them; the attempt is counted when a passkey answers.
  limit: 'anonymous',
  id: 'beginPasskeySignIn',
  method: 'POST',
  path: '/api/v1/auth/passkey/begin',
  summary: 'Options for the browser to sign in with a passkey; with the token of a second factor, for that one',
  body: z.strictObject({ second_factor_token: z.string().min(20).max(200).optional() }),
  responses: { 200: dataOf(z.object({ token: z.string(), options: WebAuthnJson })) },
  errors: ['ceremony_over'],
});

export const signInWithPasskey = defineRoute({
  ...signingIn,
  id: 'signInWithPasskey',
  method: 'POST',
  path: '/api/v1/auth/passkey',
  summary: 'Sign in with a passkey and set the session cookie; counts as two factors',
  body: z.strictObject({ token: z.string().min(20).max(200), assertion: WebAuthnJson }),
  responses: { 200: dataOf(MeView) },
  errors: ['ceremony_over', 'passkey_refused', 'account_suspended', 'single_sign_on_required'],
});

export const signInWithMagicLink = defineRoute({
  ...signingIn,
  id: 'signInWithMagicLink',
  method: 'POST',
  path: '/api/v1/auth/magic-link/confirm',
  summary: 'Sign in with the link that was mailed; a second factor is asked for where there is one',
  description: 'In another browser than the one that asked for it the link needs the code that is shown there.',
  body: z.strictObject({
    token: MailedToken,
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'six digits')
      .optional(),
  }),
  responses: { 200: dataOf(MeView), 202: dataOf(SecondFactorAsked) },
  errors: [
    'link_invalid',
    'link_expired',
    'link_used',
    'magic_links_off',
    'link_code_needed',
    'link_code_wrong',
    'sign_in_locked',
    'account_suspended',
    'single_sign_on_required',
  ],
});

export const confirmIdentity = defineRoute({
  ...own,
  id: 'confirmIdentity',
  method: 'POST',
  path: '/api/v1/me/confirm',
  summary: 'Confirm that it is still you; opens dangerous actions for ten minutes',
  description: 'Takes a second factor where the account has one, else the password.',
  limit: 'sign_in',
  body: z.strictObject({
    method: z.enum(CONFIRMATION_METHODS),
    password: z.string().max(512).optional(),
    code: Code.optional(),
    token: z.string().min(20).max(200).optional().describe('of beginConfirmation, with a passkey’s assertion'),
    assertion: WebAuthnJson.optional(),
  }),
  responses: { 200: dataOf(z.object({ confirmed_until: Timestamp })) },
  errors: ['confirmation_failed', 'confirmation_method_refused', 'ceremony_over'],
});

export const beginConfirmation = defineRoute({
  ...own,
  id: 'beginConfirmation',
  method: 'POST',
  path: '/api/v1/me/confirm/begin',
  summary: 'How to confirm that it is still you, with options for a passkey where there is one',
  responses: {
    200: dataOf(
      z.object({
        methods: z.array(z.enum(CONFIRMATION_METHODS)),
        passkey: z.object({ token: z.string(), options: WebAuthnJson }).nullable(),
      }),
    ),
  },
  errors: [],
});

export const secondFactorRoutes = [
  getSignInMethods,
  beginTotp,
  confirmTotp,
  removeTotp,
  renewBackupCodes,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  beginPasskeySignIn,
  signInWithPasskey,
  signInWithMagicLink,
  confirmIdentity,
  beginConfirmation,
] as const;
