import type { LimitClass } from '@stepwell/contract';
import type { Limit } from './limit-table.ts';

/** Whether a request may go on. */
export type LimitVerdict = {
  readonly allowed: boolean;
  /** The caller was refused so often that it is blocked as a whole. */
  readonly blocked: boolean;
  readonly limit: number;
  /** How many more may follow now. */
  readonly remaining: number;
  /** In how many milliseconds one more may be made: the first counted one leaves the window, or a block ends. */
  readonly resetMs: number;
};

/** Counts the requests of callers, in this process or for all of them together. */
export type LimitCounters = {
  take(limitClass: LimitClass, caller: string): LimitVerdict | Promise<LimitVerdict>;
};

export function accepted({ count }: Limit, remaining: number, resetMs: number): LimitVerdict {
  return { allowed: true, blocked: false, limit: count, remaining, resetMs };
}

export function refused({ count }: Limit, resetMs: number): LimitVerdict {
  return { allowed: false, blocked: false, limit: count, remaining: 0, resetMs };
}

export function blocked({ count }: Limit, resetMs: number): LimitVerdict {
  return { allowed: false, blocked: true, limit: count, remaining: 0, resetMs };
}
