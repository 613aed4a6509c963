export { inTime } from './in-time.ts';

/** The only source of the current time: everything that asks for "now" is handed a Clock. */
export type Clock = {
  now(): Date;
  /** The same in milliseconds since 1970, for paths on which making a Date would be felt. */
  nowMs(): number;
};

/** A clock that stands still until told to move; for tests and for replays. */
export type FixedClock = Clock & {
  /** Moves the clock forward by `ms` milliseconds (backward when negative). */
  advance(ms: number): void;
};

export const systemClock: Clock = { now: () => new Date(), nowMs: () => Date.now() };

/** Starts at `iso`, an ISO 8601 instant. Throws a RangeError when it is not one. */
export function fixedClock(iso: string): FixedClock {
  let at = new Date(iso).getTime();
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${iso}`);
  return {
    now: () => new Date(at),
    nowMs: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}
