export { apiKeyErrors } from './errors.ts';
export type { ApiKey, NewApiKey } from './api-key.ts';
export { type ApiKeys, createApiKeys, type IssuedApiKey } from './service.ts';
