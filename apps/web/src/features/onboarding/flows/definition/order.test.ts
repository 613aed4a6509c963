import { expect, test } from 'vitest';
import { inserted, moved, removed, replaced, stableIds } from './order.ts';

const LIST = ['a', 'b', 'c', 'd'];

test.each([
  [0, 2, ['b', 'c', 'a', 'd']],
  [3, 0, ['d', 'a', 'b', 'c']],
  [1, 3, ['a', 'c', 'd', 'b']],
])('takes the item at %d to %d', (from, to, result) => {
  expect(moved(LIST, from, to)).toEqual(result);
});

test.each([
  [1, 1],
  [0, -1],
  [3, 4],
  [9, 0],
])('leaves the list as it is when %d goes to %d', (from, to) => {
  expect(moved(LIST, from, to)).toBe(LIST);
});

test('replaces, inserts and removes at a place', () => {
  expect(replaced(LIST, 1, 'x')).toEqual(['a', 'x', 'c', 'd']);
  expect(inserted(LIST, 4, 'x')).toEqual(['a', 'b', 'c', 'd', 'x']);
  expect(removed(LIST, 0)).toEqual(['b', 'c', 'd']);
});

test('tells items of one key apart', () => {
  expect(stableIds(['a', 'b', 'a', 'a'])).toEqual(['a', 'b', 'a#2', 'a#3']);
});
