import type { Environment } from '@stepwell/contract';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import type { FlowStatus, StoredDefinition } from './repository.ts';

export type FlowListRow = {
  id: string;
  key: string;
  name: string;
  status: FlowStatus;
  live: number | null;
  test: number | null;
  has_draft_changes: boolean;
  active: number;
  completed: number;
  created_at: Date;
  updated_at: Date;
};

export type VersionListRow = {
  id: string;
  number: number;
  live_in: Environment[];
  active_from: Date;
  active_to: Date | null;
  published_at: Date;
  published_by: string | null;
  step_count: number;
  journeys: number;
};

/** What new participants are served: nothing once the flow is retired or the version's time is over. $3 is now. */
const LIVE_NUMBER = (
  environment: Environment,
) => `(select v.number from live_versions l join flow_versions v on v.id = l.version_id
    where l.flow_id = f.id and l.environment = '${environment}' and f.status = 'published'
      and (v.active_to is null or v.active_to > $3))`;

/** $1 organization, $2 environment whose journeys count and whose live version the draft is compared with, $3 now. */
const FLOW_COLUMNS = `f.id, f.key, f.name, f.status, ${LIVE_NUMBER('live')} as live, ${LIVE_NUMBER('test')} as test,
    f.status = 'retired' or not exists (
      select from live_versions l join flow_versions v on v.id = l.version_id
      where l.flow_id = f.id and l.environment = $2 and v.definition = d.definition) as has_draft_changes,
    j.active, j.completed, f.created_at, greatest(f.updated_at, d.updated_at) as updated_at
  from flows f join flow_drafts d on d.flow_id = f.id
  cross join lateral (
    select count(*) filter (where completed_at is null)::int as active, count(completed_at)::int as completed
    from journeys where flow_id = f.id and environment = $2) j`;

const FLOWS: Statement = {
  name: 'flows_list',
  text: `select ${FLOW_COLUMNS}
  where f.org_id = $1 and ($4::text is null or f.key > $4) and ($5::text is null or f.status = $5)
    and ($6::text is null or position(lower($6) in lower(f.key || ' ' || f.name)) > 0)
  order by f.key limit $7`,
};
const FLOW: Statement = { name: 'flows_view', text: `select ${FLOW_COLUMNS} where f.org_id = $1 and f.key = $4` };

/** $1 flow, $2 environment whose journeys count. */
const VERSION_COLUMNS = `v.id, v.number, v.active_from, v.active_to, v.published_at, v.published_by,
    jsonb_array_length(v.definition -> 'steps') as step_count,
    (select count(*)::int from journeys j where j.version_id = v.id and j.environment = $2) as journeys,
    array(select l.environment from live_versions l join flows f on f.id = l.flow_id
      where l.version_id = v.id and f.status = 'published' order by l.environment) as live_in`;

const VERSIONS: Statement = {
  name: 'flows_versions',
  text: `select ${VERSION_COLUMNS} from flow_versions v
    where v.flow_id = $1 and ($3::bigint is null or v.number < $3) order by v.number desc limit $4`,
};
const VERSION: Statement = {
  name: 'flows_version',
  text: `select ${VERSION_COLUMNS}, v.definition from flow_versions v where v.flow_id = $1 and v.number = $3::bigint`,
};

export async function listFlowRows(
  tx: TenantTx,
  query: {
    environment: Environment;
    now: Date;
    afterKey: string | null;
    status: FlowStatus | null;
    search: string | null;
    limit: number;
  },
): Promise<FlowListRow[]> {
  const { environment, now, afterKey, status, search, limit } = query;
  return tx.run<FlowListRow>(FLOWS, [tx.orgId, environment, now, afterKey, status, search, limit]);
}

export async function findFlowRow(
  tx: TenantTx,
  flow: { key: string; environment: Environment; now: Date },
): Promise<FlowListRow | undefined> {
  return (await tx.run<FlowListRow>(FLOW, [tx.orgId, flow.environment, flow.now, flow.key]))[0];
}

export async function listVersionRows(
  tx: TenantTx,
  query: { flowId: string; environment: Environment; beforeNumber: number | null; limit: number },
): Promise<VersionListRow[]> {
  return tx.run<VersionListRow>(VERSIONS, [query.flowId, query.environment, query.beforeNumber, query.limit]);
}

export async function findVersionRow(
  tx: TenantTx,
  version: { flowId: string; environment: Environment; number: number },
): Promise<(VersionListRow & { definition: StoredDefinition }) | undefined> {
  const values = [version.flowId, version.environment, version.number];
  return (await tx.run<VersionListRow & { definition: StoredDefinition }>(VERSION, values))[0];
}
