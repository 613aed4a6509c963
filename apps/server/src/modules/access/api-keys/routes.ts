import { type ApiKeyView, createApiKey, listApiKeys, revokeApiKey } from '@stepwell/contract';
import type { z } from 'zod';
import {
  created,
  decodeIdCursor,
  encodeCursor,
  mount,
  type MountedRoute,
  noContent,
  ok,
} from '../../../platform/http/index.ts';
import { auditActor, memberOf } from '../callers/index.ts';
import type { ApiKeyRecord } from './api-key.ts';
import type { ApiKeyService } from './service.ts';

export function apiKeyRoutes(apiKeys: ApiKeyService): MountedRoute[] {
  return [
    mount(listApiKeys, async ({ principal, query }) => {
      const keys = await apiKeys.list(memberOf(principal).orgId, decodeIdCursor(query.cursor), query.limit + 1);
      const page = keys.slice(0, query.limit);
      const last = keys.length > page.length ? page.at(-1) : undefined;
      return ok({ data: page.map(viewOf), meta: { next_cursor: last ? encodeCursor([last.id]) : null } });
    }),
    mount(createApiKey, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const { name, environment, scopes, expires_at } = body;
      const wish = { name, environment, scopes, expiresAt: expires_at === null ? null : new Date(expires_at) };
      const { secret, ...key } = await apiKeys.create(member, wish, auditActor(member, context));
      return created({ data: { ...viewOf(key), secret } });
    }),
    mount(revokeApiKey, async ({ principal, params, context }) => {
      const member = memberOf(principal);
      await apiKeys.revoke(member, params.id, auditActor(member, context));
      return noContent();
    }),
  ];
}

function viewOf(key: ApiKeyRecord): z.input<typeof ApiKeyView> {
  return {
    id: key.id,
    name: key.name,
    environment: key.environment,
    prefix: key.prefix,
    scopes: [...key.scopes],
    created_at: key.createdAt.toISOString(),
    created_by: key.createdBy,
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}
