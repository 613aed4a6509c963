import type { Module } from '../../../platform/http/index.ts';
import { funnelRoutes } from './routes.ts';
import { createFunnelService, type FunnelsDependencies } from './service.ts';

export type { FunnelsDependencies } from './service.ts';

export function createFunnelsModule(deps: FunnelsDependencies): Module {
  return { routes: funnelRoutes(createFunnelService(deps)), errors: [] };
}
