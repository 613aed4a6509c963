export { providerErrors } from './errors.ts';
export { createProviders, type Providers } from './service.ts';
export { type ProviderConfig, type ProviderSettings, providersOf } from './settings.ts';
export type { ProviderDependencies } from './work.ts';
