import type { Environment, FlowDefinition } from '@stepwell/contract';
import type { z } from 'zod';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';

/** A definition as it is stored and sent. */
export type StoredDefinition = z.infer<typeof FlowDefinition>;
export type FlowStatus = 'draft' | 'published' | 'retired';

export type FlowRow = { id: string; key: string; name: string; status: FlowStatus };
export type DraftRow = {
  definition: StoredDefinition;
  row_version: number;
  based_on: number | null;
  updated_at: Date;
};
export type VersionRow = {
  id: string;
  flow_id: string;
  flow_key: string;
  number: number;
  definition: StoredDefinition;
};
export type LiveVersionRow = {
  flow_id: string;
  flow_key: string;
  version_id: string;
  active_from: Date;
  active_to: Date | null;
};
export type PointerRow = {
  version_id: string;
  number: number;
  since: Date;
  active_to: Date | null;
  equals_draft: boolean;
};

const INSERT_FLOW: Statement = {
  name: 'flows_insert',
  text: `insert into flows (id, org_id, key, name, status, created_at, updated_at) values ($1, $2, $3, $4, 'draft', $5, $5)
    on conflict (org_id, key) do nothing returning id`,
};
const INSERT_DRAFT: Statement = {
  name: 'flows_insert_draft',
  text: `insert into flow_drafts (flow_id, org_id, definition, row_version, updated_by, updated_at)
    values ($1, $2, $3::jsonb, 1, $4, $5)`,
};
const FLOW_BY_KEY: Statement = {
  name: 'flows_by_key',
  text: 'select id, key, name, status from flows where org_id = $1 and key = $2',
};
/** Publications of one flow happen one after the other; journeys may start meanwhile. */
const LOCK_FLOW: Statement = {
  name: 'flows_lock',
  text: 'select id, key, name, status from flows where org_id = $1 and key = $2 for no key update',
};
const RENAME_FLOW: Statement = {
  name: 'flows_rename',
  text: 'update flows set name = $2, updated_at = $3 where id = $1',
};
const SET_STATUS: Statement = {
  name: 'flows_status',
  text: 'update flows set status = $2, updated_at = $3 where id = $1',
};

const DRAFT: Statement = {
  name: 'flows_draft',
  text: 'select definition, row_version, based_on, updated_at from flow_drafts where flow_id = $1',
};
const LOCK_DRAFT: Statement = { name: 'flows_lock_draft', text: `${DRAFT.text} for update` };
const SAVE_DRAFT: Statement = {
  name: 'flows_save_draft',
  text: `update flow_drafts set definition = $3::jsonb, row_version = row_version + 1, updated_by = $4, updated_at = $5
    where flow_id = $1 and row_version = $2 returning definition, row_version, based_on, updated_at`,
};
const BASE_DRAFT: Statement = {
  name: 'flows_base_draft',
  text: 'update flow_drafts set based_on = $2 where flow_id = $1',
};

/** Where the environment's pointer stands, and whether the draft says the same. Journeys about to start are waited for. */
const LOCK_POINTER: Statement = {
  name: 'flows_lock_pointer',
  text: `select l.version_id, v.number, l.since, v.active_to, v.definition = d.definition as equals_draft
    from live_versions l join flow_versions v on v.id = l.version_id join flow_drafts d on d.flow_id = l.flow_id
    where l.flow_id = $1 and l.environment = $2 for update of l`,
};
const HOLD_POINTER: Statement = {
  name: 'flows_hold_pointer',
  text: 'select version_id from live_versions where flow_id = $1 and environment = $2 for share',
};
const MOVE_POINTER: Statement = {
  name: 'flows_move_pointer',
  text: `insert into live_versions (flow_id, environment, org_id, version_id, since) values ($1, $2, $3, $4, $5)
    on conflict (flow_id, environment) do update set version_id = excluded.version_id, since = excluded.since`,
};

/** The newest version that says what the draft says; $2 its least number, $3 versions that do not count. */
const EQUAL_VERSION: Statement = {
  name: 'flows_equal_version',
  text: `select v.id, v.number from flow_versions v join flow_drafts d on d.flow_id = v.flow_id
    where v.flow_id = $1 and v.number >= $2 and v.id <> all($3::uuid[]) and v.definition = d.definition
    order by v.number desc limit 1`,
};
const INSERT_VERSION: Statement = {
  name: 'flows_insert_version',
  text: `insert into flow_versions (id, org_id, flow_id, number, definition, published_at, published_by, active_from, active_to)
    select $1, $2, d.flow_id, (select coalesce(max(number), 0) + 1 from flow_versions where flow_id = d.flow_id), d.definition,
      $4, $5, $6, $7
    from flow_drafts d where d.flow_id = $3 returning number`,
};
const SET_ACTIVE_TO: Statement = {
  name: 'flows_set_active_to',
  text: 'update flow_versions set active_to = $2 where id = $1',
};
/** Where the version is live already, its end was planned and holds for every environment. */
const REOPEN_VERSION: Statement = {
  name: 'flows_reopen_version',
  text: `update flow_versions v set active_to = null
    where v.id = $1 and not exists (select from live_versions l where l.version_id = v.id)`,
};
/** A version that is still live in the other environment stays open. */
const CLOSE_VERSION: Statement = {
  name: 'flows_close_version',
  text: `update flow_versions v set active_to = $2 where v.id = $1 and (v.active_to is null or v.active_to > $2)
    and not exists (select from live_versions l where l.version_id = v.id)`,
};
const CLOSE_LIVE_VERSIONS: Statement = {
  name: 'flows_close_live_versions',
  text: `update flow_versions v set active_to = $2 from live_versions l
    where l.flow_id = $1 and v.id = l.version_id and (v.active_to is null or v.active_to > $2)`,
};
const VERSIONS_BY_ID: Statement = {
  name: 'flows_versions_by_id',
  text: `select v.id, v.flow_id, f.key as flow_key, v.number, v.definition
    from flow_versions v join flows f on f.id = v.flow_id where v.id = any($1::uuid[])`,
};
const LIVE_VERSIONS: Statement = {
  name: 'flows_live_versions',
  text: `select l.flow_id, f.key as flow_key, l.version_id, v.active_from, v.active_to
    from live_versions l join flows f on f.id = l.flow_id join flow_versions v on v.id = l.version_id
    where l.org_id = $1 and l.environment = $2 and f.status = 'published' order by l.since desc, l.version_id desc`,
};

/** The version of number $3; without one, the version live in the environment or else the newest. */
const VERSION_ID: Statement = {
  name: 'flows_version_id',
  text: `select v.id from flow_versions v
    left join live_versions l on l.flow_id = v.flow_id and l.environment = $2 and l.version_id = v.id
    where v.flow_id = $1 and ($3::bigint is null or v.number = $3)
    order by l.version_id is null, v.number desc limit 1`,
};

/** False when the key is taken. */
export async function insertFlow(
  tx: TenantTx,
  flow: { id: string; key: string; name: string; definition: StoredDefinition; by: string | null; at: Date },
): Promise<boolean> {
  const inserted = await tx.run(INSERT_FLOW, [flow.id, tx.orgId, flow.key, flow.name, flow.at]);
  if (inserted.length === 0) return false;
  await tx.run(INSERT_DRAFT, [flow.id, tx.orgId, JSON.stringify(flow.definition), flow.by, flow.at]);
  return true;
}

export async function findFlow(tx: TenantTx, key: string): Promise<FlowRow | undefined> {
  return (await tx.run<FlowRow>(FLOW_BY_KEY, [tx.orgId, key]))[0];
}

export async function lockFlow(tx: TenantTx, key: string): Promise<FlowRow | undefined> {
  return (await tx.run<FlowRow>(LOCK_FLOW, [tx.orgId, key]))[0];
}

export async function renameFlow(tx: TenantTx, flowId: string, name: string, at: Date): Promise<void> {
  await tx.run(RENAME_FLOW, [flowId, name, at]);
}

export async function setFlowStatus(tx: TenantTx, flowId: string, status: FlowStatus, at: Date): Promise<void> {
  await tx.run(SET_STATUS, [flowId, status, at]);
}

export async function findDraft(tx: TenantTx, flowId: string): Promise<DraftRow | undefined> {
  return (await tx.run<DraftRow>(DRAFT, [flowId]))[0];
}

export async function lockDraft(tx: TenantTx, flowId: string): Promise<DraftRow | undefined> {
  return (await tx.run<DraftRow>(LOCK_DRAFT, [flowId]))[0];
}

/** Undefined when the draft no longer has that row version. */
export async function updateDraft(
  tx: TenantTx,
  draft: { flowId: string; rowVersion: number; definition: StoredDefinition; by: string | null; at: Date },
): Promise<DraftRow | undefined> {
  const values = [draft.flowId, draft.rowVersion, JSON.stringify(draft.definition), draft.by, draft.at];
  return (await tx.run<DraftRow>(SAVE_DRAFT, values))[0];
}

export async function baseDraftOn(tx: TenantTx, flowId: string, versionNumber: number): Promise<void> {
  await tx.run(BASE_DRAFT, [flowId, versionNumber]);
}

export async function lockPointer(
  tx: TenantTx,
  flowId: string,
  environment: Environment,
): Promise<PointerRow | undefined> {
  return (await tx.run<PointerRow>(LOCK_POINTER, [flowId, environment]))[0];
}

/** The version an environment points at, which no publication can change until the transaction ends. */
export async function holdPointer(tx: TenantTx, flowId: string, environment: Environment): Promise<string | undefined> {
  return (await tx.run<{ version_id: string }>(HOLD_POINTER, [flowId, environment]))[0]?.version_id;
}

export async function movePointer(
  tx: TenantTx,
  pointer: { flowId: string; environment: Environment; versionId: string; since: Date },
): Promise<void> {
  await tx.run(MOVE_POINTER, [pointer.flowId, pointer.environment, tx.orgId, pointer.versionId, pointer.since]);
}

export async function findVersionEqualToDraft(
  tx: TenantTx,
  among: { flowId: string; leastNumber: number; except: readonly string[] },
): Promise<{ id: string; number: number } | undefined> {
  const values = [among.flowId, among.leastNumber, [...among.except]];
  return (await tx.run<{ id: string; number: number }>(EQUAL_VERSION, values))[0];
}

/** Makes the draft's definition the next version of its flow; answers its number. */
export async function insertVersionFromDraft(
  tx: TenantTx,
  version: { id: string; flowId: string; by: string | null; at: Date; activeFrom: Date; activeTo: Date | null },
): Promise<number> {
  const values = [version.id, tx.orgId, version.flowId, version.at, version.by, version.activeFrom, version.activeTo];
  const [row] = await tx.run<{ number: number }>(INSERT_VERSION, values);
  if (!row) throw new Error(`flow ${version.flowId} has no draft`);
  return row.number;
}

export async function setActiveTo(tx: TenantTx, versionId: string, activeTo: Date | null): Promise<void> {
  await tx.run(SET_ACTIVE_TO, [versionId, activeTo]);
}

export async function reopenVersion(tx: TenantTx, versionId: string): Promise<void> {
  await tx.run(REOPEN_VERSION, [versionId]);
}

export async function closeVersion(tx: TenantTx, versionId: string, at: Date): Promise<void> {
  await tx.run(CLOSE_VERSION, [versionId, at]);
}

export async function closeLiveVersions(tx: TenantTx, flowId: string, at: Date): Promise<void> {
  await tx.run(CLOSE_LIVE_VERSIONS, [flowId, at]);
}

export async function findVersions(tx: TenantTx, versionIds: readonly string[]): Promise<VersionRow[]> {
  return tx.run<VersionRow>(VERSIONS_BY_ID, [[...versionIds]]);
}

/** What an environment serves, the latest to become live first. */
export async function findLiveVersions(tx: TenantTx, environment: Environment): Promise<LiveVersionRow[]> {
  return tx.run<LiveVersionRow>(LIVE_VERSIONS, [tx.orgId, environment]);
}

export async function findVersionId(
  tx: TenantTx,
  { flowId, environment, number }: { flowId: string; environment: Environment; number?: number },
): Promise<string | undefined> {
  return (await tx.run<{ id: string }>(VERSION_ID, [flowId, environment, number ?? null]))[0]?.id;
}
