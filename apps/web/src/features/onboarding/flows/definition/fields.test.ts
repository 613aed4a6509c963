import { checkDefinition, type FormField } from '@stepwell/engine';
import { describe, expect, test } from 'vitest';
import {
  FIELD_INPUTS,
  followingKey,
  limitsOf,
  newField,
  newOption,
  withInput,
  withLimit,
  withMustTick,
  withOptions,
  withWholeNumbers,
} from './fields.ts';
import { flowOf, formStep, textField } from './testing/examples.ts';

const problemsOf = (field: FormField) =>
  checkDefinition(flowOf([formStep('form', [field])])).filter(({ code }) => code !== 'missing_text');

describe.each(FIELD_INPUTS)('an input %s', (input) => {
  test.each(FIELD_INPUTS)('made from %s is one the engine accepts', (from) => {
    const old = withMustTick(withInput(withInput(textField('x'), from), from), from === 'checkbox');
    expect(problemsOf(withInput(old, input))).toEqual([]);
  });

  test('takes each of its limits', () => {
    const limited = limitsOf(input).reduce(
      (field, limit) => withLimit(field, limit, 3),
      withInput(textField('x'), input),
    );
    expect(problemsOf(limited)).toEqual([]);
    expect(limited.schema).toMatchObject(Object.fromEntries(limitsOf(input).map((limit) => [limit, 3])));
  });
});

test('options and the values of the schema stay the same', () => {
  const field = withInput(textField('plan'), 'select');
  const options = [...(field.options ?? []), { value: 'pro', label: { en: 'Pro' } }];
  expect(withOptions(field, options).schema).toEqual({ type: 'string', enum: ['option_1', 'pro'] });
  expect(withInput(withOptions(field, options), 'checkboxes')).toMatchObject({
    schema: { type: 'array', items: { type: 'string', enum: ['option_1', 'pro'] }, uniqueItems: true },
    options,
  });
});

test('a new field and a new option have a key that is free', () => {
  expect(newField(formStep('form', [textField('field')])).key).toBe('field_2');
  expect(newOption([{ value: 'option_2', label: {} }]).value).toBe('option_2_2');
});

test('a limit can be taken off', () => {
  expect(withLimit(textField('x'), 'maxLength', undefined).schema).toEqual({ type: 'string' });
});

test('a number can be whole, and keeps its limits', () => {
  const number = withLimit(withInput(textField('x'), 'number'), 'minimum', 0);
  expect(withWholeNumbers(number, true).schema).toEqual({ type: 'integer', minimum: 0 });
  expect(withInput(withWholeNumbers(number, true), 'number').schema).toEqual({ type: 'integer', minimum: 0 });
});

test('the key of a field follows its label until it is chosen', () => {
  expect(followingKey('field_2', { before: '', after: 'First name' }, ['field_2'])).toBe('first_name');
  expect(followingKey('first', { before: 'First', after: 'First name' }, ['first', 'first_name'])).toBe('first_name_2');
  expect(followingKey('first_name_2', { before: 'First name', after: 'Given name' }, [])).toBe('given_name');
  expect(followingKey('vorname', { before: 'First name', after: 'Given name' }, [])).toBe('vorname');
  expect(followingKey('field', { before: '', after: '名前' }, [])).toBe('field');
});
