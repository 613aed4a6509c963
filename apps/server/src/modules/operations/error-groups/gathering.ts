import type { Clock } from '../../../platform/clock/index.ts';
import type { Occurrence } from './occurrence.ts';

const HOUR_MS = 3_600_000;
const MAX_CORRELATION_IDS = 10;
const MAX_HOURS = 48;

/** What was seen of one group since it was last written. */
export type Gathered = Occurrence & {
  count: number;
  readonly firstSeenAt: Date;
  lastSeenAt: Date;
  /** Newest first. */
  correlationIds: string[];
  /** Occurrences by the hour's beginning, in milliseconds. */
  readonly hours: Map<number, number>;
};

/** Keeps count in memory until it is written. Bounded: what is new beyond the bound is counted as lost, and no more. */
export type Gathering = {
  add(occurrence: Occurrence, correlationId: string | null): void;
  /** Takes out at most so many groups, the oldest first. */
  take(limit: number): Gathered[];
  /** Puts back what could not be written. */
  putBack(groups: readonly Gathered[]): void;
  /** How many occurrences were lost since it was last asked. */
  lost(): number;
};

export function createGathering(clock: Clock, maxGroups: number): Gathering {
  const groups = new Map<string, Gathered>();
  let lost = 0;
  return {
    add(occurrence, correlationId) {
      const now = clock.now();
      let group = groups.get(occurrence.fingerprint);
      if (group === undefined) {
        if (groups.size >= maxGroups) return void (lost += 1);
        group = { ...occurrence, count: 0, firstSeenAt: now, lastSeenAt: now, correlationIds: [], hours: new Map() };
        groups.set(occurrence.fingerprint, group);
      }
      group.count += 1;
      group.lastSeenAt = now;
      addHour(group.hours, Math.floor(now.getTime() / HOUR_MS) * HOUR_MS, 1);
      if (correlationId !== null) group.correlationIds = latest([correlationId], group.correlationIds);
    },
    take(limit) {
      const taken = [...groups.values()].slice(0, limit);
      for (const { fingerprint } of taken) groups.delete(fingerprint);
      return taken;
    },
    putBack(given) {
      for (const group of given) {
        const since = groups.get(group.fingerprint);
        if (since !== undefined) groups.set(group.fingerprint, together(group, since));
        else if (groups.size < maxGroups) groups.set(group.fingerprint, group);
        else lost += group.count;
      }
    },
    lost() {
      const before = lost;
      lost = 0;
      return before;
    },
  };
}

function together(before: Gathered, since: Gathered): Gathered {
  const hours = new Map(before.hours);
  for (const [hour, count] of since.hours) addHour(hours, hour, count);
  return {
    ...since,
    count: before.count + since.count,
    firstSeenAt: before.firstSeenAt,
    correlationIds: latest(since.correlationIds, before.correlationIds),
    hours,
  };
}

function addHour(hours: Map<number, number>, hour: number, count: number): void {
  hours.set(hour, (hours.get(hour) ?? 0) + count);
  const [oldest] = hours.keys();
  if (hours.size > MAX_HOURS && oldest !== undefined) hours.delete(oldest);
}

function latest(newer: readonly string[], older: readonly string[]): string[] {
  return [...new Set([...newer, ...older])].slice(0, MAX_CORRELATION_IDS);
}
