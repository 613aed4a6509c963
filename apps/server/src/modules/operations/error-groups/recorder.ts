import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { FailureWatch } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import { createGathering } from './gathering.ts';
import { occurrenceOf } from './occurrence.ts';
import { writeGroups } from './repository.ts';

export type RecorderDependencies = {
  readonly database: Pick<Database, 'hotSystemStatement'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** Of this installation, e.g. `0.3.1`. */
  readonly version: string;
};

/** Gathers what goes wrong and writes it now and then. */
export type ErrorRecorder = {
  /** Never throws, never waits, and is done in some microseconds: whoever fails must not fail otherwise for it. */
  record: FailureWatch;
  /** Writes what was gathered, at most a batch of it. What can't be written is kept for the next time. */
  flush(): Promise<void>;
  /** Flushes every few seconds from now on; once is enough. */
  start(): void;
  /** Flushes once more, and no more after that. */
  stop(): Promise<void>;
};

const MAX_GROUPS = 500;
const BATCH = 100;
const FLUSH_MS = 5_000;

export function createErrorRecorder(deps: RecorderDependencies): ErrorRecorder {
  const { clock, log } = deps;
  const gathering = createGathering(clock, MAX_GROUPS);
  let flushing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => (flushing ??= writeBatch().finally(() => (flushing = undefined)));
  async function writeBatch(): Promise<void> {
    const groups = gathering.take(BATCH);
    const lost = gathering.lost();
    if (lost > 0) log.warn({ lost }, 'more kinds of errors at once than are counted');
    if (groups.length === 0) return;
    try {
      await writeGroups(deps, groups);
    } catch (error) {
      gathering.putBack(groups);
      log.warn({ err: error }, 'errors could not be counted; it is tried again in a moment');
    }
  }
  return {
    record(failure) {
      try {
        const occurrence = occurrenceOf(failure);
        if (occurrence !== undefined) gathering.add(occurrence, failure.correlationId);
      } catch (error) {
        log.warn({ err: error }, 'an error could not be counted');
      }
    },
    flush,
    start() {
      timer ??= setInterval(() => void flush(), FLUSH_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await flushing;
      await flush();
    },
  };
}
