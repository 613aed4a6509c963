import { createRequestLimiter, type LimitTable, type RequestLimiter } from '../platform/limits/index.ts';
import type { Base } from './compose.ts';
import type { Config } from './config.ts';

/** Counts for all processes together where there is a Redis. */
export function limiterOf(
  { clock, log, breakers, sharedStore }: Pick<Base, 'clock' | 'log' | 'breakers' | 'sharedStore'>,
  config: Config,
  limits: LimitTable,
): RequestLimiter {
  return createRequestLimiter({
    limits,
    clock,
    allowed: config.LIMIT_ALLOWED_NETWORKS,
    shared: sharedStore && {
      store: sharedStore,
      breakers,
      log,
      failures: config.REDIS_BREAKER_FAILURES,
      halfOpenAfterMs: config.REDIS_BREAKER_HALF_OPEN_SECONDS * 1_000,
    },
  });
}
