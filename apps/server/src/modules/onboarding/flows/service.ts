import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { auditedAs, type Caller } from './caller.ts';
import { flowErrors } from './errors.ts';
import type { LiveVersions } from './live-versions.ts';
import { type FlowListRow, findFlowRow, listFlowRows } from './read-model.ts';
import {
  closeLiveVersions,
  type FlowRow,
  type FlowStatus,
  insertFlow,
  lockFlow,
  renameFlow,
  type StoredDefinition,
  setFlowStatus,
} from './repository.ts';
import { blankDefinition, findTemplate } from './templates/index.ts';

export type NewFlow = {
  readonly key: string;
  readonly name: string;
  /** Key of the template to start from. */
  readonly template?: string;
  readonly definition?: StoredDefinition;
};
export type FlowQuery = {
  readonly q?: string;
  readonly status?: FlowStatus;
  readonly cursor?: string;
  readonly limit: number;
};
export type FlowView = ReturnType<typeof flowView>;

/** The flows of an organization: what they are called and whether they are served. */
export type FlowService = {
  /** Throws `flow_key_taken` and `template_unknown`. */
  createFlow(caller: Caller, flow: NewFlow): Promise<FlowView>;
  /** By key. Throws `cursor_damaged`. */
  listFlows(caller: Caller, query: FlowQuery): Promise<{ flows: FlowView[]; nextCursor: string | null }>;
  flow(caller: Caller, flowKey: string): Promise<FlowView>;
  renameFlow(caller: Caller, flowKey: string, name: string): Promise<FlowView>;
  /** Ends serving it to new participants in both environments. Does nothing to a flow that is retired already. */
  retireFlow(caller: Caller, flowKey: string): Promise<FlowView>;
};

type Dependencies = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly live: LiveVersions;
};

export function createFlowService(deps: Dependencies): FlowService {
  const { database } = deps;
  return {
    createFlow: (caller, flow) =>
      database.asTenant(caller.orgId, async (tx) => {
        await addFlow(deps, tx, caller, flow);
        return view(deps, tx, caller, flow.key);
      }),
    listFlows: (caller, query) => database.asTenant(caller.orgId, (tx) => listFlows(deps, tx, caller, query)),
    flow: (caller, flowKey) => database.asTenant(caller.orgId, (tx) => view(deps, tx, caller, flowKey)),
    renameFlow: (caller, flowKey, name) =>
      changeFlow(deps, caller, flowKey, 'flow.renamed', async (tx, flow) => {
        await renameFlow(tx, flow.id, name, deps.clock.now());
        return { before: { name: flow.name }, after: { name } };
      }),
    retireFlow: (caller, flowKey) =>
      changeFlow(deps, caller, flowKey, 'flow.retired', async (tx, flow) => {
        if (flow.status === 'retired') return null;
        await setFlowStatus(tx, flow.id, 'retired', deps.clock.now());
        await closeLiveVersions(tx, flow.id, deps.clock.now());
        deps.live.forgetAfterCommit(tx);
        return { before: { status: flow.status }, after: { status: 'retired' } };
      }),
  };
}

async function addFlow(deps: Dependencies, tx: TenantTx, caller: Caller, flow: NewFlow): Promise<void> {
  const { clock, ids, audit } = deps;
  const definition = firstDefinition(flow);
  const id = ids.next();
  const { key, name, template } = flow;
  const isAdded = await insertFlow(tx, { id, key, name, definition, by: caller.actorId, at: clock.now() });
  if (!isAdded) throw flowErrors.flow_key_taken();
  await audit.append(tx, {
    ...auditedAs(caller, null),
    action: 'flow.created',
    resourceKind: 'flow',
    resourceId: id,
    after: { key, name, ...(template === undefined ? {} : { template }) },
  });
}

function firstDefinition({ name, template, definition }: NewFlow): StoredDefinition {
  if (template === undefined) return definition ?? blankDefinition(name);
  if (definition !== undefined) {
    const error = { path: '/template', code: 'template_and_definition', message: 'Send a template or a definition.' };
    throw commonErrors.validation_failed(undefined, { errors: [error] });
  }
  const found = findTemplate(template);
  if (!found) throw flowErrors.template_unknown();
  return found.definition;
}

async function listFlows(deps: Dependencies, tx: TenantTx, caller: Caller, query: FlowQuery) {
  const [afterKey] = decodeCursor(query.cursor, ['string']) ?? [];
  const rows = await listFlowRows(tx, {
    environment: caller.environment,
    now: deps.clock.now(),
    afterKey: afterKey === undefined ? null : String(afterKey),
    status: query.status ?? null,
    search: query.q ?? null,
    limit: query.limit + 1,
  });
  const flows = rows.slice(0, query.limit).map(flowView);
  const last = rows.length > query.limit ? flows.at(-1) : undefined;
  return { flows, nextCursor: last ? encodeCursor([last.key]) : null };
}

/** One change of one flow with its audit entry; `change` answers null when nothing was to be done. */
async function changeFlow(
  deps: Dependencies,
  caller: Caller,
  flowKey: string,
  action: string,
  change: (
    tx: TenantTx,
    flow: FlowRow,
  ) => Promise<{ before: Record<string, string>; after: Record<string, string> } | null>,
): Promise<FlowView> {
  return deps.database.asTenant(caller.orgId, async (tx) => {
    const flow = await lockFlow(tx, flowKey);
    if (!flow) throw commonErrors.not_found();
    const done = await change(tx, flow);
    if (done) {
      const what = { action, resourceKind: 'flow', resourceId: flow.id, ...done };
      await deps.audit.append(tx, { ...auditedAs(caller, null), ...what });
    }
    return view(deps, tx, caller, flowKey);
  });
}

async function view({ clock }: Dependencies, tx: TenantTx, { environment }: Caller, key: string): Promise<FlowView> {
  const row = await findFlowRow(tx, { key, environment, now: clock.now() });
  if (!row) throw commonErrors.not_found();
  return flowView(row);
}

function flowView({ live, test, active, completed, created_at, updated_at, ...flow }: FlowListRow) {
  return {
    ...flow,
    live: { live, test },
    journeys: { active, completed },
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}
