import { expect, test } from 'vitest';
import { readOverviewSearch, writeOverviewSearch } from './overview-search.ts';

test('thirty days of every flow are usual and need no words in the address', () => {
  expect(readOverviewSearch(new URLSearchParams())).toEqual({ days: '30', flow: undefined });
  expect(String(writeOverviewSearch({ days: '30', flow: undefined }))).toBe('');
});

test('what is written is read again', () => {
  const search = { days: '90', flow: 'creator' } as const;
  expect(readOverviewSearch(writeOverviewSearch(search))).toEqual(search);
});

test.each(['8', 'x', '-1', '1e9'])('a period of %s days is not offered', (days) => {
  expect(readOverviewSearch(new URLSearchParams({ days })).days).toBe('30');
});
