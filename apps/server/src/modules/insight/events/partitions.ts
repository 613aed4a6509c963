import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, Tx } from '../../../platform/database/index.ts';
import { ensurePartitions } from './repository.ts';

const MONTHS_AHEAD = 3;

export type EventPartitions = { database: Pick<Database, 'asSystem'>; clock: Clock };

/**
 * Makes the event log's partitions from the previous month to three months ahead, and answers how many were missing.
 * Called at start and daily; any number of processes may do so at once.
 */
export async function keepPartitionsAhead({ database, clock }: EventPartitions): Promise<number> {
  const now = clock.now();
  return database.asSystem({ routine: 'event log partitions' }, (tx) =>
    ensurePartitions(tx, monthStart(now, -1), monthStart(now, MONTHS_AHEAD)),
  );
}

/** Makes the partitions for events of another time, such as an import brings. They are there when `tx` commits. */
export async function makePartitions(tx: Tx, first: Date, last: Date): Promise<number> {
  return ensurePartitions(tx, first.toISOString().slice(0, 10), last.toISOString().slice(0, 10));
}

function monthStart(now: Date, monthsLater: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsLater, 1)).toISOString().slice(0, 10);
}
