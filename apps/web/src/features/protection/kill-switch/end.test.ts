import { expect, test } from 'vitest';
import { endIn } from './end.ts';

const NOW = Date.parse('2026-03-02T09:00:00.000Z');

test('an end lies as far ahead as it says, and never later than in 30 days', () => {
  expect(endIn('hour', NOW)).toBe('2026-03-02T10:00:00.000Z');
  expect(endIn('week', NOW)).toBe('2026-03-09T09:00:00.000Z');
  expect(endIn('month', NOW)).toBe('2026-04-01T08:59:00.000Z');
});

test('without one it stays until somebody releases it', () => {
  expect(endIn('open', NOW)).toBeNull();
});
