import { CRITICAL_LIMIT_CLASSES, type LimitClass } from '@stepwell/contract';

/** At most `count` requests of one caller are let through within any `windowSeconds` seconds. */
export type Limit = {
  readonly count: number;
  readonly windowSeconds: number;
  /** Least time between two that are let through. */
  readonly apartSeconds?: number;
};
export type LimitTable = Readonly<Record<LimitClass, Limit>>;

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** Figures by limit class. */
export const LIMITS: LimitTable = {
  anonymous: { count: 100, windowSeconds: MINUTE },
  sign_in: { count: 5, windowSeconds: MINUTE },
  refresh: { count: 30, windowSeconds: MINUTE },
  password_reset: { count: 3, windowSeconds: HOUR },
  magic_link: { count: 3, windowSeconds: HOUR },
  verification_mail: { count: 3, windowSeconds: HOUR, apartSeconds: MINUTE },
  signed_in: { count: 1_000, windowSeconds: MINUTE },
  step_update: { count: 20, windowSeconds: MINUTE },
  snooze: { count: 3, windowSeconds: DAY },
  upload: { count: 10, windowSeconds: MINUTE },
  // A tenant's server asks for all of its users with one key, and single flags over OFREP come fast.
  gate: { count: 6_000, windowSeconds: MINUTE },
  heavy: { count: 60, windowSeconds: MINUTE },
  payment: { count: 20, windowSeconds: MINUTE },
  operator: { count: 300, windowSeconds: MINUTE },
  health: { count: 600, windowSeconds: MINUTE },
};

/** How requests of one class are counted while the shared store can't be asked. */
const FALLBACK: Limit = { count: 50, windowSeconds: HOUR };

/** The table of each process while the shared store is down: fifty an hour, or the class's own figures where those are fewer. */
export function fallbackTable(table: LimitTable): LimitTable {
  const isStricter = ({ count, windowSeconds }: Limit) =>
    count <= FALLBACK.count && windowSeconds >= FALLBACK.windowSeconds;
  const entries = Object.entries(table).map(([name, limit]) => [name, isStricter(limit) ? limit : FALLBACK]);
  return Object.fromEntries(entries) as LimitTable;
}

/** Whoever watches over the processes asks each of them, also while the shared store is down. */
export function isCountedHere(limitClass: LimitClass): boolean {
  return limitClass === 'health';
}

const CRITICAL: ReadonlySet<LimitClass> = new Set(CRITICAL_LIMIT_CLASSES);

/** Whether requests are refused rather than let through uncounted. */
export function isCritical(limitClass: LimitClass): boolean {
  return CRITICAL.has(limitClass);
}

export type Escalation = {
  /** A refusal is an offence, but only one within this time counts. */
  readonly apartSeconds: number;
  /** So many offences… */
  readonly offences: number;
  /** …within this time block the caller as a whole, in every class. */
  readonly withinSeconds: number;
  /** How long the first block lasts, the second, and so on; the last one from then on. */
  readonly blockSeconds: readonly number[];
  /** Whoever was not blocked for so long begins with the first again. */
  readonly forgottenAfterSeconds: number;
};

/** What comes of being refused often. */
export const ESCALATION: Escalation = {
  apartSeconds: MINUTE,
  offences: 5,
  withinSeconds: HOUR,
  blockSeconds: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR],
  forgottenAfterSeconds: DAY,
};
