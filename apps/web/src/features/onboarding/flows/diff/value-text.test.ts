import { expect, test } from 'vitest';
import { valueText } from './value-text.ts';

const WORDS = { yes: 'Yes', no: 'No', none: 'none', required: 'Required', language: 'fr' };
const FIELD = {
  key: 'name',
  label: { en: 'Name', fr: 'Nom' },
  input: 'text',
  required: true,
  schema: { type: 'string' },
};

test.each([
  [true, 'Yes'],
  [false, 'No'],
  [null, 'none'],
  [12, '12'],
  ['text', 'text'],
  [[], 'none'],
  [['FR', 'DE'], 'FR, DE'],
])('%j reads %s', (value, text) => {
  expect(valueText(value, WORDS)).toBe(text);
});

test('fields and options read by their label in the reader’s language', () => {
  expect(valueText(FIELD, WORDS)).toBe('Nom · text · Required');
  expect(valueText([FIELD, { value: 'a', label: { en: 'A' } }], WORDS)).toBe('Nom · text · Required\nA');
});

test('anything else reads as JSON', () => {
  expect(valueText({ fact: 'market', op: 'eq', value: 'FR' }, WORDS)).toContain('"fact": "market"');
  expect(valueText([['a'], ['b']], WORDS)).toContain('[');
});
