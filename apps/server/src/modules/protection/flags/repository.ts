import type { Environment, FlagDefinition } from '@stepwell/contract';
import type { Database, Statement, TenantTx } from '../../../platform/database/index.ts';

export type FlagRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly definition: FlagDefinition;
  readonly row_version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly archived_at: Date | null;
};
export type ChangeKind = 'created' | 'changed' | 'archived';
/** What a staged rollout did to a flag, and by which figures of the stage that was left. */
export type RolloutStep = {
  readonly step: 'started' | 'advanced' | 'resumed' | 'stepped_back';
  readonly reported: number;
  readonly failed: number;
};
export type NewChange = {
  readonly id: string;
  readonly flagId: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly kind: ChangeKind;
  readonly definition: FlagDefinition;
  readonly rollout: RolloutStep | undefined;
};
/** What is to be said of a flag from now on. */
export type FlagContent = Pick<FlagRow, 'name' | 'description' | 'definition'>;
export type StoredSet = {
  readonly version: number;
  readonly flags: readonly { readonly key: string; readonly definition: FlagDefinition }[];
};
export type SetAddress = { readonly orgId: string; readonly environment: Environment };

export const FLAG_COLUMNS = 'id, key, name, description, definition, row_version, created_at, updated_at, archived_at';

/** Changes of one environment take turns here until they are committed. */
const RAISE_SET: Statement = {
  name: 'flags_raise_set',
  text: `insert into flag_sets as s (org_id, environment, version) values ($1, $2, 1)
    on conflict (org_id, environment) do update set version = s.version + 1`,
};
const COUNT: Statement = {
  name: 'flags_count',
  text: `select count(*)::int as count from flags where org_id = $1 and environment = $2 and archived_at is null`,
};
const INSERT: Statement = {
  name: 'flags_insert',
  text: `insert into flags (id, org_id, environment, key, name, description, definition, row_version, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7::jsonb, 1, $8, $8)
    on conflict (org_id, environment, key) do nothing returning ${FLAG_COLUMNS}`,
};
const LOCK: Statement = {
  name: 'flags_lock',
  text: `select ${FLAG_COLUMNS} from flags where org_id = $1 and environment = $2 and key = $3 for update`,
};
const UPDATE: Statement = {
  name: 'flags_update',
  text: `update flags set name = $2, description = $3, definition = $4::jsonb, row_version = row_version + 1, updated_at = $5
    where id = $1 returning ${FLAG_COLUMNS}`,
};
const ARCHIVE: Statement = {
  name: 'flags_archive',
  text: `update flags set archived_at = $2, updated_at = $2, row_version = row_version + 1 where id = $1`,
};
const INSERT_CHANGE: Statement = {
  name: 'flags_insert_change',
  text: `insert into flag_changes (id, org_id, flag_id, at, actor_kind, actor_id, kind, definition, rollout)
    values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb)`,
};
/** The version and the flags as one statement sees them, so that they belong together. */
const SET: Statement = {
  name: 'flags_set',
  text: `select s.version, f.key, f.definition from flag_sets s
    left join flags f on f.org_id = s.org_id and f.environment = s.environment and f.archived_at is null
    where s.org_id = $1 and s.environment = $2 order by f.key`,
};
const VERSIONS: Statement = {
  name: 'flags_set_versions',
  text: `select s.org_id as "orgId", s.environment, s.version
    from unnest($1::uuid[], $2::text[]) as asked (org_id, environment)
    join flag_sets s on s.org_id = asked.org_id and s.environment = asked.environment`,
};

/** Holds off other changes in the environment until the transaction ends. */
export async function raiseSet(tx: TenantTx, environment: Environment): Promise<void> {
  await tx.run(RAISE_SET, [tx.orgId, environment]);
}

export async function countFlags(tx: TenantTx, environment: Environment): Promise<number> {
  return (await tx.run<{ count: number }>(COUNT, [tx.orgId, environment]))[0]?.count ?? 0;
}

/** Undefined when the key is taken. */
export async function insertFlag(
  tx: TenantTx,
  flag: FlagContent & { id: string; environment: Environment; key: string; at: Date },
): Promise<FlagRow | undefined> {
  const { id, environment, key, name, description, definition, at } = flag;
  const values = [id, tx.orgId, environment, key, name, description, JSON.stringify(definition), at];
  return (await tx.run<FlagRow>(INSERT, values))[0];
}

/** Keeps others from changing the flag until the transaction ends. */
export async function lockFlag(tx: TenantTx, environment: Environment, key: string): Promise<FlagRow | undefined> {
  return (await tx.run<FlagRow>(LOCK, [tx.orgId, environment, key]))[0];
}

export async function updateFlag(tx: TenantTx, id: string, content: FlagContent, at: Date): Promise<FlagRow> {
  const values = [id, content.name, content.description, JSON.stringify(content.definition), at];
  const [row] = await tx.run<FlagRow>(UPDATE, values);
  if (!row) throw new Error(`the locked flag ${id} is not there`);
  return row;
}

export async function archiveFlag(tx: TenantTx, id: string, at: Date): Promise<void> {
  await tx.run(ARCHIVE, [id, at]);
}

export async function insertChange(tx: TenantTx, change: NewChange): Promise<void> {
  const { id, flagId, at, actorKind, actorId, kind, definition, rollout } = change;
  const contents = [JSON.stringify(definition), rollout === undefined ? null : JSON.stringify(rollout)];
  await tx.run(INSERT_CHANGE, [id, tx.orgId, flagId, at, actorKind, actorId, kind, ...contents]);
}

/** Everything an environment evaluates; version 0 where there never was a flag. */
export async function readSet(
  database: Pick<Database, 'hotStatement'>,
  { orgId, environment }: SetAddress,
): Promise<StoredSet> {
  type Row = { version: number; key: string | null; definition: FlagDefinition };
  const rows = await database.hotStatement<Row>(orgId, SET, [orgId, environment]);
  const flags = rows.flatMap(({ key, definition }) => (key === null ? [] : [{ key, definition }]));
  return { version: rows[0]?.version ?? 0, flags };
}

/** The versions of those sets that exist. */
export function setVersions(
  database: Pick<Database, 'hotSystemStatement'>,
  sets: readonly SetAddress[],
): Promise<(SetAddress & { readonly version: number })[]> {
  const columns = [sets.map(({ orgId }) => orgId), sets.map(({ environment }) => environment)];
  return database.hotSystemStatement({ routine: 'which flags have changed' }, VERSIONS, columns);
}
