import type { Environment } from '@stepwell/contract';
import type { RefusalCount } from './repository.ts';

const DAY_MS = 86_400_000;

/** What is counted of one refusal. */
type Counted = {
  readonly orgId: string;
  readonly environment: Environment;
  readonly capability: string;
  readonly route: string;
};

/** The counts of one organization since they were last taken. */
export type HeldCounts = { readonly orgId: string; readonly counts: readonly RefusalCount[] };

type ByStep = Map<string, number>;
type ByRoute = Map<string, ByStep>;
type ByCapability = Map<string, ByRoute>;
type ByEnvironment = Map<string, ByCapability>;
/** Days since the Unix epoch. */
type ByDay = Map<number, ByEnvironment>;

/**
 * Counts by organization, day, environment, capability, route and step. Nested maps rather than joined keys: noting a
 * refusal that was noted before makes no garbage. Its size is bounded by what flows and routes name, not by traffic.
 */
export class RefusalTally {
  #tenants = new Map<string, ByDay>();

  add(refusal: Counted, stepKey: string, at: Date, count: number): void {
    const days = child<string, ByDay>(this.#tenants, refusal.orgId);
    const environments = child<number, ByEnvironment>(days, Math.floor(at.getTime() / DAY_MS));
    const capabilities = child<string, ByCapability>(environments, refusal.environment);
    const routes = child<string, ByRoute>(capabilities, refusal.capability);
    const steps = child<string, ByStep>(routes, refusal.route);
    steps.set(stepKey, (steps.get(stepKey) ?? 0) + count);
  }

  /** All counts, and starts again from nothing. */
  take(): HeldCounts[] {
    const tenants = this.#tenants;
    this.#tenants = new Map();
    return [...tenants].map(([orgId, days]) => ({ orgId, counts: [...countsOf(days)] }));
  }

  /** Counts again what was taken and could not be written. */
  putBack({ orgId, counts }: HeldCounts): void {
    for (const { environment, capability, route, stepKey, day, count } of counts) {
      this.add({ orgId, environment, capability, route }, stepKey, new Date(day), count);
    }
  }
}

function child<Key, Child extends Map<unknown, unknown>>(parent: Map<Key, Child>, key: Key): Child {
  const found = parent.get(key);
  if (found) return found;
  const made = new Map() as Child;
  parent.set(key, made);
  return made;
}

function* countsOf(days: ByDay): Generator<RefusalCount> {
  for (const [dayNumber, environments] of days) {
    const day = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
    for (const [environment, capabilities] of environments) {
      for (const [capability, routes] of capabilities) {
        for (const [route, steps] of routes) {
          for (const [stepKey, count] of steps) {
            yield { environment: environment as Environment, day, capability, stepKey, route, count };
          }
        }
      }
    }
  }
}
