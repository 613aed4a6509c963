import { describe, expect, it } from 'vitest';
import { asLines } from './pasted-ids.ts';
import { sharesOf } from './shares.ts';
import { type FlagValue, readValue, writeValue } from './values.ts';

describe('a value', () => {
  it.each([
    ['boolean', true],
    ['string', 'two\nlines'],
    ['string', ''],
    ['number', -0.5],
    ['json', { limits: [1, 2], note: null }],
    ['json', [1, 'a']],
    ['json', null],
  ] satisfies [Parameters<typeof readValue>[0], FlagValue][])(
    'of kind %s is read as it was written: %j',
    (kind, value) => {
      expect(readValue(kind, writeValue(value))).toEqual({ value });
    },
  );

  it.each([
    ['number', '', 'number'],
    ['number', 'ten', 'number'],
    ['number', 'Infinity', 'number'],
    ['json', '{', 'json'],
    ['json', '"text"', 'json_value'],
    ['json', '3', 'json_value'],
    ['string', 'é'.repeat(1_024), 'too_big'],
  ] as const)('of kind %s is not %j', (kind, text, problem) => {
    expect(readValue(kind, text)).toEqual({ problem });
  });

  it('may be as long as 2 KiB of JSON', () => {
    expect(readValue('string', 'é'.repeat(1_023))).toHaveProperty('value');
    expect(readValue('number', '1,5')).toEqual({ value: 1.5 });
  });
});

describe('shares', () => {
  it('are what weights have of them all', () => {
    expect(sharesOf([3, 1])).toEqual([0.75, 0.25]);
    expect(sharesOf([7])).toEqual([1]);
  });

  it('are nothing where there is no weight', () => {
    expect(sharesOf([0, 0])).toEqual([0, 0]);
  });
});

describe('pasted ids', () => {
  it.each([
    ['a, b;c', 'a\nb\nc'],
    ['a\tb', 'a\nb'],
    ['a\r\nb', 'a\nb'],
    ['a,b\nc', 'a,b\nc'],
    ['user-1', 'user-1'],
  ])('%j become %j', (pasted, lines) => {
    expect(asLines(pasted)).toBe(lines);
  });
});
