import type { Environment } from '@stepwell/contract';
import type { MigrationMode } from '@stepwell/engine';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import type { FlowStanding } from '../flows/index.ts';
import type { JourneyBefore, MigrationCounts, MovedJourney, Publication, PublicationState } from './publication.ts';

const COLUMNS = `id, environment, flow_id, from_version_id, to_version_id, standing_before, mode, state, counts, journeys_total,
  journeys_migrated, published_at`;

const INSERT: Statement = {
  name: 'publications_insert',
  text: `insert into publications (org_id, id, environment, flow_id, from_version_id, to_version_id, standing_before, mode, state,
      counts, journeys_total, journeys_migrated, published_at, published_by, finished_at)
    values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10::jsonb, $11, $12, $13, $14, $15)`,
};
const LOCK: Statement = {
  name: 'publications_lock',
  text: `select ${COLUMNS} from publications where id = $1 for update`,
};
const LOCK_OF_FLOW: Statement = {
  name: 'publications_lock_of_flow',
  text: `select ${COLUMNS} from publications where id = $1 and flow_id = $2 for update`,
};
const RUNNING: Statement = {
  name: 'publications_running',
  text: `select id from publications where flow_id = $1 and environment = $2 and state in ('migrating', 'rolling_back')`,
};
const PUBLISHED_VERSIONS: Statement = {
  name: 'publications_published_versions',
  text: 'select distinct to_version_id from publications where flow_id = $1 and environment = $2',
};
const LATER: Statement = {
  name: 'publications_later',
  text: `select id from publications
    where flow_id = $1 and environment = $2 and id > $3 and state <> 'rolled_back' limit 1`,
};
const UPDATE: Statement = {
  name: 'publications_update',
  text: `update publications set state = $2, counts = $3::jsonb, journeys_migrated = $4, finished_at = $5 where id = $1`,
};
const INSERT_MOVED: Statement = {
  name: 'publications_insert_moved',
  text: `insert into publication_journeys (org_id, publication_id, journey_id, outcome, before, revision_after)
    select $1, $2, * from unnest($3::uuid[], $4::text[], $5::jsonb[], $6::int[])`,
};
const UNRESTORED: Statement = {
  name: 'publications_unrestored',
  text: `select journey_id, outcome, before, revision_after from publication_journeys
    where publication_id = $1 and journey_id = any($2::uuid[]) and restored_at is null`,
};
const MARK_RESTORED: Statement = {
  name: 'publications_mark_restored',
  text: `update publication_journeys set restored_at = $3 where publication_id = $1 and journey_id = any($2::uuid[])`,
};

type PublicationRow = {
  id: string;
  environment: Environment;
  flow_id: string;
  from_version_id: string | null;
  to_version_id: string;
  standing_before: FlowStanding | null;
  mode: MigrationMode;
  state: PublicationState;
  counts: MigrationCounts;
  journeys_total: number;
  journeys_migrated: number;
  published_at: Date;
};
type MovedRow = { journey_id: string; outcome: MovedJourney['outcome']; before: JourneyBefore; revision_after: number };

export async function insertPublication(
  tx: TenantTx,
  publication: Publication,
  by: string | null,
  finishedAt: Date | null,
): Promise<void> {
  await tx.run(INSERT, [
    tx.orgId,
    publication.id,
    publication.environment,
    publication.flowId,
    publication.fromVersionId,
    publication.toVersionId,
    publication.standingBefore === null ? null : JSON.stringify(publication.standingBefore),
    publication.mode,
    publication.state,
    JSON.stringify(publication.counts),
    publication.journeysTotal,
    publication.journeysMigrated,
    publication.publishedAt,
    by,
    finishedAt,
  ]);
}

/** Waits for whoever is working on the publication. */
export async function lockPublication(tx: TenantTx, id: string): Promise<Publication | undefined> {
  return publicationOf((await tx.run<PublicationRow>(LOCK, [id]))[0]);
}

export async function lockPublicationOfFlow(
  tx: TenantTx,
  id: string,
  flowId: string,
): Promise<Publication | undefined> {
  return publicationOf((await tx.run<PublicationRow>(LOCK_OF_FLOW, [id, flowId]))[0]);
}

export async function isRunning(tx: TenantTx, flowId: string, environment: Environment): Promise<boolean> {
  return (await tx.run(RUNNING, [flowId, environment])).length > 0;
}

/** Versions that were ever published in an environment, rolled back or not. */
export async function publishedVersions(tx: TenantTx, flowId: string, environment: Environment): Promise<string[]> {
  const rows = await tx.run<{ to_version_id: string }>(PUBLISHED_VERSIONS, [flowId, environment]);
  return rows.map((row) => row.to_version_id);
}

/** Whether a later publication of the same flow and environment is in force. */
export async function isSuperseded(tx: TenantTx, { id, flowId, environment }: Publication): Promise<boolean> {
  return (await tx.run(LATER, [flowId, environment, id])).length > 0;
}

export async function updatePublication(
  tx: TenantTx,
  id: string,
  change: { state: PublicationState; counts: MigrationCounts; journeysMigrated: number; finishedAt: Date | null },
): Promise<void> {
  const { state, counts, journeysMigrated, finishedAt } = change;
  await tx.run(UPDATE, [id, state, JSON.stringify(counts), journeysMigrated, finishedAt]);
}

export async function insertMoved(tx: TenantTx, publicationId: string, moved: readonly MovedJourney[]): Promise<void> {
  await tx.run(INSERT_MOVED, [
    tx.orgId,
    publicationId,
    moved.map((journey) => journey.journeyId),
    moved.map((journey) => journey.outcome),
    moved.map((journey) => JSON.stringify(journey.before)),
    moved.map((journey) => journey.revisionAfter),
  ]);
}

/** What the publication moved among the journeys and has not put back yet, by journey. */
export async function unrestoredAmong(
  tx: TenantTx,
  publicationId: string,
  journeyIds: readonly string[],
): Promise<ReadonlyMap<string, MovedJourney>> {
  const rows = await tx.run<MovedRow>(UNRESTORED, [publicationId, [...journeyIds]]);
  return new Map(
    rows.map(({ journey_id, outcome, before, revision_after }) => [
      journey_id,
      { journeyId: journey_id, outcome, before, revisionAfter: revision_after },
    ]),
  );
}

export async function markRestored(
  tx: TenantTx,
  publicationId: string,
  journeyIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.run(MARK_RESTORED, [publicationId, [...journeyIds], at]);
}

function publicationOf(row: PublicationRow | undefined): Publication | undefined {
  if (!row) return undefined;
  return {
    id: row.id,
    environment: row.environment,
    flowId: row.flow_id,
    fromVersionId: row.from_version_id,
    toVersionId: row.to_version_id,
    standingBefore: row.standing_before,
    mode: row.mode,
    state: row.state,
    counts: row.counts,
    journeysTotal: row.journeys_total,
    journeysMigrated: row.journeys_migrated,
    publishedAt: row.published_at,
  };
}
