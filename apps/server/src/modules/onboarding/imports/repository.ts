import type { Environment } from '@stepwell/contract';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import type { ImportMapping } from './mapping.ts';
import { STAGING_COLUMNS } from './staged-row.ts';

/**
 * An import writes whole sets: its rows go to a temporary table of their own and from there, in a few statements, to the
 * participants and the event log. Those two statements stand here and not with their tables because what they read
 * exists only in this room and only while its transaction lasts.
 */
const CREATE_STAGING: Statement = {
  name: 'import_create_staging',
  text: `create temporary table import_rows (
      line integer, participant_id uuid, external_id text collate "C", display_name text, market text, role text, locale text, traits jsonb,
      name text, occurred_at timestamptz, step_key text, properties jsonb, identity uuid
    ) on commit drop`,
};

/**
 * A large import outlasts the time allowed to a request's statements and locks, and sorts more than they do. Imports of
 * one organization wait for each other: what is new is found by looking, and nobody else may add the same meanwhile.
 */
const PREPARE: Statement = {
  name: 'import_prepare',
  text: `select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
      set_config('work_mem', '64MB', true), pg_advisory_xact_lock(hashtextextended('imports of ' || $1::text, 0))`,
};

const HAS_IDENTICAL_ROWS: Statement = {
  name: 'import_identical_rows',
  text: 'select exists (select from import_rows group by identity having count(*) > 1 and identity is not null) as found',
};

const PLAIN = `select r.*, identity as id from import_rows r where name is not null`;
/** Identical rows of one file are told apart by their number, the first of them keeping the plain identity. */
const NUMBERED = `select n.*, case when n.occurrence = 1 then n.identity else (
      select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 15))::uuid
      from (select encode(sha256(convert_to(n.identity::text || ':' || n.occurrence, 'UTF8')), 'hex') as h) as d
    ) end as id
  from (
    select r.*, row_number() over (partition by identity order by line) as occurrence from import_rows r where name is not null
  ) as n`;

/** $1 organization, $2 environment, $3 now, $4 import. A participant who is known already stays as it is. */
const addParticipants = (latest: boolean): Statement => ({
  name: latest ? 'import_add_participants_last' : 'import_add_participants_first',
  text: `with people as materialized (
      select distinct on (external_id) external_id, participant_id, display_name, market, role, locale, traits
      from import_rows order by external_id, occurred_at ${latest ? 'desc' : ''}, line ${latest ? 'desc' : ''}
    ), added as (
      insert into participants (id, org_id, environment, external_id, display_name, market, role, locale, traits, created_at,
        last_seen_at, import_id)
      select d.participant_id, $1::uuid, $2::text, d.external_id, d.display_name, d.market, d.role, d.locale,
        coalesce(d.traits, '{}'), coalesce(s.first_at, $3::timestamptz), s.last_at, $4::uuid
      from people as d join (
        select external_id, min(occurred_at) as first_at, max(occurred_at) as last_at from import_rows group by external_id
      ) as s on s.external_id = d.external_id
      on conflict (org_id, environment, external_id) do nothing
      returning 1
    )
    select (select count(*) from added) as added, (select count(*) from people) as total`,
});

/** $1 organization, $2 environment, $3 flow, $4 import. */
const addEvents = (hasIdenticalRows: boolean): Statement => ({
  name: hasIdenticalRows ? 'import_add_numbered_events' : 'import_add_events',
  text: `with added as (
      insert into onboarding_events (id, org_id, environment, occurred_at, ordinal, name, participant_id, flow_id, step_key,
        market, traits, properties, import_id)
      select r.id, $1::uuid, $2::text, r.occurred_at, r.line, r.name, p.id, $3::uuid, r.step_key, r.market, r.traits,
        r.properties, $4::uuid
      from (${hasIdenticalRows ? NUMBERED : PLAIN}) as r
      join participants p on p.org_id = $1::uuid and p.environment = $2::text and p.external_id = r.external_id
      where not exists (select from onboarding_events e where e.id = r.id and e.occurred_at = r.occurred_at)
      returning 1
    )
    select count(*) as added from added`,
});

/** What an import would add: $1 organization, $2 environment. */
const PREVIEW: Statement = {
  name: 'import_preview',
  text: `select
      (select count(distinct external_id) from import_rows) as participants,
      (select count(*) from (select distinct external_id from import_rows) as r where exists (
        select from participants p
        where p.org_id = $1::uuid and p.environment = $2::text and p.external_id = r.external_id)) as known_participants,
      (select count(*) from (${NUMBERED}) as n where exists (
        select from onboarding_events e where e.id = n.id and e.occurred_at = n.occurred_at)) as known_events`,
};

const INSERT_IMPORT: Statement = {
  name: 'import_insert',
  text: `insert into imports (id, org_id, environment, file_name, mapping, state, participants_added, events_added, rows_read,
      rows_skipped, first_event_at, last_event_at, created_at)
    values ($1, $2, $3, $4, $5, 'done', $6, $7, $8, $9, $10, $11, $12)`,
};

const LOCK_IMPORT: Statement = {
  name: 'import_lock',
  text: `select environment, state, first_event_at as "firstEventAt", last_event_at as "lastEventAt" from imports
    where id = $1 and org_id = $2 for update`,
};

/** $1 organization, $2 import, $3 and $4 its first and last event, which spare the partitions of other times. */
const REMOVE_EVENTS: Statement = {
  name: 'import_remove_events',
  text: `with removed as (
      delete from onboarding_events
      where org_id = $1 and import_id = $2 and occurred_at between $3 and $4 returning 1
    )
    select count(*) as removed from removed`,
};

/**
 * Also those of imports undone before, whom this import's events had kept: $1 organization, $2 import. One pass over the
 * organization's log finds who still has events: looked up one by one, each would be sought in every partition.
 */
const REMOVE_PARTICIPANTS: Statement = {
  name: 'import_remove_participants',
  text: `with candidates as materialized (
      select p.id, p.import_id from participants p
      where p.org_id = $1 and p.import_id in (select id from imports where org_id = $1 and (id = $2 or state = 'undone'))
    ), active as materialized (
      select distinct e.participant_id as id from onboarding_events e where e.org_id = $1
      union all
      select j.participant_id from journeys j where j.org_id = $1
    ), removed as (
      delete from participants p using candidates c
      where p.id = c.id and not exists (select from active a where a.id = c.id)
      returning c.import_id
    )
    select (select count(*) from removed) as removed,
      (select count(*) from candidates where import_id = $2)
        - (select count(*) from removed where import_id = $2) as kept`,
};

const MARK_UNDONE: Statement = {
  name: 'import_mark_undone',
  text: `update imports set state = 'undone', undone_at = $3 where id = $1 and org_id = $2`,
};

export type Added = { readonly added: number; readonly total: number };
export type Preview = {
  readonly participants: number;
  readonly known_participants: number;
  readonly known_events: number;
};
export type ImportScope = { readonly orgId: string; readonly environment: Environment };

/** Copies checked rows, in COPY's text format, to a table that ends with the transaction. */
export async function stageRows(tx: TenantTx, rows: AsyncIterable<Buffer>): Promise<void> {
  await tx.run(PREPARE, [tx.orgId]);
  await tx.run(CREATE_STAGING);
  await tx.copyFrom(`copy import_rows (${STAGING_COLUMNS}) from stdin`, rows);
}

export async function previewStaged(tx: TenantTx, { orgId, environment }: ImportScope): Promise<Preview> {
  return one(await tx.run<Preview>(PREVIEW, [orgId, environment]));
}

export async function addStagedParticipants(
  tx: TenantTx,
  { orgId, environment }: ImportScope,
  { importId, now, from }: { importId: string; now: Date; from: ImportMapping['participant_traits_from'] },
): Promise<Added> {
  return one(await tx.run<Added>(addParticipants(from === 'last'), [orgId, environment, now, importId]));
}

export async function addStagedEvents(
  tx: TenantTx,
  { orgId, environment }: ImportScope,
  { importId, flowId }: { importId: string; flowId: string | null },
): Promise<number> {
  const { found } = one(await tx.run<{ found: boolean }>(HAS_IDENTICAL_ROWS));
  return one(await tx.run<{ added: number }>(addEvents(found), [orgId, environment, flowId, importId])).added;
}

export type ImportRecord = ImportScope & {
  readonly id: string;
  readonly fileName: string;
  readonly mapping: ImportMapping;
  readonly participantsAdded: number;
  readonly eventsAdded: number;
  readonly rowsRead: number;
  readonly rowsSkipped: number;
  readonly firstEventAt: Date | null;
  readonly lastEventAt: Date | null;
  readonly createdAt: Date;
};

export async function insertImport(tx: TenantTx, record: ImportRecord): Promise<void> {
  await tx.run(INSERT_IMPORT, [
    record.id,
    record.orgId,
    record.environment,
    record.fileName,
    JSON.stringify(record.mapping),
    record.participantsAdded,
    record.eventsAdded,
    record.rowsRead,
    record.rowsSkipped,
    record.firstEventAt,
    record.lastEventAt,
    record.createdAt,
  ]);
}

export type LockedImport = {
  readonly environment: Environment;
  readonly state: 'done' | 'undone';
  readonly firstEventAt: Date | null;
  readonly lastEventAt: Date | null;
};

export async function lockImport(tx: TenantTx, id: string): Promise<LockedImport | undefined> {
  const [row] = await tx.run<LockedImport>(LOCK_IMPORT, [id, tx.orgId]);
  return row;
}

export type Removed = { readonly events: number; readonly participants: number; readonly participantsKept: number };

/** Removes what an import added, except participants who have journeys or events of other origin. */
export async function removeImported(tx: TenantTx, id: string, found: LockedImport, now: Date): Promise<Removed> {
  await tx.run(PREPARE, [tx.orgId]);
  const span = [found.firstEventAt, found.lastEventAt];
  const events = one(await tx.run<{ removed: number }>(REMOVE_EVENTS, [tx.orgId, id, ...span])).removed;
  const { removed, kept } = one(await tx.run<{ removed: number; kept: number }>(REMOVE_PARTICIPANTS, [tx.orgId, id]));
  await tx.run(MARK_UNDONE, [id, tx.orgId, now]);
  return { events, participants: removed, participantsKept: kept };
}

function one<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('a statement that always answers one row answered none');
  return row;
}
