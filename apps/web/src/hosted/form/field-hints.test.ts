import { expect, test } from 'vitest';
import type { Field } from '../content.ts';
import { hintsOf } from './field-hints.ts';

const text = (key: string) =>
  ({ key, input: 'text', schema: { type: 'string' } }) satisfies Pick<Field, 'key' | 'input' | 'schema'>;

test.each([
  ['first_name', 'given-name'],
  ['surname', 'family-name'],
  ['legal_name', 'name'],
  ['company_name', 'organization'],
  ['date_of_birth', 'bday'],
  ['mobile_number', 'tel'],
  ['home_address', 'address-line1'],
  ['zip', 'postal-code'],
  ['country', 'country'],
  ['favourite_colour', 'off'],
  ['file_name', 'off'],
])('the browser offers its own data for %s', (key, token) => {
  expect(hintsOf(text(key)).autoComplete).toBe(token);
});

test('the keyboard fits the answer', () => {
  const number = (schema: Field['schema']) => hintsOf({ key: 'n', input: 'number', schema }).inputMode;
  expect(number({ type: 'integer', minimum: 0 })).toBe('numeric');
  expect(number({ type: 'number', minimum: 0 })).toBe('decimal');
  expect(number({ type: 'integer' })).toBe('text');
  expect(number({ type: 'number', minimum: -5 })).toBe('text');
  expect(hintsOf({ key: 'a', input: 'email', schema: { type: 'string' } })).toMatchObject({
    type: 'email',
    inputMode: 'email',
  });
  expect(hintsOf(text('phone')).type).toBe('tel');
  expect(hintsOf(text('handle')).autoCapitalize).toBe('none');
});
