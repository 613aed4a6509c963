import { describe, expect, test } from 'vitest';
import { formFields } from '../content.ts';
import { stepWith } from '../journey-examples.ts';
import { createCheck, serverErrors } from './field-errors.ts';

const fields = formFields(
  stepWith({
    kind: 'form',
    content: {
      fields: [
        {
          key: 'name',
          label: 'Name',
          required: true,
          input: 'text',
          schema: { type: 'string', minLength: 2, maxLength: 5 },
        },
        { key: 'email', label: 'E-mail', required: false, input: 'email', schema: { type: 'string', format: 'email' } },
        {
          key: 'age',
          label: 'Age',
          required: false,
          input: 'number',
          schema: { type: 'integer', minimum: 18, maximum: 99 },
        },
        { key: 'site', label: 'Site', required: false, input: 'url', schema: { type: 'string', format: 'uri' } },
        { key: 'born', label: 'Born', required: false, input: 'date', schema: { type: 'string', format: 'date' } },
        { key: 'kind', label: 'Kind', required: true, input: 'radio', schema: { type: 'string', enum: ['a', 'b'] } },
        {
          key: 'tags',
          label: 'Tags',
          required: false,
          input: 'checkboxes',
          schema: { type: 'array', items: { type: 'string', enum: ['x', 'y'] }, minItems: 2 },
        },
        { key: 'agree', label: 'Agree', required: true, input: 'checkbox', schema: { type: 'boolean', const: true } },
      ],
    },
  }),
);
const check = createCheck(fields);
const good = { name: 'Ada', kind: 'a', agree: true };

describe('complaints', () => {
  test('none where all is well', () => {
    expect(check(good)).toEqual({});
  });

  test('ask for what is missing in the words of its control', () => {
    expect(check({})).toEqual({
      name: { key: 'error.required' },
      kind: { key: 'error.choose' },
      agree: { key: 'error.tick' },
    });
  });

  test.each([
    [{ name: 'A' }, 'name', { key: 'error.min_length', gaps: { count: 2 } }],
    [{ name: 'Adaline' }, 'name', { key: 'error.max_length', gaps: { count: 5, used: 7 } }],
    [{ email: 'ada@' }, 'email', { key: 'error.email' }],
    [{ age: 17 }, 'age', { key: 'error.minimum', gaps: { limit: 18 } }],
    [{ age: 100 }, 'age', { key: 'error.maximum', gaps: { limit: 99 } }],
    [{ age: 20.5 }, 'age', { key: 'error.whole_number' }],
    [{ age: 'twenty' }, 'age', { key: 'error.whole_number' }],
    [{ site: 'nowhere' }, 'site', { key: 'error.url' }],
    [{ born: '2020-02-30' }, 'born', { key: 'error.date' }],
    [{ kind: 'c' }, 'kind', { key: 'error.choose' }],
    [{ tags: ['x'] }, 'tags', { key: 'error.min_items', gaps: { count: 2 } }],
    [{ agree: false }, 'agree', { key: 'error.tick' }],
  ])('%o', (answers, field, complaint) => {
    expect(check({ ...good, ...answers })).toEqual({ [field]: complaint });
  });

  test('of the server find their fields, and those of no field are left out', () => {
    const problem = {
      type: 't',
      title: 'No',
      status: 422,
      code: 'answers_invalid',
      correlationId: 'c',
      errors: [
        { path: '/answers/email', code: 'format', message: 'Not an e-mail address.' },
        { path: '/answers/name', code: 'taken', message: 'Somebody has it.' },
        { path: '/row_version', code: 'type', message: 'Not a number.' },
      ],
    };
    expect(serverErrors(fields, problem, good)).toEqual({
      email: { key: 'error.email' },
      name: { key: 'error.other' },
    });
  });
});
