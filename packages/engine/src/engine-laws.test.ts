import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicableSteps } from './applicability.ts';
import { checkDefinition } from './check-definition.ts';
import { compileFlow } from './compiled-flow.ts';
import { type Command, decide } from './decide.ts';
import type { StepDefinition } from './definition.ts';
import { ACTORS, type JourneyState, MOVES } from './journey.ts';
import { changeSubject, newJourney, resetJourney, skipAll } from './journey-changes.ts';
import { progressOf } from './progress.ts';
import { recordOf, stateOf } from './step-states.ts';
import {
  attemptAll,
  attempts,
  choices,
  definitions,
  isForward,
  journeys,
  playAlong,
  RUNS,
  subjects,
} from './testing/arbitraries.ts';
import { frozen, START_MS } from './testing/flows.ts';
import { allowedMoves } from './transitions.ts';

/** The legal ways from state to state, written down apart from the transition table. */
const LEGAL: Readonly<Record<string, readonly string[]>> = {
  start: ['todo>in_progress', 'rejected>in_progress'],
  save: ['todo>in_progress', 'in_progress>in_progress', 'rejected>in_progress'],
  submit: [
    'todo>done',
    'in_progress>done',
    'rejected>done',
    'todo>submitted',
    'in_progress>submitted',
    'rejected>submitted',
  ],
  complete: [
    'todo>done',
    'in_progress>done',
    'rejected>done',
    'todo>submitted',
    'in_progress>submitted',
    'rejected>submitted',
  ],
  skip: ['todo>skipped', 'in_progress>skipped', 'rejected>skipped'],
  reopen: ['skipped>todo', 'skipped>in_progress', 'done>in_progress'],
  approve: ['submitted>done'],
  reject: ['submitted>rejected', 'todo>rejected', 'in_progress>rejected'],
  reset: ['todo>todo', 'in_progress>todo', 'submitted>todo', 'done>todo', 'skipped>todo', 'rejected>todo'],
};

function expectLegalRecords(steps: readonly StepDefinition[], journey: JourneyState): void {
  for (const step of steps) {
    const record = recordOf(journey, step.key);
    expect(record.state === 'done').toBe(record.doneAtMs !== null);
    if (record.state === 'submitted') expect([step.review, record.submittedAtMs !== null]).toEqual([true, true]);
    if (record.state === 'rejected') expect(record.reason?.trim()).toBeTruthy();
    if (record.state === 'skipped') expect([step.skippable, step.required]).toEqual([true, false]);
    if (record.state === 'todo') expect([record.startedAtMs, record.submittedAtMs]).toEqual([null, null]);
    if (record.state === 'in_progress') expect(record.startedAtMs).not.toBeNull();
    if (step.kind === 'info' || step.kind === 'terms') expect(record.answers).toBeNull();
  }
}

function expectPermitted(step: StepDefinition, { actor, move }: Command): void {
  if (actor === 'system') expect(move).toBe('reset');
  if (actor === 'webhook') expect(['external complete', 'external reject']).toContain(`${step.kind} ${move}`);
  if (actor === 'reviewer') expect(['reopen', 'approve', 'reject', 'reset']).toContain(move);
  if (actor === 'participant') {
    expect(['start', 'save', 'submit', 'complete', 'skip', 'reopen']).toContain(move);
    if (step.kind === 'task' || step.kind === 'external') expect(['start', 'skip', 'reopen']).toContain(move);
  }
}

function expectPrerequisites(steps: readonly StepDefinition[], before: JourneyState, step: StepDefinition): void {
  const applicable = new Set(applicableSteps({ steps }, before.subject, before.steps).map(({ key }) => key));
  for (const key of step.requires) {
    if (applicable.has(key)) expect(['done', 'skipped']).toContain(before.steps[key]?.state);
  }
}

describe('moves', () => {
  it('Feature: engine, Property 1: no sequence of moves by any actors reaches an illegal state', () => {
    fc.assert(
      fc.property(definitions, subjects, choices, attempts, (definition, subject, picks, commands) => {
        const compiled = compileFlow(definition);
        const expectLegal = (before: JourneyState, after: JourneyState, command: Command): void => {
          const step = compiled.stepsByKey.get(command.stepKey) as StepDefinition;
          const [from, to] = [before.steps[step.key], after.steps[step.key]];
          expect(LEGAL[command.move]).toContain(`${from?.state}>${to?.state}`);
          expectLegalRecords(compiled.steps, after);
          expectPermitted(step, command);
          if (['start', 'save', 'submit', 'complete', 'skip'].includes(command.move)) {
            expectPrerequisites(compiled.steps, before, step);
          }
        };
        const played = playAlong(compiled, newJourney(compiled, subject, START_MS), picks, expectLegal);
        attemptAll(compiled, played, commands, expectLegal);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 2: a success raises the row version by one, a refusal changes nothing', () => {
    fc.assert(
      fc.property(journeys, attempts, ({ compiled, journey }, commands) => {
        for (const command of commands) {
          const decision = decide(compiled, journey, command);
          const stored = journey.steps[command.stepKey];
          if (decision.ok) {
            expect(decision.previous).toEqual(stored);
            expect(decision.step.rowVersion).toBe((stored?.rowVersion ?? 0) + 1);
            expect(decision.journey.steps).toEqual({ ...journey.steps, [command.stepKey]: decision.step });
          } else {
            expect(decision.record).toEqual(stored ?? null);
          }
        }
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 3: deciding never writes into what it is given and always decides the same', () => {
    fc.assert(
      fc.property(journeys, attempts, ({ compiled, journey }, commands) => {
        frozen(journey);
        frozen(compiled.definition);
        for (const command of frozen(commands)) {
          expect(decide(compiled, journey, command)).toEqual(decide(compiled, journey, command));
        }
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 4: exactly the allowed moves are accepted', () => {
    fc.assert(
      fc.property(journeys, ({ compiled, journey }) => {
        for (const step of compiled.steps) {
          for (const actor of ACTORS) {
            const accepted = MOVES.filter((move) => {
              const takesAnswers = move === 'save' || move === 'submit';
              const answers = takesAnswers ? { f: 'x' } : null;
              const asked = { stepKey: step.key, move, actor, rowVersion: null, answers, reason: 'x', nowMs: START_MS };
              return decide(compiled, journey, asked).ok;
            });
            expect(allowedMoves(compiled, journey, step.key, actor)).toEqual(accepted);
          }
        }
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 5: a blocked step allows the participant no move', () => {
    fc.assert(
      fc.property(journeys, ({ compiled, journey }) => {
        for (const { key } of compiled.steps) {
          if (stateOf(compiled, journey, key) !== 'blocked') continue;
          expect(allowedMoves(compiled, journey, key, 'participant')).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

describe('progress', () => {
  it('Feature: engine, Property 6: percent is from 0 to 100, and 100 exactly when every applicable step is finished', () => {
    fc.assert(
      fc.property(journeys, ({ compiled, journey }) => {
        const progress = progressOf(compiled, journey);
        expect(progress.percent).toBeGreaterThanOrEqual(0);
        expect(progress.percent).toBeLessThanOrEqual(100);
        expect(Number.isInteger(progress.percent)).toBe(true);
        expect(progress.percent === 100).toBe(progress.stepsDone === progress.stepsTotal);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 7: forward moves never lower percent while the same steps apply', () => {
    fc.assert(
      fc.property(journeys, choices, ({ compiled, journey }, picks) => {
        const expectNoLoss = (before: JourneyState, after: JourneyState): void => {
          const keysOf = (state: JourneyState): string[] =>
            applicableSteps(compiled, state.subject, state.steps).map((step) => step.key);
          if (keysOf(before).join() !== keysOf(after).join()) return;
          expect(progressOf(compiled, after).percent).toBeGreaterThanOrEqual(progressOf(compiled, before).percent);
        };
        playAlong(compiled, journey, picks, expectNoLoss, isForward);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 8: the completion is set once, at the first complete moment, and never unset by a move', () => {
    fc.assert(
      fc.property(definitions, subjects, choices, (definition, subject, picks) => {
        const compiled = compileFlow(definition);
        const fresh = newJourney(compiled, subject, START_MS);
        expect(fresh.completedAtMs !== null).toBe(progressOf(compiled, fresh).isComplete);
        playAlong(compiled, fresh, picks, (before, after, { nowMs }) => {
          const expected = before.completedAtMs ?? (progressOf(compiled, after).isComplete ? nowMs : null);
          expect(after.completedAtMs).toBe(expected);
        });
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 9: the next step is open and free, and where none is, nothing is open but what waits', () => {
    fc.assert(
      fc.property(journeys, ({ compiled, journey }) => {
        const { nextStep, stepsDone, stepsTotal } = progressOf(compiled, journey);
        const states = compiled.steps.map((step) => stateOf(compiled, journey, step.key));
        if (nextStep !== null) {
          expect(['todo', 'in_progress', 'rejected']).toContain(stateOf(compiled, journey, nextStep));
        } else if (stepsDone < stepsTotal) {
          expect(states).toContain('submitted');
        }
      }),
      RUNS,
    );
  });
});

describe('changes of a whole journey', () => {
  it('Feature: engine, Property 10: after skipping all, nothing is left that the participant may skip', () => {
    fc.assert(
      fc.property(journeys, ({ compiled, journey }) => {
        const change = skipAll(compiled, frozen(journey), START_MS);
        for (const { key } of compiled.steps) {
          expect(allowedMoves(compiled, change.journey, key, 'participant')).not.toContain('skip');
        }
        expectLegalRecords(compiled.steps, change.journey);
        expect(change.noLongerApplicable).toEqual([]);
        expectOnlyChanged(journey, change);
        expect(change.changed.every((record) => record.state === 'skipped')).toBe(true);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 11: a reset leaves a fresh journey, with risen row versions where work was lost', () => {
    fc.assert(
      fc.property(journeys, ({ compiled, journey }) => {
        const change = resetJourney(compiled, frozen(journey), START_MS + 5);
        const fresh = newJourney(compiled, journey.subject, START_MS + 5);
        const anew = Object.values(change.journey.steps).map((record) => ({ ...record, rowVersion: 1 }));
        expect(anew).toEqual(Object.values(fresh.steps));
        expect(change.journey.startedAtMs).toBe(fresh.startedAtMs);
        expect(change.completedAtMs).toBe(fresh.completedAtMs);
        expectOnlyChanged(journey, change);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 12: a changed subject changes no record and un-completes nothing', () => {
    fc.assert(
      fc.property(journeys, subjects, ({ compiled, journey }, subject) => {
        const change = changeSubject(compiled, frozen(journey), subject, START_MS + 5);
        expect(change.changed).toEqual([]);
        expect(change.journey.steps).toEqual(journey.steps);
        expect(change.journey.subject).toEqual(subject);
        if (journey.completedAtMs !== null) expect(change.completedAtMs).toBe(journey.completedAtMs);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 13: what is reported as applicable and gone is the exact difference', () => {
    fc.assert(
      fc.property(journeys, subjects, ({ compiled, journey }, subject) => {
        const keysOf = (state: JourneyState): string[] =>
          applicableSteps(compiled, state.subject, state.steps).map((step) => step.key);
        const change = changeSubject(compiled, journey, subject, START_MS);
        const [before, after] = [keysOf(journey), keysOf(change.journey)];
        expect(change.newlyApplicable).toEqual(after.filter((key) => !before.includes(key)));
        expect(change.noLongerApplicable).toEqual(before.filter((key) => !after.includes(key)));
      }),
      RUNS,
    );
  });
});

describe('generated definitions', () => {
  it('Feature: engine, Property 14: a sound definition has no problem and compiles with prerequisites first', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        // `gte` with true or 2 on a text is pointless but not wrong everywhere; only value problems are expected.
        const codes = checkDefinition(definition).map((problem) => problem.code);
        expect(codes.filter((code) => !code.startsWith('rule_'))).toEqual([]);
        const { topologicalOrder, dependents } = compileFlow(definition);
        const keys = definition.steps.map((step) => step.key);
        expect([...topologicalOrder].sort()).toEqual([...keys].sort());
        for (const step of definition.steps) {
          for (const earlier of step.requires) {
            expect(topologicalOrder.indexOf(earlier)).toBeLessThan(topologicalOrder.indexOf(step.key));
            expect(dependents.get(earlier)).toContain(step.key);
          }
        }
      }),
      RUNS,
    );
  });
});

function expectOnlyChanged(
  before: JourneyState,
  change: { journey: JourneyState; changed: readonly { key: string }[] },
) {
  const changedKeys = change.changed.map((record) => record.key);
  for (const [key, record] of Object.entries(before.steps)) {
    const after = change.journey.steps[key];
    if (!changedKeys.includes(key)) expect(after).toBe(record);
    else expect(after?.rowVersion).toBe(record.rowVersion + 1);
  }
}
