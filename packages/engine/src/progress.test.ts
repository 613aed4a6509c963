import { describe, expect, it } from 'vitest';
import { changeSubject, newJourney, resetJourney, skipAll } from './journey-changes.ts';
import { progressOf } from './progress.ts';
import {
  ANYBODY,
  begin,
  compiled,
  form,
  gate,
  info,
  play,
  START_MS,
  skippable,
  task,
  withRecords,
} from './testing/flows.ts';

describe('progress', () => {
  it('is the share of weight that is done or skipped, rounded down', () => {
    const flowOf = compiled([info('a', { weight: 2 }), skippable(info('b', { weight: 3 })), info('c', { weight: 2 })]);
    expect(progressOf(flowOf, begin(flowOf)).percent).toBe(0);
    expect(progressOf(flowOf, play(flowOf, begin(flowOf), ['a', 'complete'])).percent).toBe(28);
    expect(progressOf(flowOf, play(flowOf, begin(flowOf), ['a', 'complete'], ['b', 'skip'])).percent).toBe(71);
  });

  it('counts only what applies', () => {
    const flowOf = compiled([info('a'), info('french', { markets: ['FR'], weight: 99 }), info('b')]);
    const journey = play(flowOf, begin(flowOf), ['a', 'complete']);
    expect(progressOf(flowOf, journey)).toMatchObject({ percent: 50, stepsDone: 1, stepsTotal: 2 });
  });

  it('tells everything about a journey midway', () => {
    const flowOf = compiled([
      form('a', { review: true, estimated_minutes: 9 }),
      info('b', { requires: ['a'], estimated_minutes: 1.2 }),
      skippable(info('c', { estimated_minutes: 4 })),
      task('d', { estimated_minutes: 0.1 }),
      info('e'),
    ]);
    const journey = play(
      flowOf,
      begin(flowOf),
      ['a', 'submit', 'participant', { name: 'x' }],
      ['c', 'skip'],
      ['e', 'complete'],
    );
    expect(progressOf(flowOf, journey)).toEqual({
      percent: 40,
      stepsDone: 2,
      stepsTotal: 5,
      requiredDone: 1,
      requiredTotal: 4,
      minutesLeft: 2,
      nextStep: 'd',
      isComplete: false,
    });
  });

  it('does not add minutes that come from the arithmetic', () => {
    const flowOf = compiled([
      info('a', { estimated_minutes: 0.1 }),
      info('b', { estimated_minutes: 0.2 }),
      info('c', { estimated_minutes: 0.7 }),
    ]);
    expect(progressOf(flowOf, begin(flowOf)).minutesLeft).toBe(1);
  });

  it('goes on with a step that was started or rejected', () => {
    const flowOf = compiled([form('a'), form('b')]);
    const journey = withRecords(begin(flowOf), { a: { state: 'done' }, b: { state: 'rejected' } });
    expect(progressOf(flowOf, journey).nextStep).toBe('b');
  });

  it('is complete with every required step, optional ones open or not', () => {
    const flowOf = compiled([info('a'), skippable(info('b'))]);
    expect(progressOf(flowOf, play(flowOf, begin(flowOf), ['a', 'complete']))).toMatchObject({
      percent: 50,
      isComplete: true,
      nextStep: 'b',
    });
    expect(progressOf(flowOf, play(flowOf, begin(flowOf), ['b', 'skip'])).isComplete).toBe(false);
  });

  it('is complete with all of them finished where none is required', () => {
    const flowOf = compiled([skippable(info('a')), skippable(info('b'))]);
    expect(progressOf(flowOf, play(flowOf, begin(flowOf), ['a', 'complete'])).isComplete).toBe(false);
    expect(progressOf(flowOf, play(flowOf, begin(flowOf), ['a', 'complete'], ['b', 'skip'])).isComplete).toBe(true);
  });

  it('is complete at 100 when no step applies', () => {
    const flowOf = compiled([info('french', { markets: ['FR'] })]);
    expect(progressOf(flowOf, begin(flowOf))).toEqual({
      percent: 100,
      stepsDone: 0,
      stepsTotal: 0,
      requiredDone: 0,
      requiredTotal: 0,
      minutesLeft: 0,
      nextStep: null,
      isComplete: true,
    });
    expect(newJourney(flowOf, ANYBODY, START_MS).completedAtMs).toBe(START_MS);
  });

  it('may fall when an answer makes more steps apply', () => {
    const flowOf = compiled([
      form('a'),
      info('b', { weight: 100, visible_if: { fact: 'answers.a.more', op: 'eq', value: true } }),
      info('c'),
    ]);
    const before = play(flowOf, begin(flowOf), ['c', 'complete']);
    expect(progressOf(flowOf, before).percent).toBe(50);
    const after = play(flowOf, before, ['a', 'submit', 'participant', { more: true }]);
    expect(progressOf(flowOf, after).percent).toBe(1);
  });
});

describe('skipping all', () => {
  it('skips in the order of prerequisites and stops before what cannot be skipped', () => {
    const flowOf = compiled([
      skippable(info('last', { requires: ['first'] })),
      skippable(info('first')),
      info('needed'),
      skippable(info('behind', { requires: ['needed'] })),
      skippable(info('french', { markets: ['FR'] })),
      info('optional', { required: false }),
      skippable(form('rejected')),
      skippable(form('waiting', { review: true })),
    ]);
    const journey = withRecords(begin(flowOf), {
      rejected: { state: 'rejected', reason: 'Blurred', submittedAtMs: START_MS, rowVersion: 3 },
      waiting: { state: 'submitted' },
    });
    const change = skipAll(flowOf, journey, START_MS + 1);
    expect(change.changed.map((record) => record.key)).toEqual(['last', 'first', 'rejected']);
    expect(change.journey.steps.rejected).toMatchObject({
      state: 'skipped',
      reason: null,
      submittedAtMs: null,
      rowVersion: 4,
    });
    expect(change.progress).toMatchObject({ stepsDone: 3, nextStep: 'needed' });
  });

  it('may complete a journey without required steps', () => {
    const flowOf = compiled([skippable(info('a'))]);
    expect(skipAll(flowOf, begin(flowOf), START_MS + 1)).toMatchObject({
      completedAtMs: START_MS + 1,
      progress: { percent: 100, isComplete: true },
    });
  });

  it('changes nothing where nothing may be skipped', () => {
    const flowOf = compiled([info('a')]);
    expect(skipAll(flowOf, begin(flowOf), START_MS)).toMatchObject({ changed: [], journey: begin(flowOf) });
  });
});

describe('resetting a journey', () => {
  const flowOf = compiled([form('a'), info('b')], { gates: [gate('x', ['a'])] });

  it('takes back work, completion and gates, and starts the clock anew', () => {
    const done = play(flowOf, begin(flowOf), ['a', 'submit', 'participant', { name: 'x' }], ['b', 'complete']);
    expect(done.completedAtMs).toBe(START_MS);
    const change = resetJourney(flowOf, done, START_MS + 9);
    expect(change).toMatchObject({ completedAtMs: null, closedCapabilities: ['x'], openedCapabilities: [] });
    expect(change.changed.map(({ key, rowVersion }) => [key, rowVersion])).toEqual([
      ['a', 3],
      ['b', 3],
    ]);
    expect(change.journey).toMatchObject({ startedAtMs: START_MS + 9, completedAtMs: null });
  });

  it('leaves untouched steps alone, and clears a draft', () => {
    const draft = withRecords(begin(flowOf), { a: { answers: { name: 'x' } } });
    expect(resetJourney(flowOf, draft, START_MS).changed).toMatchObject([{ key: 'a', answers: null, rowVersion: 2 }]);
  });
});

describe('a subject that changes', () => {
  it('may make steps apply, others not, and open a gate', () => {
    const flowOf = compiled([info('a'), info('french', { markets: ['FR'] }), info('german', { markets: ['DE'] })], {
      gates: [gate('x', ['german']), gate('y', ['french'])],
    });
    const journey = play(flowOf, begin(flowOf, { market: 'DE' }), ['a', 'complete']);
    expect(changeSubject(flowOf, journey, { ...ANYBODY, market: 'FR' }, START_MS)).toMatchObject({
      newlyApplicable: ['french'],
      noLongerApplicable: ['german'],
      openedCapabilities: ['x'],
      closedCapabilities: ['y'],
      completedAtMs: null,
    });
    expect(changeSubject(flowOf, journey, ANYBODY, START_MS + 4)).toMatchObject({ completedAtMs: START_MS + 4 });
  });
});
