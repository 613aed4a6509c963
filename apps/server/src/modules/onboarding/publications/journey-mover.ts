import type { Clock } from '../../../platform/clock/index.ts';
import type { TenantTx } from '../../../platform/database/index.ts';
import type { EventLog } from '../../insight/events/index.ts';
import type { FlowServing, LoadedVersion } from '../flows/index.ts';
import type { JourneyStore, StoredJourney } from '../journeys/index.ts';
import { migrationMove } from './migration-move.ts';
import type { Move } from './move.ts';
import { type MovedJourney, type Publication, withOutcomes } from './publication.ts';
import { insertMoved, lockPublication, markRestored, unrestoredAmong, updatePublication } from './repository.ts';
import { carryBackMove, restorationMove } from './roll-back-move.ts';

export type MoverDependencies = {
  readonly clock: Clock;
  readonly flows: Pick<FlowServing, 'versionById'>;
  readonly journeys: Pick<JourneyStore, 'pageByFlow' | 'rewrite'>;
  readonly events: Pick<EventLog, 'appendEvents'>;
  /** Journeys of one batch; each batch is one transaction. */
  readonly batchSize?: number;
};

export type JourneyMover = {
  /**
   * Moves or puts back the journeys that come next after `afterId` in id order, with all that shows for it, in this one
   * transaction. A journey that the publication has dealt with is skipped, so starting over from null is safe.
   *
   * @returns where to go on, or null when nothing is left to do.
   */
  moveBatch(tx: TenantTx, publicationId: string, afterId: string | null): Promise<string | null>;
};

const BATCH_SIZE = 200;

type Batch = {
  readonly tx: TenantTx;
  readonly publication: Publication;
  /** Locked until the transaction ends. */
  readonly page: readonly StoredJourney[];
  readonly isLast: boolean;
};

export function createJourneyMover(deps: MoverDependencies): JourneyMover {
  const limit = deps.batchSize ?? BATCH_SIZE;
  return {
    async moveBatch(tx, publicationId, afterId) {
      const publication = await lockPublication(tx, publicationId);
      if (publication?.state !== 'migrating' && publication?.state !== 'rolling_back') return null;
      const { flowId, environment, state } = publication;
      const page = await deps.journeys.pageByFlow(tx, { flowId, environment, afterId, limit, lock: true });
      const isLast = page.length < limit;
      await (state === 'migrating' ? migrate : putBack)(deps, { tx, publication, page, isLast });
      return isLast ? null : (page.at(-1)?.id ?? null);
    },
  };
}

async function migrate(deps: MoverDependencies, { tx, publication, page, isLast }: Batch): Promise<void> {
  // Who is on the new version was moved by an earlier batch, or started there.
  const due = page.filter((journey) => journey.versionId !== publication.toVersionId);
  const versions = await versionsOf(deps, tx, [publication.toVersionId, ...due.map((journey) => journey.versionId)]);
  const now = deps.clock.now();
  const moves = due.map((journey) => migrationMove(publication, journey, versions, now));
  const revisions = await write(deps, tx, moves);
  const moved = moves.map(({ rewrite: { journey }, outcome, before }): MovedJourney => {
    return { journeyId: journey.id, outcome, before, revisionAfter: revisions.get(journey.id) ?? 0 };
  });
  await insertMoved(tx, publication.id, moved);
  await updatePublication(tx, publication.id, {
    state: isLast ? 'done' : 'migrating',
    counts: withOutcomes(publication.counts, moves),
    journeysMigrated: publication.journeysMigrated + moved.length,
    finishedAt: isLast ? now : null,
  });
}

async function putBack(deps: MoverDependencies, { tx, publication, page, isLast }: Batch): Promise<void> {
  const moved = await unrestoredAmong(tx, publication.id, idsOf(page));
  const traces = [...moved.values()];
  const versions = await versionsOf(deps, tx, [
    publication.toVersionId,
    publication.fromVersionId ?? publication.toVersionId,
    ...page.map((journey) => journey.versionId),
    ...traces.map((trace) => trace.before.versionId),
  ]);
  const now = deps.clock.now();
  const moves = page.flatMap((journey): Move[] => {
    const trace = moved.get(journey.id);
    if (trace) return [restorationMove(publication, journey, trace, versions, now)];
    const isStartedOnIt = journey.versionId === publication.toVersionId;
    return isStartedOnIt ? [carryBackMove(publication, journey, versions, now)] : [];
  });
  await write(deps, tx, moves);
  await markRestored(tx, publication.id, [...moved.keys()], now);
  await updatePublication(tx, publication.id, {
    state: isLast ? 'rolled_back' : 'rolling_back',
    counts: publication.counts,
    journeysMigrated: isLast ? 0 : publication.journeysMigrated - moved.size,
    finishedAt: isLast ? now : null,
  });
}

/** Writes all moves; answers the new revision of each journey. */
async function write(
  { journeys, events }: MoverDependencies,
  tx: TenantTx,
  moves: readonly Move[],
): Promise<ReadonlyMap<string, number>> {
  const written = await journeys.rewrite(
    tx,
    moves.map((move) => move.rewrite),
  );
  // They are locked, so none can have changed since it was read.
  if (written.length !== moves.length) throw new Error(`${moves.length - written.length} locked journeys changed`);
  await events.appendEvents(
    tx,
    moves.map((move) => move.event),
  );
  return new Map(written.map(({ journeyId, revision }) => [journeyId, revision]));
}

async function versionsOf(
  { flows }: MoverDependencies,
  tx: TenantTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LoadedVersion>> {
  const versions = new Map<string, LoadedVersion>();
  for (const id of new Set(ids)) versions.set(id, await flows.versionById(tx, id));
  return versions;
}

function idsOf(page: readonly StoredJourney[]): string[] {
  return page.map((journey) => journey.id);
}
