import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../content.ts';
import {
  answerText,
  fromLocalTime,
  optionAnswer,
  readNumber,
  toLocalTime,
  wholeUrl,
  writeNumber,
} from './field-values.ts';

describe('a number as people write it', () => {
  test.each([
    ['12', '.', 12],
    ['12,5', ',', 12.5],
    ['12.5', ',', 12.5],
    ['12,5', '.', 12.5],
    ['1,200', '.', 1_200],
    ['1,200', ',', 1.2],
    ['1 200,50', ',', 1_200.5],
    ['1\u202f200', ',', 1_200],
    ['1,200.50', '.', 1_200.5],
    ['1.200,50', ',', 1_200.5],
    ['1,200,300', '.', 1_200_300],
    ['-3', '.', -3],
    ['0.5', '.', 0.5],
  ] as const)('%s with %s is %d', (text, mark, number) => {
    expect(readNumber(text, mark)).toBe(number);
  });

  test.each(['', 'twelve', '12 apples', '--3', '.', '1e3', '12px'])(
    '“%s” is none, and stays as it was typed',
    (text) => {
      expect(readNumber(text, '.')).toBe(text);
    },
  );

  test('comes back the same after it was written into its field', () => {
    const numbers = fc.oneof(
      fc.integer(),
      fc.integer({ min: -9_999_999, max: 9_999_999 }).map((value) => value / 100),
    );
    fc.assert(
      fc.property(numbers, fc.constantFrom('.' as const, ',' as const), (number, mark) => {
        expect(readNumber(writeNumber(number, mark), mark)).toBe(number === 0 ? 0 : number);
      }),
      { seed: 20_263, numRuns: 300 },
    );
  });
});

test('an option stands for the value that the schema lists', () => {
  expect(optionAnswer({ schema: { type: 'integer', enum: [1, 2] } }, '2')).toBe(2);
  expect(optionAnswer({ schema: { type: 'array', items: { type: 'string', enum: ['a'] } } }, 'a')).toBe('a');
  expect(optionAnswer({ schema: { type: 'string' } }, 'free')).toBe('free');
});

test.each([
  ['example.com', 'https://example.com'],
  [' example.com/shop?x=1 ', 'https://example.com/shop?x=1'],
  ['http://example.com', 'http://example.com'],
  ['not an address', 'not an address'],
  ['', ''],
])('the address “%s” becomes “%s”', (typed, whole) => {
  expect(wholeUrl(typed)).toBe(whole);
});

test('a time survives its way through the browser’s field', () => {
  expect(fromLocalTime(toLocalTime('2026-03-01T08:30:00.000Z'))).toBe('2026-03-01T08:30:00.000Z');
  expect(toLocalTime('soon')).toBe('');
  expect(fromLocalTime('')).toBe('');
});

describe('an answer in words', () => {
  const words = {
    yes: 'Yes',
    no: 'No',
    number: String,
    date: (day: string) => `on ${day}`,
    list: (all: string[]) => all.join(' and '),
  };
  const field = (change: Partial<Field>): Field => ({
    key: 'x',
    label: 'X',
    help: null,
    placeholder: null,
    required: false,
    input: 'text',
    schema: { type: 'string' },
    options: [],
    ...change,
  });
  const options = [
    { value: 'a', label: 'Apple' },
    { value: 'b', label: 'Bear' },
  ];

  test.each([
    [field({}), 'hello', 'hello'],
    [field({ input: 'checkbox' }), false, 'No'],
    [field({ input: 'select', options }), 'b', 'Bear'],
    [field({ input: 'checkboxes', options }), ['a', 'b'], 'Apple and Bear'],
    [field({ input: 'date' }), '2020-01-02', 'on 2020-01-02'],
    [field({ input: 'number' }), 4.5, '4.5'],
    [field({ input: 'select', options }), 'gone', 'gone'],
    [field({}), '', null],
    [field({ input: 'checkboxes', options }), [], null],
    [field({}), undefined, null],
  ])('case %#', (asked, answer, text) => {
    expect(answerText(asked, answer, words)).toBe(text);
  });
});
