import { describe, expect, test } from 'vitest';
import { FINISH, WELCOME } from './address.ts';
import { journeyWith, progressWith, stepWith } from './journey-examples.ts';
import {
  applyUpdate,
  arrivalView,
  hasArrived,
  isActionable,
  isWaiting,
  nextView,
  optionalLeft,
  skippableSteps,
} from './journey-state.ts';

const open = (key: string) => stepWith({ key });
const done = (key: string) => stepWith({ key, state: 'done', allowed_moves: [] });
const task = (key: string) => stepWith({ key, kind: 'task', allowed_moves: ['start'] });
const blocked = (key: string) => stepWith({ key, state: 'blocked', allowed_moves: [] });

describe('where a person goes next', () => {
  test('to the next step that can be worked on, past what others have to do', () => {
    expect(nextView(journeyWith([open('a'), task('b'), blocked('c'), open('d')]), 'a')).toBe('d');
  });

  test('back to what was left out, once the end is reached', () => {
    expect(nextView(journeyWith([open('a'), done('b'), done('c')]), 'b')).toBe('a');
  });

  test('never to the step they come from', () => {
    expect(nextView(journeyWith([done('a'), open('b')]), 'b')).toBe(FINISH);
  });

  test('to the end when nothing is left to do', () => {
    expect(nextView(journeyWith([done('a'), task('b')]), 'a')).toBe(FINISH);
  });
});

describe('where a person arrives', () => {
  test('at the welcome when nothing was touched', () => {
    expect(arrivalView(journeyWith([open('a'), blocked('b')]), null)).toBe(WELCOME);
  });

  test('where they left, when they come back', () => {
    expect(arrivalView(journeyWith([done('a'), open('b')]), null)).toBe('b');
  });

  test('at the end when all is done', () => {
    expect(arrivalView(journeyWith([done('a')]), null)).toBe(FINISH);
  });

  test('where the link says, unless there is no such step', () => {
    const journey = journeyWith([done('a'), open('b')]);
    expect(arrivalView(journey, 'a')).toBe('a');
    expect(arrivalView(journey, FINISH)).toBe(FINISH);
    expect(arrivalView(journey, 'gone')).toBe('b');
  });
});

describe('what a step asks for', () => {
  test('a link to another site is to be opened once, and then waited for', () => {
    const link = stepWith({ kind: 'external', allowed_moves: ['start'] });
    expect([isActionable(link), isWaiting(link)]).toEqual([true, true]);
    const opened = { ...link, state: 'in_progress' as const, allowed_moves: [] };
    expect([isActionable(opened), isWaiting(opened)]).toEqual([false, true]);
  });

  test('a review is waited for, a rejection is to be worked on', () => {
    expect(isWaiting(stepWith({ kind: 'form', state: 'submitted', allowed_moves: [] }))).toBe(true);
    expect(isActionable(stepWith({ kind: 'form', state: 'rejected', allowed_moves: ['submit', 'save'] }))).toBe(true);
  });

  test('optional steps count as left while they can be done or reopened', () => {
    const optional = { required: false, skippable: true };
    const journey = journeyWith([
      open('a'),
      stepWith({ key: 'b', ...optional, allowed_moves: ['complete', 'skip'] }),
      stepWith({ key: 'c', ...optional, state: 'skipped', allowed_moves: ['reopen'] }),
      stepWith({ key: 'd', ...optional, state: 'done', allowed_moves: [] }),
    ]);
    expect(optionalLeft(journey).map((step) => step.key)).toEqual(['b', 'c']);
    expect(skippableSteps(journey).map((step) => step.key)).toEqual(['b']);
  });
});

describe('the lean answer to a move', () => {
  const update = {
    journey_id: 'j',
    step: { key: 'a', state: 'in_progress' as const, row_version: 2, reason: null, allowed_moves: ['save' as const] },
    progress: progressWith({ percent: 50 }),
    completed_at: null,
    opened_capabilities: [],
    newly_applicable: [],
    no_longer_applicable: ['c'],
  };

  test('changes its step, the progress, and drops what no longer applies', () => {
    const journey = applyUpdate(journeyWith([open('a'), open('b'), open('c')]), update, {
      move: 'save',
      row_version: 1,
      answers: { name: 'Ada' },
    });
    expect(journey.steps.map((step) => [step.key, step.row_version, step.answers])).toEqual([
      ['a', 2, { name: 'Ada' }],
      ['b', 1, null],
    ]);
    expect(journey.progress.percent).toBe(50);
    expect(journey.status).toBe('active');
  });

  test('completes the journey when it says so', () => {
    const journey = applyUpdate(
      journeyWith([open('a')]),
      { ...update, completed_at: '2026-01-02T00:00:00Z' },
      {
        move: 'complete',
        row_version: 1,
      },
    );
    expect(journey.status).toBe('completed');
  });
});

test.each([
  ['submit', 'submitted', true],
  ['submit', 'done', true],
  ['complete', 'todo', false],
  ['skip', 'skipped', true],
  ['skip', 'done', false],
  ['reopen', 'todo', true],
  ['start', 'in_progress', true],
  ['save', 'in_progress', false],
] as const)('a refused %s on a step that is %s had arrived: %s', (move, state, arrived) => {
  expect(hasArrived(stepWith({ state }), move)).toBe(arrived);
});
