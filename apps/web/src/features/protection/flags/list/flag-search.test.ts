import { describe, expect, it } from 'vitest';
import { withFilter } from '../../../../lib/use-list-search.ts';
import { isFiltered, readFlagSearch, writeFlagSearch } from './flag-search.ts';

const read = (text: string) => readFlagSearch(new URLSearchParams(text));

describe('the question in the address', () => {
  it('is what was written there', () => {
    const text = 'q=editor&archived=true&cursor=c';
    expect(writeFlagSearch(read(text)).toString()).toBe(text);
    expect(writeFlagSearch(read('')).toString()).toBe('');
  });

  it('leaves out what it should not say', () => {
    expect(read('archived=perhaps&cursor=')).toEqual({ q: '', archived: false, cursor: undefined });
    expect(isFiltered(read('archived=perhaps'))).toBe(false);
    expect(isFiltered(read('archived=true'))).toBe(true);
  });

  it('begins at the first page when it changes', () => {
    expect(withFilter(read('cursor=c&q=a'), { archived: true })).toEqual({ q: 'a', archived: true, cursor: undefined });
  });
});
