import fc from 'fast-check';
import { fixedClock } from '../../clock/index.ts';
import { type Limit, LIMITS, type LimitTable } from '../limit-table.ts';
import type { LimitCounters } from '../verdict.ts';

/** What a sliding window is, by looking through everything that was ever accepted. */
function windowModel({ count, windowSeconds, apartSeconds = 0 }: Limit) {
  const accepted: number[] = [];
  const lookAt = (nowMs: number) => {
    const inWindow = accepted.filter((time) => time > nowMs - windowSeconds * 1_000);
    const isFull = inWindow.length >= count;
    const tooSoon = accepted.some((time) => time > nowMs - apartSeconds * 1_000);
    return { isFull, tooSoon, inWindow };
  };
  return {
    accepted,
    take(nowMs: number) {
      const { isFull, tooSoon, inWindow } = lookAt(nowMs);
      const allowed = !isFull && !tooSoon;
      if (allowed) accepted.push(nowMs);
      return { allowed, remaining: allowed ? count - inWindow.length - 1 : 0 };
    },
  };
}

export type Arrivals = {
  readonly limit: Limit;
  /** How long after the one before each moment is, and which callers arrive at it. */
  readonly moments: readonly { readonly afterMs: number; readonly callers: readonly string[] }[];
};

const WINDOWS = [60, 61, 75];

/** Arrivals of three callers: bursts at one time, borders of windows exactly met and missed by a millisecond, long silences. */
export function arrivals(): fc.Arbitrary<Arrivals> {
  const limit = fc.record({
    count: fc.integer({ min: 1, max: 6 }),
    windowSeconds: fc.constantFrom(...WINDOWS),
    apartSeconds: fc.constantFrom(0, 0, 0, 1, 20),
  });
  const border = fc
    .constantFrom(...WINDOWS)
    .chain((seconds) => fc.integer({ min: -1, max: 1 }).map((ms) => seconds * 1_000 + ms));
  const afterMs = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(999, 1_000, 19_999, 20_000),
    fc.integer({ min: 1, max: 40_000 }),
    border,
  );
  const callers = fc.array(fc.constantFrom('ada', 'mia', 'zoe'), { minLength: 1, maxLength: 5 });
  return fc.record({ limit, moments: fc.array(fc.record({ afterMs, callers }), { minLength: 1, maxLength: 14 }) });
}

export const START_MS = Date.parse('2026-03-02T09:00:00.000Z');
export const tableOf = (limit: Limit): LimitTable => ({ ...LIMITS, signed_in: limit });

/**
 * Sends the arrivals, those of one moment at once, and throws unless each verdict is the model's, and the time to wait is
 * exact: the next one is refused a millisecond before and accepted then.
 */
export async function mustFollowTheModel(
  { limit, moments }: Arrivals,
  countersOf: (clock: ReturnType<typeof fixedClock>) => { counters: LimitCounters; prefix: string },
): Promise<void> {
  const clock = fixedClock(new Date(START_MS).toISOString());
  const { counters, prefix } = countersOf(clock);
  const models = new Map<string, ReturnType<typeof windowModel>>();
  const modelOf = (caller: string) => models.get(caller) ?? models.set(caller, windowModel(limit)).get(caller);
  let last: { caller: string; resetMs: number } | undefined;
  for (const { afterMs, callers } of moments) {
    clock.advance(afterMs);
    last = undefined;
    const verdicts = await Promise.all(callers.map(async (caller) => counters.take('signed_in', prefix + caller)));
    for (const [at, caller] of callers.entries()) {
      const expected = modelOf(caller)?.take(clock.nowMs());
      const { allowed, remaining, resetMs } = verdicts[at] ?? { allowed: undefined, remaining: undefined, resetMs: 0 };
      if (allowed !== expected?.allowed || remaining !== expected?.remaining)
        throw new Error(
          `${caller} at ${clock.nowMs() - START_MS}: ${JSON.stringify(verdicts[at])}, model ${JSON.stringify(expected)}`,
        );
      if (!allowed) last = { caller, resetMs };
    }
  }
  for (const model of models.values()) mustNeverExceed(model.accepted, limit);
  if (last === undefined) return;
  clock.advance(last.resetMs - 1);
  const before = await counters.take('signed_in', prefix + last.caller);
  clock.advance(1);
  const then = await counters.take('signed_in', prefix + last.caller);
  if (before.allowed || !then.allowed) throw new Error(`waiting ${last.resetMs} ms was not exact`);
}

function mustNeverExceed(times: readonly number[], { count, windowSeconds }: Limit): void {
  for (const end of times) {
    const within = times.filter((time) => time <= end && time > end - windowSeconds * 1_000).length;
    if (within > count) throw new Error(`${within} of ${count} were accepted within a window`);
  }
}
