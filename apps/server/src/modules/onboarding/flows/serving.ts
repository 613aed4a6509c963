import type { Environment } from '@stepwell/contract';
import { matchesTargeting, type Subject } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { TenantTx } from '../../../platform/database/index.ts';
import type { LiveVersions } from './live-versions.ts';
import {
  type FlowStatus,
  findFlow,
  findLiveVersions,
  findVersionId,
  holdPointer,
  type LiveVersionRow,
} from './repository.ts';
import type { LoadedVersion, VersionShelf } from './version-shelf.ts';

export type ServeQuery = {
  readonly environment: Environment;
  /** Only this flow; absent means the newest live flow meant for the subject. */
  readonly flowKey?: string;
  readonly subject: Subject;
  readonly at: Date;
  /**
   * For whoever starts a journey on the answer: read afresh and held until the transaction ends, so that a publication
   * either sees the journey or is seen by it.
   */
  readonly toStart?: boolean;
};

/** `unknown`: no such flow. `not_live`: nothing is served now. `no_match`: what is served is meant for others. */
export type Served =
  | { readonly outcome: 'served'; readonly version: LoadedVersion }
  | { readonly outcome: 'not_live' | 'no_match' | 'unknown' };

export type FlowServing = {
  /** The newest active version that is live in the environment and meant for the subject. */
  serveVersion(tx: TenantTx, query: ServeQuery): Promise<Served>;
  /** Throws `not_found` for a version that the organization does not have. */
  versionById(tx: TenantTx, versionId: string): Promise<LoadedVersion>;
  /** Whether new participants are served a version of the flow now. */
  flowIsLive(tx: TenantTx, environment: Environment, flowKey: string): Promise<boolean>;
  /** What the environment serves of a flow now, whoever asks. */
  liveVersion(tx: TenantTx, environment: Environment, flowKey: string): Promise<LoadedVersion | null>;
  /** The version of this number; without one, the version live in the environment or else the newest. */
  versionForReport(
    tx: TenantTx,
    query: { readonly flowId: string; readonly environment: Environment; readonly number?: number },
  ): Promise<LoadedVersion | undefined>;
  flowByKey(
    tx: TenantTx,
    flowKey: string,
  ): Promise<{ readonly id: string; readonly key: string; readonly name: string; readonly status: FlowStatus } | null>;
};

/** A pointer moves rarely; that it moves between looking and holding several times in a row means something is broken. */
const MAX_LOOKS = 5;

export function createFlowServing(deps: { clock: Clock; shelf: VersionShelf; live: LiveVersions }): FlowServing {
  const { clock, shelf, live } = deps;
  const activeRow = async (tx: TenantTx, environment: Environment, flowKey: string) =>
    (await live.remembered(tx, environment)).find((row) => row.flow_key === flowKey && isActive(row, clock.now()));
  return {
    async serveVersion(tx, query) {
      if (!query.toStart) return serveAmong(tx, shelf, await live.remembered(tx, query.environment), query);
      for (let look = 0; look < MAX_LOOKS; look += 1) {
        const served = await serveAmong(tx, shelf, await findLiveVersions(tx, query.environment), query);
        if (served.outcome !== 'served') return served;
        const held = await holdPointer(tx, served.version.flowId, query.environment);
        if (held === served.version.versionId) return served;
      }
      throw new Error(`what is live in ${query.environment} keeps changing`);
    },
    versionById: (tx, versionId) => shelf.version(tx, versionId),
    flowIsLive: async (tx, environment, flowKey) => (await activeRow(tx, environment, flowKey)) !== undefined,
    async liveVersion(tx, environment, flowKey) {
      const row = await activeRow(tx, environment, flowKey);
      return row ? shelf.version(tx, row.version_id) : null;
    },
    async versionForReport(tx, query) {
      const id = await findVersionId(tx, query);
      return id === undefined ? undefined : shelf.version(tx, id);
    },
    flowByKey: async (tx, flowKey) => (await findFlow(tx, flowKey)) ?? null,
  };
}

async function serveAmong(
  tx: TenantTx,
  shelf: VersionShelf,
  rows: readonly LiveVersionRow[],
  { flowKey, subject, at }: ServeQuery,
): Promise<Served> {
  const active = rows.filter((row) => (flowKey === undefined || row.flow_key === flowKey) && isActive(row, at));
  if (active.length === 0) {
    const isUnknown = flowKey !== undefined && (await findFlow(tx, flowKey)) === undefined;
    return { outcome: isUnknown ? 'unknown' : 'not_live' };
  }
  const versions = await shelf.versions(
    tx,
    active.map((row) => row.version_id),
  );
  for (const row of active) {
    const version = versions.get(row.version_id);
    if (version && matchesTargeting(version.definition.targeting, subject)) return { outcome: 'served', version };
  }
  return { outcome: 'no_match' };
}

function isActive({ active_from, active_to }: LiveVersionRow, at: Date): boolean {
  return active_from <= at && (active_to === null || at < active_to);
}
