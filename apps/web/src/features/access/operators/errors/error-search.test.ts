import { describe, expect, it } from 'vitest';
import { ERROR_ADDRESS, isNarrowed, NO_FILTERS } from './error-search.ts';

const read = (text: string) => ERROR_ADDRESS.read(new URLSearchParams(text));
const through = (text: string) => ERROR_ADDRESS.write(read(text)).toString();

describe('the question of the list of errors', () => {
  it('is for what is open, unless the address says otherwise', () => {
    expect(read('')).toEqual({ ...NO_FILTERS, cursor: undefined });
    expect(isNarrowed(read(''))).toBe(false);
    for (const text of ['state=any', 'q=x', 'category=database', 'severity=high']) {
      expect(isNarrowed(read(text)), text).toBe(true);
    }
  });

  it.each(['', 'q=timeout&category=network&severity=medium&state=resolved&cursor=abc', 'state=any'])(
    'comes back from the address as it was: %s',
    (text) => expect(through(text)).toBe(text),
  );

  it('takes what it does not know for nothing', () => {
    expect(through('category=weather&severity=low&state=gone')).toBe('');
  });
});
