import { z } from 'zod';
import { dataOf, Environment, Id, pageOf, PageQuery, Timestamp } from '../../envelope.ts';
import { API_KEY_SCOPES } from '../../policy.ts';
import { defineRoute } from '../../route.ts';

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
  audience: { member: 'api-keys:read' },
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
  audience: { member: 'api-keys:write' },
  confirm: true,
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
  audience: { member: 'api-keys:write' },
  confirm: true,
  limit: 'signed_in',
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: [],
});

export const apiKeyRoutes = [listApiKeys, createApiKey, revokeApiKey] as const;
