import type { Module } from '../../../platform/http/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { providerErrors } from './errors.ts';
import { providerRoutes } from './routes.ts';
import type { Providers } from './service.ts';

export function createProvidersModule(deps: { providers: Providers; sessions: Pick<Sessions, 'me'> }): Module {
  return { routes: providerRoutes(deps), errors: [providerErrors] };
}
