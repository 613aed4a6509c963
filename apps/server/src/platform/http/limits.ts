import type { LimitClass } from '@stepwell/contract';

export type Limit = { readonly count: number; readonly windowSeconds: number };
export type LimitTable = Readonly<Record<LimitClass, Limit>>;

/** Figures by limit class. */
export const LIMITS: LimitTable = {
  anonymous: { count: 100, windowSeconds: 60 },
  sign_in: { count: 5, windowSeconds: 60 },
  refresh: { count: 30, windowSeconds: 60 },
  password_reset: { count: 3, windowSeconds: 3_600 },
  magic_link: { count: 3, windowSeconds: 3_600 },
  signed_in: { count: 1_000, windowSeconds: 60 },
  step_update: { count: 20, windowSeconds: 60 },
  snooze: { count: 10, windowSeconds: 60 },
  gate: { count: 1_000, windowSeconds: 60 },
  heavy: { count: 60, windowSeconds: 60 },
};

const MAX_CALLERS = 100_000;

type Window = { startedAt: number; current: number; previous: number };
export type LimitVerdict = {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
};

/**
 * Sliding-window counter held by this process: the last window counts in proportion to how much of it still
 * overlaps. Memory is bounded; the callers longest unseen are forgotten first.
 */
export class RequestLimiter {
  readonly #table: LimitTable;
  readonly #windows = new Map<string, Window>();

  constructor(table: LimitTable) {
    this.#table = table;
  }

  /** Counts one request of `caller` at `nowMs` and says whether it may go on. */
  take(limitClass: LimitClass, caller: string, nowMs: number): LimitVerdict {
    const { count, windowSeconds } = this.#table[limitClass];
    const window = this.#windowOf(`${limitClass} ${caller}`, windowSeconds * 1_000, nowMs);
    const elapsed = (nowMs - window.startedAt) / (windowSeconds * 1_000);
    const used = window.previous * (1 - elapsed) + window.current;
    const resetSeconds = Math.max(1, Math.ceil(windowSeconds * (1 - elapsed)));
    if (used + 1 > count) return { allowed: false, limit: count, remaining: 0, resetSeconds };
    window.current += 1;
    return { allowed: true, limit: count, remaining: Math.max(0, Math.floor(count - used - 1)), resetSeconds };
  }

  #windowOf(key: string, lengthMs: number, nowMs: number): Window {
    const known = this.#windows.get(key);
    if (!known) {
      this.#forgetOldest();
      const fresh = { startedAt: nowMs, current: 0, previous: 0 };
      this.#windows.set(key, fresh);
      return fresh;
    }
    const passed = Math.floor((nowMs - known.startedAt) / lengthMs);
    if (passed <= 0) return known;
    known.previous = passed === 1 ? known.current : 0;
    known.current = 0;
    known.startedAt += passed * lengthMs;
    this.#windows.delete(key);
    this.#windows.set(key, known);
    return known;
  }

  #forgetOldest(): void {
    if (this.#windows.size < MAX_CALLERS) return;
    const oldest = this.#windows.keys().next().value;
    if (oldest !== undefined) this.#windows.delete(oldest);
  }
}
