import { expect, test } from 'vitest';
import { withFilter } from '../../../lib/use-list-search.ts';
import { isFiltered, readMemberSearch, writeMemberSearch } from './member-search.ts';

test('the address says what is asked, and is written back the same', () => {
  const search = readMemberSearch(new URLSearchParams('q=ana&role=admin&cursor=abc'));
  expect(search).toEqual({ q: 'ana', role: 'admin', cursor: 'abc' });
  expect(writeMemberSearch(search).toString()).toBe('q=ana&role=admin&cursor=abc');
});

test('what is no role asks for every role', () => {
  expect(readMemberSearch(new URLSearchParams('role=emperor')).role).toBeUndefined();
  expect(readMemberSearch(new URLSearchParams('role=owner')).role).toBe('owner');
});

test('another question begins at its first page', () => {
  const later = { q: '', role: undefined, cursor: 'abc' };
  expect(withFilter(later, { q: 'ana' })).toEqual({ q: 'ana', role: undefined, cursor: undefined });
});

test('a page further on is no filter', () => {
  expect(isFiltered({ q: '', role: undefined, cursor: 'abc' })).toBe(false);
  expect(isFiltered({ q: '', role: 'viewer', cursor: undefined })).toBe(true);
});
