import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, Log } from '../../../platform/database/index.ts';
import { EVENT_NAMES, type NewEvent } from './event.ts';
import type { EventLog } from './event-log.ts';
import { type HeldCounts, RefusalTally } from './refusal-tally.ts';
import { addRefusalCounts } from './repository.ts';

/** One refused look at a gate. */
export type GateRefusal = {
  readonly orgId: string;
  readonly environment: Environment;
  readonly capability: string;
  /** The steps that were missing, at least one. */
  readonly stepKeys: readonly string[];
  /** The route that asked: a path template, never a path with ids in it. */
  readonly route: string;
  /** Whose gate it was; somebody not yet known is counted without an event. */
  readonly participantId?: string | null;
  readonly journeyId?: string | null;
  readonly flowId?: string | null;
  readonly versionNumber?: number | null;
  readonly market?: string | null;
  readonly correlationId?: string | null;
};

export type RefusalCounterOptions = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly eventLog: Pick<EventLog, 'appendEvents'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between two writes; 1,000 where absent. */
  readonly flushMs?: number;
  /** Events held between two writes; when there are more, counts are kept and events dropped. 10,000 where absent. */
  readonly maxEvents?: number;
};

export type RefusalCounter = {
  /** Notes a refusal in memory; it is written within a flush interval. Never throws, never waits. */
  record(refusal: GateRefusal): void;
  /** Writes what was noted so far. What cannot be written is kept for the next time. */
  flush(): Promise<void>;
  /** Ends the timer and writes the rest. */
  stop(): Promise<void>;
};

const DEFAULT_FLUSH_MS = 1_000;
const DEFAULT_MAX_EVENTS = 10_000;

/** Counts refusals in memory and writes them in batches, so that a refused gate costs its caller no statement. */
export function createRefusalCounter(options: RefusalCounterOptions): RefusalCounter {
  const counter = new BufferedRefusalCounter(options);
  const timer = setInterval(() => void counter.flush(), options.flushMs ?? DEFAULT_FLUSH_MS);
  timer.unref();
  return {
    record: (refusal) => counter.record(refusal),
    flush: () => counter.flush(),
    async stop() {
      clearInterval(timer);
      await counter.flush();
    },
  };
}

class BufferedRefusalCounter {
  readonly #options: RefusalCounterOptions;
  readonly #maxEvents: number;
  #tally = new RefusalTally();
  #events: { readonly at: Date; readonly refusal: GateRefusal }[] = [];
  #dropped = 0;
  #flushing: Promise<void> = Promise.resolve();

  constructor(options: RefusalCounterOptions) {
    this.#options = options;
    this.#maxEvents = options.maxEvents ?? DEFAULT_MAX_EVENTS;
  }

  record(refusal: GateRefusal): void {
    const at = this.#options.clock.now();
    for (const stepKey of refusal.stepKeys) this.#tally.add(refusal, stepKey, at, 1);
    if (refusal.participantId == null) return;
    if (this.#events.length < this.#maxEvents) this.#events.push({ at, refusal });
    else this.#dropped += 1;
  }

  /** One at a time, so that two writes of one process never wait for each other's rows. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  async #write(): Promise<void> {
    const counts = this.#tally.take();
    const events = Map.groupBy(this.#events, ({ refusal }) => refusal.orgId);
    this.#events = [];
    this.#warnOfDropped();
    for (const held of counts) await this.#writeTenant(held, events.get(held.orgId) ?? []);
  }

  async #writeTenant(
    held: HeldCounts,
    noted: readonly { readonly at: Date; readonly refusal: GateRefusal }[],
  ): Promise<void> {
    const { database, eventLog, log } = this.#options;
    try {
      await database.asTenant(held.orgId, async (tx) => {
        await addRefusalCounts(tx, held.orgId, held.counts);
        await eventLog.appendEvents(tx, noted.map(eventOf));
      });
    } catch (error) {
      log.warn(
        { err: error, orgId: held.orgId },
        'gate refusals could not be written; they are kept for the next time',
      );
      this.#tally.putBack(held);
      const room = Math.max(0, this.#maxEvents - this.#events.length);
      this.#events.push(...noted.slice(0, room));
      this.#dropped += Math.max(0, noted.length - room);
    }
  }

  #warnOfDropped(): void {
    if (this.#dropped === 0) return;
    this.#options.log.warn(
      { dropped: this.#dropped },
      'more gate refusals than can be held: they were counted, their events dropped',
    );
    this.#dropped = 0;
  }
}

function eventOf({ at, refusal }: { readonly at: Date; readonly refusal: GateRefusal }): NewEvent {
  const { capability, stepKeys, route, participantId, ...rest } = refusal;
  if (participantId == null) throw new Error('a refusal without a participant makes no event');
  return {
    ...rest,
    participantId,
    occurredAt: at,
    name: EVENT_NAMES.gateRefused,
    stepKey: stepKeys[0] ?? null,
    properties: { capability, route, steps: stepKeys },
  };
}
