import { describe, expect, test } from 'vitest';
import { apart, countTicks, linear, linePath, spacedIndices } from './scale.ts';

describe('linear', () => {
  test('maps the ends to the ends, also upside down', () => {
    const y = linear([0, 50], [200, 0]);
    expect([y(0), y(25), y(50)]).toEqual([200, 100, 0]);
  });

  test('puts everything at the beginning where there is no spread', () => {
    expect(linear([0, 0], [10, 20])(0)).toBe(10);
  });
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [65, [0, 20, 40, 60, 80]],
  [100, [0, 50, 100]],
  [1_234, [0, 500, 1_000, 1_500]],
])('ticks up to %d are %j', (max, ticks) => {
  expect(countTicks(max, 4)).toEqual(ticks);
});

test.each([
  [0, 4, []],
  [1, 4, [0]],
  [7, 4, [0, 2, 4, 6]],
  [30, 4, [9, 19, 29]],
])('of %d days labels at most %d, the last among them', (length, count, indices) => {
  const found = spacedIndices(length, count);
  expect(found.length).toBeLessThanOrEqual(count);
  expect(found.at(-1)).toBe(indices.at(-1));
});

describe('labels that would lie on each other', () => {
  test('are left where they are when far enough apart', () => {
    expect(apart(10, 60, 14, [0, 100])).toEqual([10, 60]);
  });

  test('keep their order and their gap', () => {
    expect(apart(50, 52, 14, [0, 100])).toEqual([44, 58]);
    expect(apart(52, 50, 14, [0, 100])).toEqual([58, 44]);
  });

  test('stay within the picture', () => {
    expect(apart(99, 100, 14, [0, 100])).toEqual([86, 100]);
  });
});

test('a path joins its points', () => {
  expect(
    linePath([
      [0, 10.04],
      [5, 20.26],
    ]),
  ).toBe('M0,10L5,20.3');
});
