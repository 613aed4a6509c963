import { type Database, isPartOfWhole } from '../../../platform/database/index.ts';
import { type StepWrite, valuesOfMany, valuesOfOne, WRITE_STEP, WRITE_STEPS } from './step-write.ts';

const MAX_BATCH = 32;
const MAX_IN_FLIGHT = 4;
/** So many more writes must be waiting for each batch that is in flight before another one leaves beside it. */
const PATIENCE = 8;

type Waiting = { write: StepWrite; resolve: (applied: boolean) => void; reject: (error: unknown) => void };
type Queue = { readonly orgId: string; waiting: Waiting[]; inFlight: number; isScheduled: boolean };

/**
 * Writes accepted moves, gathering what arrives within one turn of the event loop into one statement: a commit costs
 * the same for one row as for thirty, so a further batch leaves only when it is large enough to be worth its own. At most
 * four batches per organization are in flight, each of at most 32 distinct journeys; a write to a journey already in the
 * batch waits for the next one.
 */
export class StepWriter {
  readonly #database: Pick<Database, 'hotStatement'>;
  readonly #queues = new Map<string, Queue>();

  constructor(database: Pick<Database, 'hotStatement'>) {
    this.#database = database;
  }

  /** Resolves to false when the journey's revision was no longer the write's: nothing was written. */
  write(write: StepWrite): Promise<boolean> {
    if (isPartOfWhole()) return this.#writeAlone(write.orgId, write);
    return new Promise((resolve, reject) => {
      const queue = this.#queueOf(write.orgId);
      queue.waiting.push({ write, resolve, reject });
      this.#schedule(queue);
    });
  }

  #queueOf(orgId: string): Queue {
    const known = this.#queues.get(orgId);
    if (known) return known;
    const queue: Queue = { orgId, waiting: [], inFlight: 0, isScheduled: false };
    this.#queues.set(orgId, queue);
    return queue;
  }

  #schedule(queue: Queue): void {
    if (queue.isScheduled || !mayLeave(queue)) return;
    queue.isScheduled = true;
    setImmediate(() => {
      queue.isScheduled = false;
      void this.#flush(queue);
    });
  }

  async #flush(queue: Queue): Promise<void> {
    const batch = takeDistinct(queue);
    if (batch.length === 0) return;
    queue.inFlight += 1;
    this.#schedule(queue);
    try {
      await this.#send(queue.orgId, batch);
    } finally {
      queue.inFlight -= 1;
      if (queue.waiting.length > 0) this.#schedule(queue);
      else if (queue.inFlight === 0) this.#queues.delete(queue.orgId);
    }
  }

  async #send(orgId: string, batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (batch.length === 1 && first) return this.#sendOne(orgId, first);
    try {
      const writes = batch.map((waiting) => waiting.write);
      const rows = await this.#database.hotStatement<{ journey_id: string }>(
        orgId,
        WRITE_STEPS,
        valuesOfMany(orgId, writes),
      );
      const applied = new Set(rows.map((row) => row.journey_id));
      for (const waiting of batch) waiting.resolve(applied.has(waiting.write.journeyId));
    } catch {
      // One bad row fails the whole statement: each is tried alone, so that only the bad one hears of it.
      for (const waiting of batch) await this.#sendOne(orgId, waiting);
    }
  }

  async #sendOne(orgId: string, waiting: Waiting): Promise<void> {
    try {
      waiting.resolve(await this.#writeAlone(orgId, waiting.write));
    } catch (error) {
      waiting.reject(error);
    }
  }

  async #writeAlone(orgId: string, write: StepWrite): Promise<boolean> {
    return (await this.#database.hotStatement(orgId, WRITE_STEP, valuesOfOne(orgId, write))).length > 0;
  }
}

/** With nothing in flight a lone write leaves at once. */
function mayLeave({ waiting, inFlight }: Queue): boolean {
  return inFlight < MAX_IN_FLIGHT && waiting.length > inFlight * PATIENCE;
}

/** Takes up to a batch of writes to distinct journeys, oldest first; the others stay in their order. */
function takeDistinct(queue: Queue): Waiting[] {
  const batch: Waiting[] = [];
  const left: Waiting[] = [];
  const journeys = new Set<string>();
  for (const waiting of queue.waiting) {
    const fits = batch.length < MAX_BATCH && !journeys.has(waiting.write.journeyId);
    if (fits) journeys.add(waiting.write.journeyId);
    (fits ? batch : left).push(waiting);
  }
  queue.waiting = left;
  return batch;
}
