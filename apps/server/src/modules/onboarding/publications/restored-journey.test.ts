import {
  ACTORS,
  compileFlow,
  decide,
  type JourneyState,
  type MigrationMode,
  MOVES,
  planMigration,
  recordOf,
  resetJourney,
  type StepRecord,
} from '@stepwell/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restoredJourney } from './restored-journey.ts';
import { DAY_MS, FIRST, SECOND, START, STATE_COUNT } from './testing/marketplace-versions.ts';
import { stateNumber } from './testing/publication-room.ts';

const earlier = compileFlow(FIRST);
const published = compileFlow(SECOND);
const plannedAtMs = Date.parse(START);
const nowMs = plannedAtMs + DAY_MS;
const subject = { market: 'FR', role: null, traits: {} };

/** A journey, what the migration made of it, and how to take it back from where it is then. */
function migrated(before: JourneyState, mode: MigrationMode = 'carry') {
  const plan = planMigration(earlier, published, before, mode, plannedAtMs);
  const after: JourneyState = {
    subject,
    startedAtMs: mode === 'restart' ? plannedAtMs : before.startedAtMs,
    completedAtMs: plan.completedAtMs,
    steps: Object.fromEntries(plan.steps.map((step) => [step.key, step])),
  };
  const restore = (current: JourneyState, isUntouched = false) =>
    restoredJourney({
      before: {
        versionId: 'earlier',
        percent: 0,
        steps: Object.values(before.steps),
        startedAtMs: before.startedAtMs,
        completedAtMs: before.completedAtMs,
        plannedAtMs,
      },
      mode,
      current,
      isUntouched,
      versions: { earlier, published, current: published },
      nowMs,
    });
  return { after, restore };
}

const withStep = (journey: JourneyState, key: string, change: Partial<StepRecord>): JourneyState => {
  const record = recordOf(journey, key);
  const changed = { ...record, rowVersion: record.rowVersion + 1, ...change };
  return { ...journey, steps: { ...journey.steps, [key]: changed } };
};
const stepIn = (restored: { steps: readonly StepRecord[] }, key: string) =>
  restored.steps.find((step) => step.key === key);
const workOf = ({ rowVersion: _, ...work }: StepRecord) => work;

/** Welcome, profile, documents done, bonus skipped, piece submitted, policy to do. */
const busy = stateNumber(0, subject);

describe('work on a step since the migration', () => {
  test('goes on from there where the migration had left the step alone', () => {
    const { after, restore } = migrated(busy);
    const restored = restore(withStep(after, 'piece', { state: 'rejected', reason: 'Blurred' }));
    expect(stepIn(restored, 'piece')).toMatchObject({ state: 'rejected', reason: 'Blurred' });
  });

  test('does not push out the old record of a step that was reset, until it is handed in', () => {
    const { after, restore } = migrated(busy);
    const answers = { name: 'New', legal_name: 'Newer' };
    const draft = restore(withStep(after, 'profile', { state: 'in_progress', answers }));
    expect(stepIn(draft, 'profile')).toMatchObject({ state: 'done', answers: { name: 'Name 0' } });
    // The earlier form has no legal name, so that the new answers would not fit it either.
    const done = restore(withStep(after, 'bonus', { state: 'done', doneAtMs: nowMs }));
    expect(stepIn(done, 'bonus')).toMatchObject({ state: 'done', doneAtMs: nowMs });
  });

  test('on a step that only the new version has leaves with it', () => {
    const { after, restore } = migrated(busy);
    const restored = restore(withStep(after, 'survey', { state: 'done' }));
    expect(restored.steps.map((step) => step.key)).toEqual(FIRST.steps.map((step) => step.key));
  });
});

describe('the completion', () => {
  const complete = stateNumber(0, subject);
  const allDone = Object.keys(complete.steps).reduce(
    (journey, key) => withStep(journey, key, { state: key === 'bonus' ? 'skipped' : 'done', doneAtMs: plannedAtMs }),
    complete,
  );

  test('that was reached before is as it was', () => {
    const before = { ...allDone, completedAtMs: plannedAtMs - DAY_MS };
    const { after, restore } = migrated(before, 'restart');
    expect(after.completedAtMs).toBeNull();
    expect(restore(withStep(after, 'policy', { state: 'done' })).completedAtMs).toBe(plannedAtMs - DAY_MS);
  });

  test('that a person reached since is kept', () => {
    const { after, restore } = migrated(busy);
    const current = { ...withStep(after, 'policy', { state: 'done' }), completedAtMs: nowMs - 5 };
    expect(restore(current).completedAtMs).toBe(nowMs - 5);
  });

  test('that the migration granted is taken back', () => {
    const before = withStep(withStep(allDone, 'documents', { state: 'todo', doneAtMs: null }), 'profile', {
      state: 'todo',
      doneAtMs: null,
      answers: null,
    });
    const { after, restore } = migrated(before);
    const current = withStep({ ...after, completedAtMs: plannedAtMs }, 'survey', { state: 'done' });
    expect(after.completedAtMs).toBeNull();
    expect(restore(after, true).completedAtMs).toBeNull();
    expect(restore(current).completedAtMs).toBe(plannedAtMs);
  });

  test('comes when what was done since completes the earlier version', () => {
    const before = withStep(allDone, 'piece', { state: 'submitted', doneAtMs: null });
    const { after, restore } = migrated(before);
    expect(restore(withStep(after, 'piece', { state: 'done', doneAtMs: nowMs })).completedAtMs).toBe(nowMs);
  });
});

test('a journey that was begun anew since stays begun anew', () => {
  const { after, restore } = migrated(busy);
  const reset = resetJourney(published, after, nowMs - 1_000).journey;
  const restored = restore(reset);
  expect(restored.startedAtMs).toBe(nowMs - 1_000);
  expect(restored.steps.every((step) => step.state === 'todo' && step.answers === null)).toBe(true);
  for (const { key, rowVersion } of restored.steps) {
    expect(rowVersion).toBeGreaterThanOrEqual(recordOf(reset, key).rowVersion);
    expect(rowVersion).toBeGreaterThanOrEqual(recordOf(busy, key).rowVersion);
  }
  expect(stepIn(restored, 'documents')?.rowVersion).toBe(recordOf(busy, 'documents').rowVersion + 1);
});

test('times finer than a millisecond, as imports bring them, count as the same once they are written back', () => {
  const before = { ...busy, startedAtMs: busy.startedAtMs + 0.25 };
  const { after, restore } = migrated(before);
  const current = { ...after, startedAtMs: Math.trunc(after.startedAtMs) };
  expect(stepIn(restore(current), 'documents')).toEqual(before.steps['documents']);
});

describe('whatever people do after a migration', () => {
  const move = fc.record({
    stepKey: fc.constantFrom(...SECOND.steps.map((step) => step.key)),
    move: fc.constantFrom(...MOVES),
    actor: fc.constantFrom(...ACTORS),
    name: fc.constantFrom('Ann', 'Bob'),
  });
  const life = fc.record({
    number: fc.nat(STATE_COUNT - 1),
    mode: fc.constantFrom<MigrationMode>('carry', 'restart'),
    moves: fc.array(move, { maxLength: 8 }),
  });

  function lived({ number, mode, moves }: typeof life extends fc.Arbitrary<infer Life> ? Life : never) {
    const before = stateNumber(number, subject);
    const { after, restore } = migrated(before, mode);
    let current = after;
    for (const { name, ...command } of moves) {
      const answers = command.move === 'submit' || command.move === 'save' ? { name } : null;
      const decision = decide(published, current, { ...command, rowVersion: null, answers, reason: 'Because', nowMs });
      if (decision.ok) current = decision.journey;
    }
    return { before, after, current, restored: restore(current) };
  }

  test('a roll-back restores what nobody touched, keeps what somebody did, and lowers no row version', () => {
    let kept = 0;
    fc.assert(
      fc.property(life, (drawn) => {
        const { before, after, current, restored } = lived(drawn);
        expect(restored.steps.map((step) => step.key)).toEqual(Object.keys(before.steps));
        expect(restored.startedAtMs).toBe(before.startedAtMs);
        for (const step of restored.steps) {
          const [then, now] = [recordOf(before, step.key), recordOf(current, step.key)];
          if (!published.stepsByKey.has(step.key)) {
            expect(step).toEqual(then);
            continue;
          }
          const left = recordOf(after, step.key);
          const isTouched = JSON.stringify(workOf(now)) !== JSON.stringify(workOf(left));
          const isLeftAlone = JSON.stringify(workOf(left)) === JSON.stringify(workOf(then));
          if (!isTouched) expect(workOf(step)).toEqual(workOf(then));
          else if (isLeftAlone && (step.key === 'piece' || step.key === 'welcome')) {
            kept += 1;
            expect(workOf(step)).toEqual(workOf(now));
          } else if (!isLeftAlone && then.state === 'done') expect(step.state).toBe('done');
          const isChanged = JSON.stringify(workOf(step)) !== JSON.stringify(workOf(now));
          expect(step.rowVersion - now.rowVersion).toBeGreaterThanOrEqual(isChanged ? 1 : 0);
          expect(step.rowVersion).toBeGreaterThanOrEqual(then.rowVersion);
        }
      }),
      { seed: 20_260_302, numRuns: 2_000 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  test('nothing at all gives back the journey as it was', () => {
    fc.assert(
      fc.property(fc.nat(STATE_COUNT - 1), fc.constantFrom<MigrationMode>('carry', 'restart'), (number, mode) => {
        const before = stateNumber(number, subject);
        const { after, restore } = migrated(before, mode);
        // Recognized by the revision, and also when something else raised it.
        for (const isUntouched of [true, false]) {
          const restored = restore(after, isUntouched);
          expect(restored.steps.map(workOf)).toEqual(Object.values(before.steps).map(workOf));
          expect(restored.completedAtMs).toBe(before.completedAtMs);
        }
      }),
      { seed: 20_260_303, numRuns: 600 },
    );
  });
});
