/** One level of a staged rollout: how many get the flag, and for how long at least. */
export type RolloutStage = { readonly percentage: number; readonly hold_minutes: number };

/** What a stage must not do to those who are served. */
export type RolloutGuard = {
  /** The share of failures, 0 to 100, that must not be exceeded. */
  readonly max_failure_percent: number;
  /** How many outcomes are enough to judge by, and to go on; 0: the first one is, and time alone leads on. */
  readonly min_outcomes: number;
};

/** What a rollout is to do. `stages` ascend. */
export type RolloutPlan = {
  readonly stages: readonly RolloutStage[];
  readonly guard: RolloutGuard | null;
  /** What the flag had before: the step below the first stage. */
  readonly base_percentage: number;
};

/** How many outcomes were reported. */
export type OutcomeCounts = { readonly succeeded: number; readonly failed: number };

/** What was reported since the present visit of a stage began: of those whom the flag serves, and of the others. */
export type RolloutOutcomes = { readonly served: OutcomeCounts; readonly others: OutcomeCounts };

/** `stepped_back` waits for a person; `completed` and `stopped` are final. */
export type RolloutState = 'running' | 'paused' | 'stepped_back' | 'completed' | 'stopped';

/** Where a rollout stands. */
export type RolloutPosition = {
  readonly state: RolloutState;
  /** Index of the stage; -1 is the base. */
  readonly stage: number;
  /** How many times a stage was entered so far: outcomes count for one visit. */
  readonly visit: number;
  /** While running: the time, in milliseconds since 1970, at which the stage has been held long enough. */
  readonly due_ms: number | null;
  /** While paused: what was left of that, in milliseconds. */
  readonly left_ms: number | null;
};

const MINUTE_MS = 60_000;

/** A rollout that enters its first stage now. */
export function rolloutBegun(plan: RolloutPlan, nowMs: number): RolloutPosition {
  return entering(plan, 0, 1, nowMs);
}

/** The percentage that a flag has in a position. */
export function percentageAt({ stages, base_percentage }: RolloutPlan, stage: number): number {
  return stages[stage]?.percentage ?? base_percentage;
}

/**
 * A stage is in breach when at least `min_outcomes` (and one) of the served were reported, more than `max_failure_percent`
 * of them failed, and, where as many of the others were reported, the others fail less often.
 *
 * @example isBreached({ max_failure_percent: 5, min_outcomes: 20 }, { served: { succeeded: 18, failed: 2 }, others })
 */
export function isBreached(guard: RolloutGuard | null, { served, others }: RolloutOutcomes): boolean {
  if (guard === null) return false;
  const enough = Math.max(1, guard.min_outcomes);
  const [ours, theirs] = [reportedOf(served), reportedOf(others)];
  if (ours < enough || served.failed * 100 <= guard.max_failure_percent * ours) return false;
  return theirs < enough || served.failed * theirs > others.failed * ours;
}

/** How many outcomes were reported in all. */
export function reportedOf({ succeeded, failed }: OutcomeCounts): number {
  return succeeded + failed;
}

/**
 * What is to happen now: back by one stage where the guard is breached, on by one where the stage was held long enough and
 * reported on often enough, completed after the last; the same object where nothing is.
 */
export function rolloutNow(
  plan: RolloutPlan,
  position: RolloutPosition,
  outcomes: RolloutOutcomes,
  nowMs: number,
): RolloutPosition {
  const { state, stage, visit, due_ms: dueMs } = position;
  if (state !== 'running' && state !== 'paused') return position;
  if (isBreached(plan.guard, outcomes)) {
    return { state: 'stepped_back', stage: stage - 1, visit, due_ms: null, left_ms: null };
  }
  if (state === 'paused' || dueMs === null || nowMs < dueMs) return position;
  if (reportedOf(outcomes.served) < (plan.guard?.min_outcomes ?? 0)) return position;
  if (stage < plan.stages.length - 1) return entering(plan, stage + 1, visit + 1, nowMs);
  return { ...position, state: 'completed', due_ms: null };
}

/** Holds a running rollout where it is; what was left of the stage's time is kept. Others stay as they are. */
export function rolloutPaused(position: RolloutPosition, nowMs: number): RolloutPosition {
  if (position.state !== 'running') return position;
  return { ...position, state: 'paused', due_ms: null, left_ms: Math.max(0, (position.due_ms ?? nowMs) - nowMs) };
}

/**
 * Goes on. After a pause with what was left of the stage's time; after a step back with the stage that it stepped back to,
 * held and counted anew, or with the first one from the base. Others stay as they are.
 */
export function rolloutResumed(plan: RolloutPlan, position: RolloutPosition, nowMs: number): RolloutPosition {
  const { state, stage, visit, left_ms: leftMs } = position;
  if (state === 'paused') return { ...position, state: 'running', due_ms: nowMs + (leftMs ?? 0), left_ms: null };
  return state === 'stepped_back' ? entering(plan, Math.max(0, stage), visit + 1, nowMs) : position;
}

/** Ends it; the flag keeps the percentage that it has. */
export function rolloutStopped(position: RolloutPosition): RolloutPosition {
  const isOver = position.state === 'completed' || position.state === 'stopped';
  return isOver ? position : { ...position, state: 'stopped', due_ms: null, left_ms: null };
}

function entering({ stages }: RolloutPlan, stage: number, visit: number, nowMs: number): RolloutPosition {
  const heldMs = (stages[stage]?.hold_minutes ?? 0) * MINUTE_MS;
  return { state: 'running', stage, visit, due_ms: nowMs + heldMs, left_ms: null };
}
