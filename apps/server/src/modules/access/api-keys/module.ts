import type { Module } from '../../../platform/http/index.ts';
import { apiKeyErrors } from './errors.ts';
import { apiKeyRoutes } from './routes.ts';
import type { ApiKeyService } from './service.ts';

export function createApiKeysModule({ apiKeys }: { apiKeys: ApiKeyService }): Module {
  return { routes: apiKeyRoutes(apiKeys), errors: [apiKeyErrors] };
}
