import { expect, test } from 'vitest';
import { decisionsOf } from './step-decisions.ts';

test('a step in review can be approved, rejected or reset', () => {
  expect(decisionsOf({ kind: 'form', state: 'submitted', allowed_moves: ['approve', 'reject', 'reset'] })).toEqual([
    'approve',
    'reject',
    'reset',
  ]);
});

test('a done step can be reopened', () => {
  expect(decisionsOf({ kind: 'form', state: 'done', allowed_moves: ['reopen', 'reset'] })).toEqual(['reopen', 'reset']);
});

test.each(['task', 'external'])('an open %s step is completed by the tenant', (kind) => {
  expect(decisionsOf({ kind, state: 'in_progress', allowed_moves: ['reset'] })).toEqual(['complete', 'reset']);
});

test.each([
  ['form', 'todo'],
  ['task', 'blocked'],
])('nothing is offered for a %s step that is %s', (kind, state) => {
  expect(decisionsOf({ kind, state, allowed_moves: ['reset'] })).toEqual([]);
});
