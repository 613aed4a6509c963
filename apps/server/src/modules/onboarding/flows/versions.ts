import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts';
import type { Caller } from './caller.ts';
import { type DiffView, diffView } from './diff-view.ts';
import { findVersionRow, listVersionRows, type VersionListRow } from './read-model.ts';
import { type FlowRow, findDraft, findFlow, type StoredDefinition } from './repository.ts';

export type VersionView = ReturnType<typeof versionView>;

export type FlowVersions = {
  /** Newest first. Throws `cursor_damaged`. */
  listVersions(
    caller: Caller,
    flowKey: string,
    query: { cursor?: string; limit: number },
  ): Promise<{ versions: VersionView[]; nextCursor: string | null }>;
  version(caller: Caller, flowKey: string, number: number): Promise<VersionView & { definition: StoredDefinition }>;
  /** What differs between two versions; each is a number or `draft`. */
  diff(caller: Caller, flowKey: string, from: string, to: string): Promise<DiffView>;
};

export function createFlowVersions({ database }: { database: Pick<Database, 'asTenant'> }): FlowVersions {
  return {
    listVersions: (caller, flowKey, query) =>
      database.asTenant(caller.orgId, async (tx) => {
        const flow = await flowOf(tx, flowKey);
        const [before] = decodeCursor(query.cursor, ['number']) ?? [];
        const rows = await listVersionRows(tx, {
          flowId: flow.id,
          environment: caller.environment,
          beforeNumber: before === undefined ? null : versionNumber(Number(before)),
          limit: query.limit + 1,
        });
        const versions = rows.slice(0, query.limit).map(versionView);
        const last = rows.length > query.limit ? versions.at(-1) : undefined;
        return { versions, nextCursor: last ? encodeCursor([last.number]) : null };
      }),
    version: (caller, flowKey, number) =>
      database.asTenant(caller.orgId, async (tx) => {
        const flow = await flowOf(tx, flowKey);
        const row = await findVersionRow(tx, { flowId: flow.id, environment: caller.environment, number });
        if (!row) throw commonErrors.not_found();
        return { ...versionView(row), definition: row.definition };
      }),
    diff: (caller, flowKey, from, to) =>
      database.asTenant(caller.orgId, async (tx) => {
        const flow = await flowOf(tx, flowKey);
        const [before, after] = [await named(tx, flow, caller, from), await named(tx, flow, caller, to)];
        return { from, to, ...diffView(before, after) };
      }),
  };
}

async function flowOf(tx: TenantTx, flowKey: string): Promise<FlowRow> {
  const flow = await findFlow(tx, flowKey);
  if (!flow) throw commonErrors.not_found();
  return flow;
}

async function named(tx: TenantTx, flow: FlowRow, { environment }: Caller, name: string): Promise<StoredDefinition> {
  const found =
    name === 'draft'
      ? await findDraft(tx, flow.id)
      : await findVersionRow(tx, { flowId: flow.id, environment, number: Number(name) });
  if (!found) throw commonErrors.not_found();
  return found.definition;
}

/** A cursor made by hand may hold any number. */
function versionNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw commonErrors.cursor_damaged();
  return value;
}

function versionView({ active_from, active_to, published_at, ...version }: VersionListRow) {
  return {
    id: version.id,
    number: version.number,
    status: version.live_in.length > 0 ? ('published' as const) : ('retired' as const),
    live_in: version.live_in,
    active_from: active_from.toISOString(),
    active_to: active_to?.toISOString() ?? null,
    published_at: published_at.toISOString(),
    published_by: version.published_by,
    step_count: version.step_count,
    journeys: version.journeys,
  };
}
