import { z } from 'zod';
import { dataOf, Environment, ExternalId, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';

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
  audience: { member: 'signing-secrets:read' },
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
  audience: { member: 'signing-secrets:write' },
  confirm: true,
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
  audience: { member: 'signing-secrets:write' },
  confirm: true,
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
  audience: { member: 'participants:write', apiKey: 'participants:write' },
  limit: 'signed_in',
  params: z.object({ external_id: ExternalId }),
  body: z.strictObject({ flow: z.string().max(63), ttl_seconds: z.int().min(60).max(604_800).default(3_600) }),
  responses: { 201: dataOf(z.object({ url: z.string(), token: z.string(), expires_at: Timestamp })) },
  errors: ['flow_not_live'],
});

export const participantTokenRoutes = [
  listSigningSecrets,
  createSigningSecret,
  revokeSigningSecret,
  createParticipantLink,
] as const;
