import { z } from 'zod';
import { EmailAddress, MeView, SECOND_FACTOR_METHODS, SecondFactorAsked } from '../../account.ts';
import { dataOf, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';

const common = { tag: 'Sign-in' } as const;
const Password = z.strictObject({ email: EmailAddress, password: z.string().min(1).max(512) });
const SecondFactorProof = z.strictObject({
  token: z.string().min(20).max(200),
  method: z.enum(SECOND_FACTOR_METHODS),
  code: z.string().max(40).optional().describe('of the authenticator app, or a backup code'),
  assertion: z.record(z.string(), z.unknown()).optional().describe('what the passkey answered (WebAuthn)'),
});
const secondFactorRefusals = ['ceremony_over', 'code_wrong', 'passkey_refused'] as const;

export const signIn = defineRoute({
  ...common,
  id: 'signIn',
  method: 'POST',
  path: '/api/v1/auth/sign-in',
  summary: 'Sign in with a password and set the session cookie, or be asked for a second factor',
  description: 'Neither the answer nor the time it takes tells whether the address exists.',
  audience: { public: true },
  limit: 'sign_in',
  body: Password,
  responses: { 200: dataOf(MeView), 202: dataOf(SecondFactorAsked) },
  errors: ['sign_in_failed', 'sign_in_locked', 'account_suspended', 'single_sign_on_required'],
});

export const proveSecondFactor = defineRoute({
  ...common,
  id: 'proveSecondFactor',
  method: 'POST',
  path: '/api/v1/auth/second-factor',
  summary: 'Complete a sign-in with a second factor and set the session cookie',
  audience: { public: true },
  limit: 'sign_in',
  body: SecondFactorProof,
  responses: { 200: dataOf(MeView) },
  errors: [...secondFactorRefusals, 'account_suspended', 'single_sign_on_required'],
});

export const signOut = defineRoute({
  ...common,
  id: 'signOut',
  method: 'POST',
  path: '/api/v1/auth/sign-out',
  summary: 'End the current session',
  audience: { account: true },
  limit: 'signed_in',
  responses: { 204: null },
  errors: [],
});

/** Tokens of an API or mobile client. */
export const TokensView = z
  .object({
    access_token: z.string().describe('goes into Authorization: Bearer'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('seconds'),
    refresh_token: z.string().describe('good for one refresh, which gives the next one'),
    session: z.object({ id: Id, expires_at: Timestamp }),
  })
  .meta({ id: 'Tokens' });

export const logIn = defineRoute({
  ...common,
  id: 'logIn',
  method: 'POST',
  path: '/api/v1/auth/login',
  summary: 'Sign an API or mobile client in: an access token for 15 minutes and a refresh token',
  audience: { public: true },
  limit: 'sign_in',
  body: Password,
  responses: { 200: dataOf(TokensView), 202: dataOf(SecondFactorAsked) },
  errors: ['sign_in_failed', 'sign_in_locked', 'account_suspended', 'single_sign_on_required'],
});

export const logInWithSecondFactor = defineRoute({
  ...common,
  id: 'logInWithSecondFactor',
  method: 'POST',
  path: '/api/v1/auth/login/second-factor',
  summary: 'Complete the sign-in of an API client with a second factor',
  audience: { public: true },
  limit: 'sign_in',
  body: SecondFactorProof,
  responses: { 200: dataOf(TokensView) },
  errors: [...secondFactorRefusals, 'account_suspended', 'single_sign_on_required'],
});

export const refreshTokens = defineRoute({
  ...common,
  id: 'refreshTokens',
  method: 'POST',
  path: '/api/v1/auth/refresh',
  summary: 'Exchange a refresh token for new tokens',
  description: 'Each refresh token works once. Using one again ends the session and everything made from it.',
  audience: { public: true },
  limit: 'refresh',
  body: z.strictObject({ refresh_token: z.string().min(20).max(200) }),
  responses: { 200: dataOf(TokensView) },
  errors: ['refresh_token_refused', 'refresh_token_reused'],
});

export const logOut = defineRoute({
  ...common,
  id: 'logOut',
  method: 'DELETE',
  path: '/api/v1/auth/logout',
  summary: 'End the session of the access token',
  audience: { account: true },
  limit: 'signed_in',
  responses: { 204: null },
  errors: [],
});

export const getMe = defineRoute({
  ...common,
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is signed in, and where',
  audience: { account: true },
  limit: 'signed_in',
  responses: { 200: dataOf(MeView) },
  errors: [],
});

export const switchOrganization = defineRoute({
  ...common,
  id: 'switchOrganization',
  method: 'POST',
  path: '/api/v1/me/organization',
  summary: 'Work in another organization of the same account',
  audience: { account: true },
  limit: 'signed_in',
  body: z.strictObject({ organization_id: Id }),
  responses: { 200: dataOf(MeView) },
  errors: [],
});

export const SessionView = z
  .object({
    id: Id,
    kind: z.enum(['web', 'api']),
    method: z.string().describe('how the person signed in'),
    browser: z.string().nullable(),
    operating_system: z.string().nullable(),
    device: z.enum(['desktop', 'phone', 'tablet', 'program']).nullable(),
    ip: z.string().nullable(),
    is_current: z.boolean(),
    created_at: Timestamp,
    last_active_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: 'Session' });

export const listSessions = defineRoute({
  ...common,
  id: 'listSessions',
  method: 'GET',
  path: '/api/v1/me/sessions',
  summary: 'Where the account is signed in, the current session first',
  audience: { account: true },
  limit: 'signed_in',
  responses: { 200: dataOf(z.array(SessionView)) },
  errors: [],
});

export const revokeSession = defineRoute({
  ...common,
  id: 'revokeSession',
  method: 'DELETE',
  path: '/api/v1/me/sessions/{id}',
  summary: 'End one session of the account',
  audience: { account: true },
  confirm: true,
  limit: 'signed_in',
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: [],
});

export const revokeOtherSessions = defineRoute({
  ...common,
  id: 'revokeOtherSessions',
  method: 'POST',
  path: '/api/v1/me/sessions/revoke-others',
  summary: 'End every session of the account but the current one',
  audience: { account: true },
  confirm: true,
  limit: 'signed_in',
  responses: { 200: dataOf(z.object({ revoked: z.int() })) },
  errors: [],
});

export const sessionRoutes = [
  signIn,
  proveSecondFactor,
  signOut,
  logIn,
  logInWithSecondFactor,
  refreshTokens,
  logOut,
  getMe,
  switchOrganization,
  listSessions,
  revokeSession,
  revokeOtherSessions,
] as const;
