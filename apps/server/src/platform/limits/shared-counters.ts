import type { LimitClass } from '@stepwell/contract';
import type { CircuitBreaker } from '../circuit-breaker/index.ts';
import type { SharedStore } from '../redis/index.ts';
import type { Escalation, LimitTable } from './limit-table.ts';
import { takeCode, type TakeScript, takeScript } from './take-script.ts';
import { accepted, blocked, type LimitCounters, type LimitVerdict, refused } from './verdict.ts';

type Take = {
  readonly limitClass: LimitClass;
  readonly caller: string;
  readonly resolve: (verdict: LimitVerdict) => void;
  readonly reject: (reason: unknown) => void;
};

export type SharedCountersOptions = {
  readonly table: LimitTable;
  readonly escalation: Escalation;
  readonly store: Pick<SharedStore, 'commands'>;
  readonly breaker: Pick<CircuitBreaker, 'run'>;
  /** Instead of the time of Redis, for tests. */
  readonly nowMs?: () => number;
};

/** What one call of Redis takes at most; Lua can't unpack more than some thousands of keys. */
const BATCH = 500;
const FOR_TIME_OF_REDIS = 0;
/** Until when anybody at all is. */
const ANYBODY_BLOCKED = 'limits:blocked-until';

/**
 * Exact sliding windows in Redis, for all processes together. What is asked for in one turn of the event loop goes to Redis
 * in one command. `take` rejects while Redis can't be asked.
 */
export class SharedCounters implements LimitCounters {
  readonly #table: LimitTable;
  readonly #store: SharedCountersOptions['store'];
  readonly #breaker: SharedCountersOptions['breaker'];
  readonly #script: TakeScript;
  readonly #nowMs: () => number;
  #waiting: Take[] = [];

  constructor({ table, escalation, store, breaker, nowMs = () => FOR_TIME_OF_REDIS }: SharedCountersOptions) {
    this.#table = table;
    this.#store = store;
    this.#breaker = breaker;
    this.#script = takeScript(table, escalation);
    this.#nowMs = nowMs;
  }

  take(limitClass: LimitClass, caller: string): Promise<LimitVerdict> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#askForAll());
      this.#waiting.push({ limitClass, caller, resolve, reject });
    });
  }

  /** Does what a take does, for nobody: a Redis that answers a PING may still refuse to write. */
  async probe(): Promise<void> {
    await this.#evaluate(['limits:health:probe'], ['limits:offences:probe'], takeCode('health', 0, 0));
  }

  #askForAll(): void {
    const takes = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < takes.length; from += BATCH) void this.#ask(takes.slice(from, from + BATCH));
  }

  async #ask(takes: readonly Take[]): Promise<void> {
    try {
      const answers = await this.#breaker.run(() => this.#evaluateTakes(takes));
      for (const [at, { limitClass, resolve }] of takes.entries()) {
        resolve(verdictOf(this.#table[limitClass], answers[2 * at], answers[2 * at + 1]));
      }
    } catch (error) {
      for (const { reject } of takes) reject(error);
    }
  }

  #evaluateTakes(takes: readonly Take[]): Promise<number[]> {
    const [times, offences] = [new Places(), new Places()];
    let codes = '';
    for (const { limitClass, caller } of takes) {
      const ofTimes = times.placeOf(`limits:${limitClass}:${caller}`);
      codes += takeCode(limitClass, ofTimes, offences.placeOf(`limits:offences:${caller}`));
    }
    return this.#evaluate(times.keys, offences.keys, codes);
  }

  /** Redis forgets scripts when it starts anew; then it is told the whole text. */
  async #evaluate(times: readonly string[], offences: readonly string[], codes: string): Promise<number[]> {
    const { commands } = this.#store;
    const keys = [ANYBODY_BLOCKED, ...times, ...offences];
    const given = [this.#nowMs(), codes, times.length];
    try {
      return (await commands.evalsha(this.#script.sha, keys.length, ...keys, ...given)) as number[];
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return (await commands.eval(this.#script.text, keys.length, ...keys, ...given)) as number[];
    }
  }
}

function verdictOf(limit: LimitTable[LimitClass], remaining: number | undefined, resetMs: number | undefined) {
  if (remaining === undefined || resetMs === undefined)
    throw new Error('Redis answered for fewer than were asked about');
  if (remaining >= 0) return accepted(limit, remaining, resetMs);
  return remaining === -1 ? refused(limit, resetMs) : blocked(limit, resetMs);
}

/** Keys in the order of their first mention, each once. */
class Places {
  readonly #places = new Map<string, number>();

  get keys(): string[] {
    return [...this.#places.keys()];
  }

  placeOf(key: string): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#places.size);
    return this.#places.size - 1;
  }
}
