import type { LimitClass } from '@stepwell/contract';
import type { Clock } from '../clock/index.ts';
import { AcceptedTimes } from './accepted-times.ts';
import type { Escalation, Limit, LimitTable } from './limit-table.ts';
import { Offences } from './offences.ts';
import { accepted, blocked, type LimitCounters, type LimitVerdict, refused } from './verdict.ts';

/** A caller in a class, in the row of all of them from the longest unseen to the one seen last. */
type Seen = {
  readonly caller: string;
  readonly limitClass: LimitClass;
  readonly windowMs: number;
  readonly times: AcceptedTimes;
  before: Seen | undefined;
  after: Seen | undefined;
};

export type ProcessCountersOptions = {
  readonly table: LimitTable;
  readonly clock: Clock;
  /** Nobody is blocked where absent. */
  readonly escalation?: Escalation;
  /** How many callers are remembered, one counted once in each class. */
  readonly maxCallers?: number;
  /** How many times are kept for all of them together. */
  readonly maxTimes?: number;
};

const MAX_CALLERS = 100_000;
/** Eight bytes each. */
const MAX_TIMES = 4_000_000;

/** Exact sliding windows held by this process. Memory is bounded: the callers longest unseen are forgotten first. */
export class ProcessCounters implements LimitCounters {
  readonly #table: LimitTable;
  readonly #clock: Clock;
  readonly #offences: Offences | undefined;
  readonly #maxCallers: number;
  readonly #maxTimes: number;
  readonly #seen = new Map<LimitClass, Map<string, Seen>>();
  #longestUnseen: Seen | undefined;
  #seenLast: Seen | undefined;
  #callers = 0;
  #places = 0;

  constructor({ table, clock, escalation, maxCallers = MAX_CALLERS, maxTimes = MAX_TIMES }: ProcessCountersOptions) {
    this.#table = table;
    this.#clock = clock;
    this.#offences = escalation && new Offences(escalation);
    this.#maxCallers = maxCallers;
    this.#maxTimes = maxTimes;
  }

  /** What is held now, to see that it is bounded. */
  get held(): { readonly callers: number; readonly times: number } {
    return { callers: this.#callers, times: this.#places };
  }

  take(limitClass: LimitClass, caller: string): LimitVerdict {
    const nowMs = this.#clock.nowMs();
    const limit = this.#table[limitClass];
    const blockedForMs = this.#offences?.blockedForMs(caller, nowMs) ?? 0;
    if (blockedForMs > 0) return blocked(limit, blockedForMs);
    const verdict = this.#count(this.#look(limitClass, caller, nowMs), limit, nowMs);
    if (!verdict.allowed) this.#offences?.record(caller, nowMs);
    return verdict;
  }

  #count({ times, windowMs }: Seen, limit: Limit, nowMs: number): LimitVerdict {
    times.dropOutside(nowMs, windowMs);
    const waitMs = waitOf(times, limit, nowMs);
    if (waitMs > 0) return refused(limit, waitMs);
    const placesBefore = times.places;
    times.add(nowMs);
    this.#places += times.places - placesBefore;
    while (this.#places > this.#maxTimes && this.#longestUnseen !== this.#seenLast) this.#forgetLongestUnseen();
    return accepted(limit, limit.count - times.size, (times.oldest ?? nowMs) + windowMs - nowMs);
  }

  #look(limitClass: LimitClass, caller: string, nowMs: number): Seen {
    const known = this.#seen.get(limitClass)?.get(caller);
    if (known !== undefined) {
      if (known !== this.#seenLast) {
        this.#unlink(known);
        this.#linkLast(known);
      }
      return known;
    }
    const windowMs = this.#table[limitClass].windowSeconds * 1_000;
    const seen = { caller, limitClass, windowMs, times: new AcceptedTimes(), before: undefined, after: undefined };
    this.#remember(seen);
    this.#linkLast(seen);
    this.#forgetIdle(nowMs);
    if (this.#callers > this.#maxCallers) this.#forgetLongestUnseen();
    return seen;
  }

  #remember(seen: Seen): void {
    const ofClass = this.#seen.get(seen.limitClass);
    if (ofClass === undefined) this.#seen.set(seen.limitClass, new Map([[seen.caller, seen]]));
    else ofClass.set(seen.caller, seen);
    this.#callers += 1;
  }

  /** Of those longest unseen one whose window is over goes with each newcomer. */
  #forgetIdle(nowMs: number): void {
    const seen = this.#longestUnseen;
    if (seen === undefined || seen === this.#seenLast) return;
    if ((seen.times.newest ?? 0) + seen.windowMs <= nowMs) this.#forgetLongestUnseen();
  }

  /** Never the one that is being counted. */
  #forgetLongestUnseen(): void {
    const seen = this.#longestUnseen;
    if (seen === undefined || seen === this.#seenLast) return;
    this.#unlink(seen);
    this.#seen.get(seen.limitClass)?.delete(seen.caller);
    this.#callers -= 1;
    this.#places -= seen.times.places;
  }

  #linkLast(seen: Seen): void {
    seen.before = this.#seenLast;
    seen.after = undefined;
    if (this.#seenLast === undefined) this.#longestUnseen = seen;
    else this.#seenLast.after = seen;
    this.#seenLast = seen;
  }

  #unlink(seen: Seen): void {
    if (seen.before === undefined) this.#longestUnseen = seen.after;
    else seen.before.after = seen.after;
    if (seen.after === undefined) this.#seenLast = seen.before;
    else seen.after.before = seen.before;
  }
}

/** How long the next one has to wait; 0 or less where it need not. */
function waitOf(times: AcceptedTimes, { count, windowSeconds, apartSeconds }: Limit, nowMs: number): number {
  const full = times.size >= count && times.oldest !== undefined ? times.oldest + windowSeconds * 1_000 - nowMs : 0;
  if (apartSeconds === undefined || times.newest === undefined) return full;
  return Math.max(full, times.newest + apartSeconds * 1_000 - nowMs);
}
