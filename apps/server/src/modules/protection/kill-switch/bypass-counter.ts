import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import { addBypasses, type BypassCount } from './repository.ts';

/** One gate that was answered open because something is switched off. */
export type Bypass = {
  readonly switchId: string;
  readonly orgId: string;
  readonly environment: Environment;
  /** The route that asked: a path template, never a path with ids in it. */
  readonly route: string;
};

export type BypassCounter = {
  /** Notes it in memory; it is written within a second. Never throws, never waits. */
  record(bypass: Bypass): void;
  /** Writes what was noted so far. What can't be written is kept for the next time. */
  flush(): Promise<void>;
  /** Ends the timer and writes the rest. */
  stop(): Promise<void>;
};

type Dependencies = { readonly database: Pick<Database, 'asTenant'>; readonly clock: Clock; readonly log: Log };
type Counts = Map<string, { -readonly [Name in keyof BypassCount]: BypassCount[Name] }>;

const FLUSH_MS = 1_000;

/** Counts in memory and writes in batches, so that a gate answered open costs its caller no statement. */
export function createBypassCounter({ database, clock, log }: Dependencies): BypassCounter {
  let tenants = new Map<string, Counts>();
  let flushing = Promise.resolve();
  const add = (orgId: string, { count, ...noted }: BypassCount) => {
    const counts: Counts = tenants.get(orgId) ?? new Map();
    tenants.set(orgId, counts);
    const { switchId, environment, day, route } = noted;
    const name = `${switchId} ${environment} ${day} ${route}`;
    const known = counts.get(name);
    if (known === undefined) counts.set(name, { ...noted, count });
    else known.count += count;
  };
  const write = async () => {
    const taken = tenants;
    tenants = new Map();
    for (const [orgId, counts] of taken) {
      await database
        .asTenant(orgId, (tx) => addBypasses(tx, [...counts.values()]))
        .catch((error: unknown) => {
          log.warn(
            { err: error, orgId },
            'gates answered open could not be written down; they are kept for the next time',
          );
          for (const noted of counts.values()) add(orgId, noted);
        });
    }
  };
  const flush = () => {
    flushing = flushing.then(write);
    return flushing;
  };
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  return {
    record: ({ orgId, ...noted }) => add(orgId, { ...noted, day: clock.now().toISOString().slice(0, 10), count: 1 }),
    flush,
    stop() {
      clearInterval(timer);
      return flush();
    },
  };
}
