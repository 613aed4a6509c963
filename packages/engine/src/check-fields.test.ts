import { describe, expect, it } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import type { FormField, Json } from './definition.ts';
import { field, flow, form } from './testing/flows.ts';
import { ofSteps } from './testing/problems.ts';

function ofField(rest: Partial<FormField>): [string, string][] {
  return ofSteps(form('profile', { fields: [field('name', rest)] }));
}

function ofSchema(schema: Record<string, unknown>, rest: Partial<FormField> = {}): [string, string][] {
  return ofField({ ...rest, schema: schema as FormField['schema'] });
}

describe('the fields of a form', () => {
  it('have keys of their own, in the agreed form', () => {
    expect(ofSteps(form('a', { fields: [field('x'), field('x')] }))).toEqual([
      ['duplicate_field_key', 'steps/0/fields/1/key'],
    ]);
    expect(ofSteps(form('a', { fields: [field('First Name')] }))).toEqual([
      ['invalid_field_key', 'steps/0/fields/0/key'],
    ]);
  });

  it('come from an input that gives such a value', () => {
    const input = 'slider' as FormField['input'];
    expect(ofField({ input })).toEqual([['invalid_field_schema', 'steps/0/fields/0/input']]);
    expect(ofSchema({ type: 'integer' })).toEqual([['invalid_field_schema', 'steps/0/fields/0/schema/type']]);
    expect(ofSchema({ type: 'boolean' }, { input: 'checkbox' })).toEqual([]);
    expect(ofSchema({ type: 'number' }, { input: 'number' })).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown type', { type: 'object' }, 'type'],
    ['no type', {}, 'type'],
    ['a pattern', { type: 'string', pattern: '(a+)+$' }, 'pattern'],
    ['a reference', { type: 'string', $ref: '#' }, '$ref'],
    ['a keyword of another type', { type: 'string', minimum: 1 }, 'minimum'],
    ['a length below zero', { type: 'string', minLength: -1 }, 'minLength'],
    ['a broken length', { type: 'string', maxLength: 1.5 }, 'maxLength'],
    ['a least length over the most', { type: 'string', minLength: 3, maxLength: 2 }, 'minLength'],
    ['an unknown format', { type: 'string', format: 'ipv4' }, 'format'],
    ['an empty enum', { type: 'string', enum: [] }, 'enum'],
    ['an enum of another type', { type: 'string', enum: ['a', 1] }, 'enum'],
    ['a repeated value', { type: 'string', enum: ['a', 'a'] }, 'enum'],
    ['an enum that is no list', { type: 'string', enum: 'a' }, 'enum'],
    ['a constant of another type', { type: 'string', const: 1 }, 'const'],
    ['a constant outside the enum', { type: 'string', const: 'b', enum: ['a'] }, 'const'],
  ])('have a schema without %s', (_, schema, keyword) => {
    const codes = ofSchema(schema).filter(([, path]) => path === `steps/0/fields/0/schema/${keyword}`);
    expect(codes).toContainEqual(['invalid_field_schema', `steps/0/fields/0/schema/${keyword}`]);
  });

  it('have numbers within a range that is not empty', () => {
    const path = 'steps/0/fields/0/schema';
    const ofNumber = (schema: Record<string, unknown>) => ofSchema({ type: 'number', ...schema }, { input: 'number' });
    expect(ofNumber({ minimum: 2, maximum: 1 })).toEqual([['invalid_field_schema', `${path}/minimum`]]);
    expect(ofNumber({ minimum: '1' })).toEqual([['invalid_field_schema', `${path}/minimum`]]);
    expect(ofNumber({ maximum: Infinity })).toEqual([['invalid_field_schema', `${path}/maximum`]]);
    expect(ofNumber({ const: 1.5, enum: [1.5, 2], minimum: -3.5 })).toEqual([]);
    expect(ofSchema({ type: 'integer', enum: [1.5] }, { input: 'number' })).toEqual([
      ['invalid_field_schema', `${path}/enum`],
    ]);
  });

  it('of a list have one kind of plain items', () => {
    const path = 'steps/0/fields/0/schema/items';
    const options = [{ value: 'a', label: { en: 'A' } }];
    const ofList = (schema: Record<string, unknown>) =>
      ofSchema({ type: 'array', ...schema }, { input: 'checkboxes', options }).filter(
        ([, at]) => !at.endsWith('options'),
      );
    expect(ofList({})).toEqual([['invalid_field_schema', path]]);
    expect(ofList({ items: { type: 'array' } })).toEqual([['invalid_field_schema', `${path}/type`]]);
    expect(ofList({ items: { type: 'string', minLength: -1 } })).toEqual([
      ['invalid_field_schema', `${path}/minLength`],
    ]);
    expect(ofList({ items: { type: 'string' }, enum: [[]] })).toEqual([
      ['invalid_field_schema', 'steps/0/fields/0/schema/enum'],
    ]);
    expect(ofList({ items: { type: 'string' }, uniqueItems: 1 })).toEqual([
      ['invalid_field_schema', 'steps/0/fields/0/schema/uniqueItems'],
    ]);
    expect(ofList({ items: { type: 'string' }, minItems: 2, maxItems: 1 })).toEqual([
      ['invalid_field_schema', 'steps/0/fields/0/schema/minItems'],
    ]);
  });

  it('take a keyword that is undefined for absent', () => {
    expect(ofSchema({ type: 'string', minLength: undefined, pattern: undefined })).toEqual([]);
  });

  it('offer exactly the values their schema allows', () => {
    const path = 'steps/0/fields/0/options';
    const options = (...values: string[]) => values.map((value) => ({ value, label: { en: value } }));
    const ofSelect = (allowed: Json[] | undefined, ...values: string[]) =>
      ofSchema({ type: 'string', enum: allowed }, { input: 'select', options: options(...values) });
    expect(ofSelect(['a', 'b'], 'b', 'a')).toEqual([]);
    expect(ofSelect(['a', 'b'], 'a')).toEqual([['invalid_field_schema', path]]);
    expect(ofSelect(['a'], 'a', 'b')).toEqual([['invalid_field_schema', path]]);
    expect(ofSelect(['a', 'b'], 'a', 'a')).toEqual([['invalid_field_schema', path]]);
    expect(ofSelect(['a', 'b'], 'a', 'c')).toEqual([['invalid_field_schema', path]]);
    expect(ofSelect(undefined)).toEqual([['invalid_field_schema', path]]);
    expect(ofSchema({ type: 'string', enum: ['a'] }, { input: 'radio' })).toEqual([['invalid_field_schema', path]]);
    expect(ofField({ options: options('a') })).toEqual([['invalid_field_schema', path]]);
  });
});

describe('the problem of a schema', () => {
  it('names the keyword', () => {
    const fields = [field('name', { schema: { type: 'string', pattern: 'x' } as FormField['schema'] })];
    expect(checkDefinition(flow([form('profile', { fields })]))).toEqual([
      {
        code: 'invalid_field_schema',
        path: 'steps/0/fields/0/schema/pattern',
        message: 'The keyword pattern is not allowed for string.',
        details: { keyword: 'pattern' },
      },
    ]);
  });
});
