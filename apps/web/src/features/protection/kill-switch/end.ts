/** For how long something is switched off. */
export const ENDS = ['open', 'hour', 'day', 'week', 'month'] as const;
export type End = (typeof ENDS)[number];

const DAY_MS = 86_400_000;
const MS: Record<Exclude<End, 'open'>, number> = {
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  // A minute less than what is allowed: clocks differ.
  month: 30 * DAY_MS - 60_000,
};

/** RFC 3339; null: until somebody releases it. */
export function endIn(end: End, nowMs: number): string | null {
  return end === 'open' ? null : new Date(nowMs + MS[end]).toISOString();
}
