import type { CircuitBreaker, CircuitBreakers } from '../circuit-breaker/index.ts';

const MAX_HOSTS = 500;

export type BreakerRules = {
  readonly name: string;
  readonly failures: number;
  readonly halfOpenAfterMs: number;
  readonly counts: (error: unknown) => boolean;
};

/**
 * The breaker of each host. Tenants name hosts, so one that is down must not close the way to those of others; they come and
 * go, so they are not listed, and the one that was not called for longest is forgotten.
 */
export function createHostBreakers(breakers: CircuitBreakers, rules: BreakerRules): (host: string) => CircuitBreaker {
  const known = new Map<string, CircuitBreaker>();
  return (host) => {
    const breaker = known.get(host) ?? breakers.create({ ...rules, isListed: false });
    known.delete(host);
    known.set(host, breaker);
    const [oldest] = known.keys();
    if (known.size > MAX_HOSTS && oldest !== undefined) known.delete(oldest);
    return breaker;
  };
}
