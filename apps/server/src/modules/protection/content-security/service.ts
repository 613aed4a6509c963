import type { Clock } from '../../../platform/clock/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import type { Violation } from './reports.ts';

/** Violations that are the same but for when they happened. */
export type ViolationGroup = Violation & { readonly count: number; readonly firstAt: Date; readonly lastAt: Date };

export type ContentSecurity = {
  /** Counts it, and tells the log: of each group the first one and every tenfold, so that nobody can flood it. */
  onViolation(violation: Violation): void;
  /** Newest first. */
  groups(): ViolationGroup[];
};

/** Reports come from anybody: what is remembered of them is bounded, and those longest unseen are forgotten first. */
const MAX_GROUPS = 200;

export function createContentSecurity({ log, clock }: { log: Log; clock: Clock }): ContentSecurity {
  const groups = new Map<string, ViolationGroup>();
  return {
    onViolation(violation) {
      const { directive, blocked, page } = violation;
      const key = `${directive} ${blocked} ${page}`;
      const now = clock.now();
      const known = groups.get(key);
      const group = { ...violation, count: (known?.count ?? 0) + 1, firstAt: known?.firstAt ?? now, lastAt: now };
      groups.delete(key);
      groups.set(key, group);
      const [oldest] = groups.keys();
      if (groups.size > MAX_GROUPS && oldest !== undefined) groups.delete(oldest);
      if (isPowerOfTen(group.count)) {
        log.warn({ directive, blocked, page, count: group.count }, 'a browser kept to the policy of a page');
      }
    },
    groups: () => [...groups.values()].toReversed(),
  };
}

function isPowerOfTen(count: number): boolean {
  return /^10*$/.test(String(count));
}
