import type { Clock } from '../clock/index.ts';
import type { Database, Log, SystemTx, TenantTx } from '../database/index.ts';
import type { FailureWatch } from '../errors/index.ts';
import { withCorrelation } from '../telemetry/index.ts';
import { OUTBOX_CHANNEL, type OutboxEvent } from './append.ts';
import { type DueDelivery, dueDeliveries, lockDelivery, markAttempt, markDone, takeEvents } from './deliveries.ts';

/**
 * Reacts to an event inside a transaction that also records the delivery: what it writes through `tx` happens once,
 * however often it is tried. Anything else it does, such as a call outside, can happen again: enqueue a job instead.
 */
export type OutboxHandler = {
  /** Stable and unique among the handlers of its topic; deliveries are recorded under it. */
  name: string;
} & (
  | { scope?: 'tenant'; run(event: OutboxEvent & { orgId: string }, tx: TenantTx): Promise<void> }
  | { scope: 'system'; run(event: OutboxEvent, tx: SystemTx): Promise<void> }
);

/** Which handlers each topic has. */
export type OutboxSubscriptions = Readonly<Record<string, readonly OutboxHandler[]>>;

export type DispatcherOptions = {
  database: Database;
  subscriptions: OutboxSubscriptions;
  clock: Clock;
  log: Log;
  /** Is told of every delivery that failed. */
  onFailure?: FailureWatch;
  /** How often to look without being woken, in milliseconds. Retries wait at least for this. */
  pollMs?: number;
  /** Deliveries under way at once. */
  concurrency?: number;
  /** Attempts before a delivery is given up and shown among the failed. */
  maxAttempts?: number;
};

export type OutboxDispatcher = {
  /** Takes nothing new and resolves when what is under way has ended. */
  stop(): Promise<void>;
  /** Resolves when nothing is due, having looked at least once after the call. */
  idle(): Promise<void>;
};

const DEFAULT_POLL_MS = 1_000;
const DEFAULT_CONCURRENCY = 4;
const DEFAULT_MAX_ATTEMPTS = 12;
const BATCH = 100;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15 * 60_000;
const MAX_ERROR_LENGTH = 2_000;

/**
 * Delivers outbox events to their handlers, each at least once, in no promised order. Any number of dispatchers may
 * run side by side. A handler that throws is tried again after 1 s, 2 s, 4 s … up to 15 min, then given up.
 */
export async function startOutboxDispatcher(options: DispatcherOptions): Promise<OutboxDispatcher> {
  const dispatcher = new Dispatcher(options);
  await dispatcher.start();
  return dispatcher;
}

/** The delay before attempt number `attempts + 1`, in milliseconds. */
export function retryDelayMs(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LAST_RETRY_MS);
}

class Dispatcher implements OutboxDispatcher {
  readonly #options: DispatcherOptions;
  readonly #handlers = new Map<string, OutboxHandler>();
  readonly #pairs: { topics: string[]; handlers: string[] } = { topics: [], handlers: [] };
  readonly #names: string[] = [];
  #subscription: { stop(): void } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    for (const [topic, handlers] of Object.entries(options.subscriptions)) {
      for (const handler of handlers) this.#register(topic, handler);
    }
  }

  async start(): Promise<void> {
    this.#subscription = await this.#options.database.listen(OUTBOX_CHANNEL, () => this.#look());
    this.#look();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#subscription?.stop();
    clearTimeout(this.#timer);
    await this.#round;
  }

  async idle(): Promise<void> {
    this.#look();
    while (this.#round !== undefined) await this.#round;
  }

  #register(topic: string, handler: OutboxHandler): void {
    const key = deliveryKey(topic, handler.name);
    if (this.#handlers.has(key)) throw new Error(`two handlers of ${topic} are named ${handler.name}`);
    this.#handlers.set(key, handler);
    this.#pairs.topics.push(topic);
    this.#pairs.handlers.push(handler.name);
    if (!this.#names.includes(handler.name)) this.#names.push(handler.name);
  }

  /** Starts a round, or has the current one followed by another. */
  #look(): void {
    if (this.#stopped) return;
    if (this.#round !== undefined) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#round = this.#runRounds().finally(() => {
      this.#round = undefined;
      if (!this.#stopped) this.#timer = setTimeout(() => this.#look(), this.#options.pollMs ?? DEFAULT_POLL_MS);
    });
  }

  async #runRounds(): Promise<void> {
    try {
      do {
        this.#again = false;
        if (await this.#deliverDue()) this.#again = true;
      } while (this.#again && !this.#stopped);
    } catch (error) {
      this.#options.log.error({ err: error }, 'the outbox could not be read; trying again soon');
    }
  }

  /** True when there may be more at once. */
  async #deliverDue(): Promise<boolean> {
    const { database, clock } = this.#options;
    const taken = await takeEvents(database, this.#pairs, clock.now(), BATCH);
    const due = await dueDeliveries(database, this.#names, clock.now(), BATCH);
    const queue = due.values();
    let handled = 0;
    const workers = Array.from({ length: this.#options.concurrency ?? DEFAULT_CONCURRENCY }, async () => {
      for (const delivery of queue) {
        if (this.#stopped) return;
        if (await this.#deliver(delivery)) handled += 1;
      }
    });
    await Promise.all(workers);
    // A full batch of which nothing was handled is another dispatcher's: looking again at once would only spin.
    return taken === BATCH || (due.length === BATCH && handled > 0);
  }

  /** False when another dispatcher has it. */
  async #deliver(delivery: DueDelivery): Promise<boolean> {
    const handler = this.#handlers.get(deliveryKey(delivery.event.topic, delivery.handler));
    if (handler === undefined) return false;
    try {
      const { correlationId, id } = delivery.event;
      return await withCorrelation(correlationId ?? id, () => this.#runHandler(handler, delivery));
    } catch (error) {
      await this.#recordFailure(delivery, error);
      return true;
    }
  }

  async #runHandler(handler: OutboxHandler, delivery: DueDelivery): Promise<boolean> {
    const { database, clock } = this.#options;
    const { event } = delivery;
    if (handler.scope === 'system') {
      return database.asSystem({ routine: `outbox handler ${handler.name}` }, async (tx) => {
        if (!(await lockDelivery(tx, delivery, clock.now()))) return false;
        await handler.run(event, tx);
        await markDone(tx, delivery, clock.now());
        return true;
      });
    }
    const { orgId } = event;
    if (orgId === null) throw new Error(`${handler.name} is a tenant handler, and the event has no organization`);
    return database.asTenant(orgId, async (tx) => {
      if (!(await lockDelivery(tx, delivery, clock.now()))) return false;
      await handler.run({ ...event, orgId }, tx);
      await markDone(tx, delivery, clock.now());
      return true;
    });
  }

  async #recordFailure(delivery: DueDelivery, error: unknown): Promise<void> {
    const { database, clock, log, onFailure } = this.#options;
    const attempts = delivery.attempts + 1;
    const givenUp = attempts >= (this.#options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS);
    const nextAttemptAt = new Date(clock.nowMs() + retryDelayMs(attempts));
    const message = (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH);
    const { id: eventId, topic } = delivery.event;
    const place = `outbox ${topic} → ${delivery.handler}`;
    onFailure?.({ error, place, correlationId: delivery.event.correlationId, isBackground: true });
    const facts = { err: error, eventId, topic, handler: delivery.handler, attempts };
    if (givenUp) log.error(facts, 'an outbox delivery was given up');
    else log.warn(facts, 'an outbox delivery failed and will be tried again');
    await markAttempt(database, delivery, { state: givenUp ? 'failed' : 'pending', nextAttemptAt, error: message });
  }
}

function deliveryKey(topic: string, handler: string): string {
  return `${topic}\n${handler}`;
}
