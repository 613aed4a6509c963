export * from './access/index.ts';
export * from './audit.ts';
export * from './error-groups.ts';
export * from './content-security.ts';
export * from './flags.ts';
export * from './flows.ts';
export * from './insight.ts';
export * from './journeys.ts';
export * from './kill-switches.ts';
export * from './mail.ts';
export * from './monitoring.ts';
export * from './rollouts.ts';
export * from './system.ts';

import type { Route } from '../route.ts';
import { accessRoutes } from './access/index.ts';
import { auditRoutes } from './audit.ts';
import { errorGroupRoutes } from './error-groups.ts';
import { contentSecurityRoutes } from './content-security.ts';
import { flagRoutes } from './flags.ts';
import { flowRoutes } from './flows.ts';
import { insightRoutes } from './insight.ts';
import { journeyRoutes } from './journeys.ts';
import { killSwitchRoutes } from './kill-switches.ts';
import { mailRoutes } from './mail.ts';
import { monitoringRoutes } from './monitoring.ts';
import { rolloutRoutes } from './rollouts.ts';
import { systemRoutes } from './system.ts';

/** Every route of the product, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...systemRoutes,
  ...monitoringRoutes,
  ...accessRoutes,
  ...errorGroupRoutes,
  ...auditRoutes,
  ...contentSecurityRoutes,
  ...flagRoutes,
  ...rolloutRoutes,
  ...flowRoutes,
  ...journeyRoutes,
  ...insightRoutes,
  ...mailRoutes,
  ...killSwitchRoutes,
];
