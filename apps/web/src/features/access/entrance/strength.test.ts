import { expect, test } from 'vitest';
import { lengthOf, levelOf } from './strength.ts';

test('length is counted in characters as people count them', () => {
  expect(lengthOf('abc')).toBe(3);
  expect(lengthOf('é👩‍👩‍👧')).toBe(2);
});

test.each([
  [0, 'very_weak'],
  [2, 'fair'],
  [4, 'strong'],
])('a score of %i is %s', (score, level) => {
  expect(levelOf(score, true)).toBe(level);
});

test('what is not accepted is never called good', () => {
  expect(levelOf(4, false)).toBe('weak');
});
