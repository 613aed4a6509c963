import { LIMIT_CLASSES, type LimitClass } from '@stepwell/contract';

/**
 * What became of a request: `uncounted` ones came from an allowed network, `unavailable` ones were refused because they
 * could not be counted.
 */
export const LIMIT_OUTCOMES = ['accepted', 'refused', 'blocked', 'uncounted', 'unavailable'] as const;
export type LimitOutcome = (typeof LIMIT_OUTCOMES)[number];
export type LimitTallies = Readonly<Record<LimitClass, Readonly<Record<LimitOutcome, number>>>>;

/** How many requests of each class had which outcome since the process began. */
export function newTallies(): Record<LimitClass, Record<LimitOutcome, number>> {
  const none = { accepted: 0, refused: 0, blocked: 0, uncounted: 0, unavailable: 0 };
  return Object.fromEntries(LIMIT_CLASSES.map((name) => [name, { ...none }])) as ReturnType<typeof newTallies>;
}
