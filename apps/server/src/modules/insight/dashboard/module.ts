import { getOverview } from '@stepwell/contract';
import { type Module, mount, ok } from '../../../platform/http/index.ts';
import { tenantOf } from '../../access/callers/index.ts';
import { createOverviews, type DashboardDependencies } from './overview.ts';

export type { DashboardDependencies } from './overview.ts';

export function createDashboardModule(deps: DashboardDependencies): Module {
  const overviewOf = createOverviews(deps);
  const routes = [
    mount(getOverview, async ({ principal, query }) => {
      const data = await overviewOf(tenantOf(principal), query);
      return ok({ data });
    }),
  ];
  return { routes, errors: [] };
}
