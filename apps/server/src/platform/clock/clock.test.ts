import { expect, test } from 'vitest';
import { fixedClock } from './index.ts';

test('a fixed clock moves only when told to', () => {
  const clock = fixedClock('2026-01-02T03:04:05.000Z');
  expect(clock.now().toISOString()).toBe('2026-01-02T03:04:05.000Z');
  clock.advance(1_500);
  expect(clock.now().toISOString()).toBe('2026-01-02T03:04:06.500Z');
});

test('a fixed clock hands out separate dates, so that no caller can move it by mutation', () => {
  const clock = fixedClock('2026-01-02T03:04:05.000Z');
  clock.now().setFullYear(1999);
  expect(clock.now().getUTCFullYear()).toBe(2026);
});

test('a fixed clock refuses what is not an instant', () => {
  expect(() => fixedClock('soon')).toThrow(RangeError);
});
