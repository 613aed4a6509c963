import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Module } from '../../../platform/http/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { createFlowDrafts, type FlowDrafts } from './drafts.ts';
import { flowErrors } from './errors.ts';
import { LiveVersions } from './live-versions.ts';
import { createFlowPublishing, type FlowPublishing } from './publishing.ts';
import { flowRoutes } from './routes.ts';
import { createFlowService, type FlowService } from './service.ts';
import { createFlowServing, type FlowServing } from './serving.ts';
import { createFlowVersions } from './versions.ts';
import { VersionShelf } from './version-shelf.ts';

export type FlowDoor = FlowServing & FlowPublishing & FlowService & FlowDrafts;

export type FlowsModule = Module & {
  readonly flows: FlowDoor;
  /** Has this process forget what is live as soon as another changes it; without it, a second later. */
  watchLiveVersions(): Promise<{ stop(): void }>;
};

export function createFlowsModule(deps: {
  database: Database;
  clock: Clock;
  ids: IdSource;
  audit: AuditWriter;
}): FlowsModule {
  const live = new LiveVersions(deps.clock);
  const flows = createFlowService({ ...deps, live });
  const drafts = createFlowDrafts(deps);
  const serving = createFlowServing({ clock: deps.clock, shelf: new VersionShelf(), live });
  const publishing = createFlowPublishing({ ...deps, live });
  return {
    routes: flowRoutes({ flows, drafts, versions: createFlowVersions(deps) }),
    errors: [flowErrors],
    flows: { ...flows, ...drafts, ...serving, ...publishing },
    watchLiveVersions: () => live.watch(deps.database),
  };
}
