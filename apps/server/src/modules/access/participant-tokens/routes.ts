import {
  createParticipantLink,
  createSigningSecret,
  listSigningSecrets,
  revokeSigningSecret,
  type SigningSecretView,
} from '@stepwell/contract';
import type { z } from 'zod';
import { created, mount, type MountedRoute, noContent, ok } from '../../../platform/http/index.ts';
import { auditActor, memberOf, tenantOf } from '../callers/index.ts';
import type { ParticipantTokenService } from './service.ts';
import type { SecretRecord } from './signing-secret.ts';

export function participantTokenRoutes(tokens: ParticipantTokenService): MountedRoute[] {
  return [
    mount(listSigningSecrets, async ({ principal }) => {
      const secrets = await tokens.list(memberOf(principal).orgId);
      return ok({ data: secrets.map(viewOf) });
    }),
    mount(createSigningSecret, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const made = await tokens.create(member, body.environment, auditActor(member, context));
      return created({ data: { ...viewOf(made), secret: made.secret } });
    }),
    mount(revokeSigningSecret, async ({ principal, params, context }) => {
      const member = memberOf(principal);
      await tokens.revoke(member, params.id, auditActor(member, context));
      return noContent();
    }),
    mount(createParticipantLink, async ({ principal, params, body, context }) => {
      const tenant = tenantOf(principal);
      const wish = { externalId: params.external_id, flow: body.flow, ttlSeconds: body.ttl_seconds };
      const { url, token, expiresAt } = await tokens.link(tenant, wish, auditActor(tenant, context));
      return created({ data: { url, token, expires_at: expiresAt.toISOString() } });
    }),
  ];
}

function viewOf(secret: SecretRecord): z.input<typeof SigningSecretView> {
  return {
    id: secret.id,
    environment: secret.environment,
    created_at: secret.createdAt.toISOString(),
    last_used_at: secret.lastUsedAt?.toISOString() ?? null,
    revoked_at: secret.revokedAt?.toISOString() ?? null,
  };
}
