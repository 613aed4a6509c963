import type { LimitClass } from '@stepwell/contract';
import { type CircuitBreakers, CircuitOpen } from '../circuit-breaker/index.ts';
import type { Clock } from '../clock/index.ts';
import { commonErrors } from '../errors/index.ts';
import type { SharedStore } from '../redis/index.ts';
import type { Log } from '../telemetry/index.ts';
import { allowedNetworks } from './allowed-networks.ts';
import { ESCALATION, fallbackTable, isCountedHere, isCritical, type LimitTable } from './limit-table.ts';
import { ProcessCounters } from './process-counters.ts';
import { closeWhenAnswering } from './recovery.ts';
import { SharedCounters } from './shared-counters.ts';
import { type LimitTallies, newTallies } from './tallies.ts';
import type { LimitVerdict } from './verdict.ts';

/** Undefined where the caller is not counted at all. */
type Taken = LimitVerdict | undefined;

export type RequestLimiter = {
  /**
   * Counts one request of `caller`, which came from `ip`, and says whether it may go on. Answers at once unless several
   * processes count together. Throws or rejects with `limits_unavailable` where it can't be counted and must not go on
   * uncounted.
   */
  take(limitClass: LimitClass, caller: string, ip: string): Taken | Promise<Taken>;
  tallies(): LimitTallies;
  stop(): void;
};

export type RequestLimiterOptions = {
  readonly limits: LimitTable;
  readonly clock: Clock;
  /** Networks whose requests are not counted. */
  readonly allowed?: readonly string[];
  /** Absent where each process counts for itself. */
  readonly shared?: SharedLimits | undefined;
};

export type SharedLimits = {
  readonly store: SharedStore;
  readonly breakers: Pick<CircuitBreakers, 'create'>;
  /** Calls of the store that fail one after the other until it is no longer called. */
  readonly failures: number;
  /** How long it is not called, unless it is seen to answer before. */
  readonly halfOpenAfterMs: number;
  readonly log: Log;
};

const RETRY_AFTER_SECONDS = 1;

export function createRequestLimiter({ limits, clock, allowed = [], shared }: RequestLimiterOptions): RequestLimiter {
  const isAllowed = allowedNetworks(allowed);
  const here = new ProcessCounters({ table: limits, clock, escalation: ESCALATION });
  const together = shared && countTogether(limits, shared, clock);
  const tallies = newTallies();
  const noted = (limitClass: LimitClass, verdict: LimitVerdict) => {
    tallies[limitClass][verdict.allowed ? 'accepted' : verdict.blocked ? 'blocked' : 'refused'] += 1;
    return verdict;
  };
  return {
    take(limitClass, caller, ip) {
      if (isAllowed(ip)) {
        tallies[limitClass].uncounted += 1;
        return undefined;
      }
      if (together === undefined || isCountedHere(limitClass)) return noted(limitClass, here.take(limitClass, caller));
      return together.take(limitClass, caller).then(
        (verdict) => noted(limitClass, verdict),
        (error: unknown) => {
          tallies[limitClass].unavailable += 1;
          throw error;
        },
      );
    },
    tallies: () => tallies,
    stop: () => together?.stop(),
  };
}

/** Exactly and for all processes while the store answers. Else what is critical is refused, and the rest counted here. */
function countTogether(
  table: LimitTable,
  { store, breakers, failures, halfOpenAfterMs, log }: SharedLimits,
  clock: Clock,
) {
  const breaker = breakers.create({ name: 'redis', failures, halfOpenAfterMs });
  const counters = new SharedCounters({ table, escalation: ESCALATION, store, breaker });
  const fallback = new ProcessCounters({ table: fallbackTable(table), clock });
  const recovery = closeWhenAnswering(breaker, () => counters.probe());
  return {
    async take(limitClass: LimitClass, caller: string): Promise<LimitVerdict> {
      try {
        return await counters.take(limitClass, caller);
      } catch (error) {
        recovery.watch();
        if (!(error instanceof CircuitOpen)) log.warn({ err: error }, 'requests could not be counted in Redis');
        if (!isCritical(limitClass)) return fallback.take(limitClass, caller);
        throw commonErrors.limits_unavailable(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
    },
    stop: () => recovery.stop(),
  };
}
