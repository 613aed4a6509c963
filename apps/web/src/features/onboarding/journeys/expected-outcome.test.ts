import { expect, test } from 'vitest';
import { withDecision } from './expected-outcome.ts';
import type { Participant } from './participant-query.ts';

const step = (key: string) => ({
  key,
  state: 'submitted',
  reason: 'before',
  answers: { a: 1 },
  allowed_moves: ['approve'],
});
const participant = {
  journeys: ['creator', 'seller'].map((key) => ({ flow: { key }, steps: [step('profile'), step('terms')] })),
} as unknown as Participant;

test.each([
  ['approve', 'done'],
  ['complete', 'done'],
  ['reopen', 'in_progress'],
  ['reset', 'todo'],
] as const)('%s leaves the step %s, with no reason and nothing to decide', (decision, state) => {
  const after = withDecision(participant, { flow: 'creator', step: 'profile', decision });
  expect(after.journeys[0]?.steps[0]).toMatchObject({ state, reason: null, allowed_moves: [] });
});

test('a rejected step shows why', () => {
  const after = withDecision(participant, { flow: 'creator', step: 'profile', decision: 'reject', reason: 'Blurred' });
  expect(after.journeys[0]?.steps[0]).toMatchObject({ state: 'rejected', reason: 'Blurred', answers: { a: 1 } });
});

test('a reset step has no answers', () => {
  const after = withDecision(participant, { flow: 'creator', step: 'profile', decision: 'reset' });
  expect(after.journeys[0]?.steps[0]?.answers).toBeNull();
});

test('other steps and other journeys stay as they are', () => {
  const after = withDecision(participant, { flow: 'creator', step: 'profile', decision: 'approve' });
  expect(after.journeys[0]?.steps[1]).toBe(participant.journeys[0]?.steps[1]);
  expect(after.journeys[1]).toBe(participant.journeys[1]);
});
