import { describe, expect, test } from 'vitest';
import { formatFor } from './format.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const en = formatFor('en');
const fr = formatFor('fr');

describe('durations', () => {
  test.each([
    [0, '0 sec'],
    [59, '59 sec'],
    [61, '1 min 1 sec'],
    [3_600, '1 hr'],
    [3_605, '1 hr'],
    [93_784, '1 day 2 hr'],
    [172_800, '2 days'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(en.duration(seconds)).toBe(text);
  });

  test('are written in French', () => {
    expect(fr.duration(93_784)).toMatch(/^1[\u00a0\u202f]j 2[\u00a0\u202f]h$/);
  });
});

describe('relative times', () => {
  test.each([
    [10, 'now'],
    [-10, 'now'],
    [-90, '1 minute ago'],
    [-3_599, '59 minutes ago'],
    [-7_200, '2 hours ago'],
    [-86_400, 'yesterday'],
    [-1_209_600, '2 weeks ago'],
    [259_200, 'in 3 days'],
  ])('writes %d s from now as %s', (seconds, text) => {
    expect(en.relative(NOW + seconds * 1000, NOW)).toBe(text);
  });
});

test('shares have at most one decimal', () => {
  expect(en.percent(0.6137)).toBe('61.4%');
  expect(fr.percent(0.6137)).toMatch(/^61,4[\u00a0\u202f]%$/);
});

test('exact times name the zone', () => {
  expect(en.exact('2026-06-15T12:00:00Z')).toMatch(/UTC|GMT/);
});
