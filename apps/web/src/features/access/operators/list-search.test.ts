import { expect, test } from 'vitest';
import { withFilter } from '../../../lib/use-list-search.ts';
import { isFiltered, readListSearch, writeListSearch } from './list-search.ts';

const STATES = ['active', 'suspended'] as const;
const read = (address: string) => readListSearch(new URLSearchParams(address), STATES);

test('what was asked stands in the address and is read back the same', () => {
  const search = { q: 'ada lovelace', state: 'suspended', cursor: 'abc' } as const;
  expect(read(writeListSearch(search).toString())).toEqual(search);
});

test('a state that there is not, and what is empty, are as if they were not there', () => {
  expect(read('state=asleep&q=&cursor=')).toEqual({ q: '', state: undefined, cursor: undefined });
  expect(writeListSearch(read('')).toString()).toBe('');
});

test('a text is cut to the length that the server accepts', () => {
  expect(read(`q=${'a'.repeat(500)}`).q).toHaveLength(120);
});

test('another filter begins at the first page', () => {
  expect(withFilter(read('q=ada&cursor=abc'), { state: 'active' })).toEqual({
    q: 'ada',
    state: 'active',
    cursor: undefined,
  });
});

test('a page alone is no filter', () => {
  expect(isFiltered(read('cursor=abc'))).toBe(false);
  expect(isFiltered(read('state=active'))).toBe(true);
  expect(isFiltered(read('q=a'))).toBe(true);
});
