import { z } from 'zod';
import { dataOf, Environment, ExternalId, Id, pageOf, PageQuery, Timestamp } from '../envelope.ts';
import { API_KEY_SCOPES, defineRoute, MEMBER_ROLES } from '../route.ts';

export const MeView = z
  .object({
    account: z.object({ id: Id, email: z.string(), name: z.string(), locale: z.string().nullable() }),
    organization: z.object({ id: Id, slug: z.string(), name: z.string(), role: z.enum(MEMBER_ROLES) }),
    organizations: z.array(z.object({ id: Id, slug: z.string(), name: z.string(), role: z.enum(MEMBER_ROLES) })),
    session: z.object({ id: Id, created_at: Timestamp, expires_at: Timestamp }),
  })
  .meta({ id: 'Me' });

export const signIn = defineRoute({
  id: 'signIn',
  method: 'POST',
  path: '/api/v1/auth/sign-in',
  tag: 'Sign-in',
  summary: 'Sign a member in and set the session cookie',
  description: 'The answer does not tell whether the address exists.',
  audience: { public: true },
  limit: 'sign_in',
  body: z.strictObject({ email: z.email().max(320), password: z.string().min(1).max(128) }),
  responses: { 200: dataOf(MeView) },
  errors: ['sign_in_failed', 'no_organization'],
});

export const signOut = defineRoute({
  id: 'signOut',
  method: 'POST',
  path: '/api/v1/auth/sign-out',
  tag: 'Sign-in',
  summary: 'End the current session',
  audience: { member: 'viewer' },
  limit: 'signed_in',
  responses: { 204: null },
  errors: [],
});

export const getMe = defineRoute({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  tag: 'Sign-in',
  summary: 'Who is signed in, and where',
  audience: { member: 'viewer' },
  limit: 'signed_in',
  responses: { 200: dataOf(MeView) },
  errors: [],
});

export const switchOrganization = defineRoute({
  id: 'switchOrganization',
  method: 'POST',
  path: '/api/v1/me/organization',
  tag: 'Sign-in',
  summary: 'Work in another organization of the same account',
  audience: { member: 'viewer' },
  limit: 'signed_in',
  body: z.strictObject({ organization_id: Id }),
  responses: { 200: dataOf(MeView) },
  errors: [],
});

export const ApiKeyView = z
  .object({
    id: Id,
    name: z.string(),
    environment: Environment,
    prefix: z.string().describe('the first characters, to recognize the key by'),
    scopes: z.array(z.enum(API_KEY_SCOPES)),
    created_at: Timestamp,
    created_by: z.string().nullable(),
    expires_at: Timestamp.nullable(),
    last_used_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const listApiKeys = defineRoute({
  id: 'listApiKeys',
  method: 'GET',
  path: '/api/v1/api-keys',
  tag: 'API keys',
  summary: 'API keys of the organization, newest first',
  audience: { member: 'admin' },
  limit: 'signed_in',
  query: PageQuery,
  responses: { 200: pageOf(ApiKeyView) },
  errors: ['cursor_damaged'],
});

export const createApiKey = defineRoute({
  id: 'createApiKey',
  method: 'POST',
  path: '/api/v1/api-keys',
  tag: 'API keys',
  summary: 'Create an API key; the secret is shown this once',
  audience: { member: 'admin' },
  limit: 'signed_in',
  body: z.strictObject({
    name: z.string().trim().min(1).max(80),
    environment: Environment,
    scopes: z.array(z.enum(API_KEY_SCOPES)).min(1).max(API_KEY_SCOPES.length),
    expires_at: Timestamp.nullable().default(null),
  }),
  responses: { 201: dataOf(ApiKeyView.extend({ secret: z.string() })) },
  errors: ['too_many_api_keys', 'expiry_in_past'],
});

export const revokeApiKey = defineRoute({
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/api/v1/api-keys/{id}',
  tag: 'API keys',
  summary: 'Revoke an API key at once',
  audience: { member: 'admin' },
  limit: 'signed_in',
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: [],
});

export const SigningSecretView = z
  .object({
    id: Id,
    environment: Environment,
    created_at: Timestamp,
    last_used_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: 'SigningSecret' });

export const listSigningSecrets = defineRoute({
  id: 'listSigningSecrets',
  method: 'GET',
  path: '/api/v1/signing-secrets',
  tag: 'Participant tokens',
  summary: 'Signing secrets of participant tokens, with their last use',
  audience: { member: 'admin' },
  limit: 'signed_in',
  responses: { 200: dataOf(z.array(SigningSecretView)) },
  errors: [],
});

export const createSigningSecret = defineRoute({
  id: 'createSigningSecret',
  method: 'POST',
  path: '/api/v1/signing-secrets',
  tag: 'Participant tokens',
  summary: 'Add a signing secret; two may be live at once so that they can be rotated',
  audience: { member: 'admin' },
  limit: 'signed_in',
  body: z.strictObject({ environment: Environment }),
  responses: { 201: dataOf(SigningSecretView.extend({ secret: z.string() })) },
  errors: ['two_secrets_live'],
});

export const revokeSigningSecret = defineRoute({
  id: 'revokeSigningSecret',
  method: 'DELETE',
  path: '/api/v1/signing-secrets/{id}',
  tag: 'Participant tokens',
  summary: 'Revoke a signing secret; tokens signed with it are refused from now on',
  audience: { member: 'admin' },
  limit: 'signed_in',
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: ['last_secret'],
});

export const createParticipantLink = defineRoute({
  id: 'createParticipantLink',
  method: 'POST',
  path: '/api/v1/participants/{external_id}/links',
  tag: 'Participant tokens',
  summary: 'A link to the hosted flow that signs this participant in',
  audience: { member: 'member', apiKey: 'participants:write' },
  limit: 'signed_in',
  params: z.object({ external_id: ExternalId }),
  body: z.strictObject({ flow: z.string().max(63), ttl_seconds: z.int().min(60).max(604_800).default(3_600) }),
  responses: { 201: dataOf(z.object({ url: z.string(), token: z.string(), expires_at: Timestamp })) },
  errors: ['flow_not_live'],
});

export const accessRoutes = [
  signIn,
  signOut,
  getMe,
  switchOrganization,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  listSigningSecrets,
  createSigningSecret,
  revokeSigningSecret,
  createParticipantLink,
] as const;
