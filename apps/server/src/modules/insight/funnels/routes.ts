import { computeFunnel, getFunnel, listEventNames } from '@stepwell/contract';
import { type MountedRoute, mount, ok } from '../../../platform/http/index.ts';
import { tenantOf } from '../../access/callers/index.ts';
import type { FunnelService } from './service.ts';

export function funnelRoutes(funnels: FunnelService): MountedRoute[] {
  return [
    mount(getFunnel, async ({ principal, query }) => {
      const data = await funnels.flowFunnel(tenantOf(principal), query);
      return ok({ data });
    }),
    mount(computeFunnel, async ({ principal, body }) => {
      const data = await funnels.eventFunnel(tenantOf(principal), body);
      return ok({ data });
    }),
    mount(listEventNames, async ({ principal }) => {
      const data = await funnels.eventNames(tenantOf(principal));
      return ok({ data });
    }),
  ];
}
