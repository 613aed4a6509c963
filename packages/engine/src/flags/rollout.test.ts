import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../testing/arbitraries.ts';
import {
  isBreached,
  percentageAt,
  type RolloutGuard,
  type RolloutOutcomes,
  type RolloutPlan,
  type RolloutPosition,
  rolloutBegun,
  rolloutNow,
  rolloutPaused,
  rolloutResumed,
  rolloutStopped,
} from './rollout.ts';

const MINUTE_MS = 60_000;
const NOTHING: RolloutOutcomes = { served: { succeeded: 0, failed: 0 }, others: { succeeded: 0, failed: 0 } };
const GUARD: RolloutGuard = { max_failure_percent: 10, min_outcomes: 20 };
const PLAN: RolloutPlan = {
  stages: [5, 25, 100].map((percentage) => ({ percentage, hold_minutes: 30 })),
  guard: GUARD,
  base_percentage: 0,
};

const reported = (served: [number, number], others: [number, number] = [0, 0]): RolloutOutcomes => ({
  served: { succeeded: served[0], failed: served[1] },
  others: { succeeded: others[0], failed: others[1] },
});

describe('the guard', () => {
  it.each<[string, RolloutOutcomes, boolean]>([
    ['nothing was reported', NOTHING, false],
    ['too few were reported', reported([0, 19]), false],
    ['enough were, and one in ten failed', reported([18, 2]), false],
    ['enough were, and more than one in ten failed', reported([17, 3]), true],
    ['the others fail as often', reported([17, 3], [17, 3]), false],
    ['the others fail more often', reported([17, 3], [10, 10]), false],
    ['the others fail less often', reported([17, 3], [18, 2]), true],
    ['of the others too few were reported to compare', reported([17, 3], [0, 19]), true],
  ])('where %s', (_, outcomes, expected) => {
    expect(isBreached(GUARD, outcomes)).toBe(expected);
  });

  it('that asks for no number judges by the first outcome, and none by no outcome', () => {
    const guard = { max_failure_percent: 10, min_outcomes: 0 };
    expect([isBreached(guard, NOTHING), isBreached(guard, reported([0, 1]))]).toEqual([false, true]);
    expect(isBreached(null, reported([0, 1_000]))).toBe(false);
  });
});

describe('a rollout', () => {
  const begun = rolloutBegun(PLAN, 0);
  const half = 30 * MINUTE_MS;

  it('enters the next stage when the time is over and enough was reported, and completes after the last', () => {
    const enough = reported([20, 0]);
    expect(rolloutNow(PLAN, begun, enough, half - 1)).toBe(begun);
    expect(rolloutNow(PLAN, begun, reported([19, 0]), half)).toBe(begun);
    const second = rolloutNow(PLAN, begun, enough, half);
    expect(second).toEqual({ state: 'running', stage: 1, visit: 2, due_ms: 2 * half, left_ms: null });
    const last = rolloutNow(PLAN, second, enough, 2 * half);
    expect(rolloutNow(PLAN, last, enough, 3 * half)).toMatchObject({ state: 'completed', stage: 2, due_ms: null });
  });

  it('goes by time alone without a guard', () => {
    expect(rolloutNow({ ...PLAN, guard: null }, begun, NOTHING, half).stage).toBe(1);
  });

  it('steps back by one stage, from the first to the base, and waits', () => {
    const bad = reported([0, 20]);
    const back = rolloutNow(PLAN, begun, bad, 1);
    expect(back).toEqual({ state: 'stepped_back', stage: -1, visit: 1, due_ms: null, left_ms: null });
    expect(percentageAt(PLAN, back.stage)).toBe(0);
    expect(rolloutNow(PLAN, back, bad, 100 * half)).toBe(back);
    expect(rolloutResumed(PLAN, back, 7)).toMatchObject({ state: 'running', stage: 0, visit: 2, due_ms: 7 + half });
    const second = rolloutNow(PLAN, rolloutNow(PLAN, begun, reported([20, 0]), half), bad, half);
    expect(second).toMatchObject({ state: 'stepped_back', stage: 0 });
    expect(rolloutResumed(PLAN, second, half)).toMatchObject({ state: 'running', stage: 0, visit: 3 });
  });

  it('keeps what is left of a stage through a pause, and its guard keeps watch', () => {
    const paused = rolloutPaused(begun, 10 * MINUTE_MS);
    expect(paused).toMatchObject({ state: 'paused', stage: 0, due_ms: null, left_ms: 20 * MINUTE_MS });
    expect(rolloutNow(PLAN, paused, reported([20, 0]), 100 * half)).toBe(paused);
    expect(rolloutNow(PLAN, paused, reported([0, 20]), 1)).toMatchObject({ state: 'stepped_back' });
    expect(rolloutResumed(PLAN, paused, half)).toEqual({ ...begun, due_ms: half + 20 * MINUTE_MS });
  });

  it('that is over stays over', () => {
    const stopped = rolloutStopped(begun);
    expect(stopped).toMatchObject({ state: 'stopped', stage: 0, due_ms: null });
    expect(rolloutStopped(stopped)).toBe(stopped);
    expect(rolloutPaused(stopped, 1)).toBe(stopped);
    expect(rolloutResumed(PLAN, stopped, 1)).toBe(stopped);
    expect(rolloutNow(PLAN, stopped, reported([0, 99]), 99 * half)).toBe(stopped);
  });
});

type Event =
  | { what: 'time'; minutes: number }
  | { what: 'outcomes'; outcomes: RolloutOutcomes }
  | { what: 'pause' | 'resume' };

const counts = fc.record({ succeeded: fc.nat(12), failed: fc.nat(4) });
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ what: fc.constant('time' as const), minutes: fc.nat(90) }),
  fc.record({ what: fc.constant('outcomes' as const), outcomes: fc.record({ served: counts, others: counts }) }),
  fc.record({ what: fc.constantFrom('pause' as const, 'resume' as const) }),
);
const plans: fc.Arbitrary<RolloutPlan> = fc
  .record({
    percentages: fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 10 }),
    hold_minutes: fc.integer({ min: 1, max: 60 }),
    guard: fc.option(fc.record({ max_failure_percent: fc.nat(30), min_outcomes: fc.nat(20) })),
  })
  .map(({ percentages, hold_minutes, guard }) => {
    const stages = percentages.toSorted((a, b) => a - b).map((percentage) => ({ percentage, hold_minutes }));
    return { stages, guard, base_percentage: 0 };
  });

function added(one: RolloutOutcomes, other: RolloutOutcomes): RolloutOutcomes {
  const sum = (side: 'served' | 'others') => ({
    succeeded: one[side].succeeded + other[side].succeeded,
    failed: one[side].failed + other[side].failed,
  });
  return { served: sum('served'), others: sum('others') };
}

/** Feature: staged rollouts, Property 1: only stage values, one stage at a time, never up in breach or before its time. */
it('moves by whole stages, up only when it may and down only in breach', () => {
  fc.assert(
    fc.property(plans, fc.array(events, { maxLength: 40 }), (plan, sequence) => {
      let nowMs = 0;
      let outcomes = NOTHING;
      let position: RolloutPosition = rolloutBegun(plan, nowMs);
      const apply = (next: RolloutPosition, isPerson: boolean) => {
        const isUp = next.stage > position.stage;
        expect(Math.abs(next.stage - position.stage)).toBeLessThanOrEqual(1);
        if (isUp && !isPerson) {
          expect(isBreached(plan.guard, outcomes)).toBe(false);
          expect(outcomes.served.succeeded + outcomes.served.failed >= (plan.guard?.min_outcomes ?? 0)).toBe(true);
          expect(nowMs).toBeGreaterThanOrEqual(position.due_ms ?? Infinity);
        }
        if (isUp && isPerson) expect([position.state, position.stage]).toEqual(['stepped_back', -1]);
        if (next.stage < position.stage) expect(isBreached(plan.guard, outcomes)).toBe(true);
        if (next.visit !== position.visit) outcomes = NOTHING;
        expect([0, ...plan.stages.map(({ percentage }) => percentage)]).toContain(percentageAt(plan, next.stage));
        position = next;
      };
      for (const event of sequence) {
        if (event.what === 'time') nowMs += event.minutes * MINUTE_MS;
        if (event.what === 'outcomes' && position.state !== 'stepped_back') outcomes = added(outcomes, event.outcomes);
        if (event.what === 'pause') apply(rolloutPaused(position, nowMs), true);
        if (event.what === 'resume') apply(rolloutResumed(plan, position, nowMs), true);
        apply(rolloutNow(plan, position, outcomes, nowMs), false);
      }
    }),
    RUNS,
  );
});
