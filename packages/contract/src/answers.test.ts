import type { FieldSchema, FormField, FormStep } from '@stepwell/engine';
import { describe, expect, it } from 'vitest';
import { answersSchema, checkAnswers, checkDraftAnswers, withoutEmpty } from './answers.ts';

function field(key: string, schema: FieldSchema, required = false): FormField {
  return { key, label: { en: key }, required, input: 'text', schema };
}

function form(...fields: FormField[]): FormStep {
  return {
    kind: 'form',
    key: 'form',
    title: { en: 'Form' },
    required: true,
    skippable: false,
    weight: 1,
    estimated_minutes: 1,
    roles: [],
    markets: ['*'],
    requires: [],
    fields,
  };
}

const FORM = form(
  field('name', { type: 'string', minLength: 2, maxLength: 5 }, true),
  field('age', { type: 'integer', minimum: 18, maximum: 120 }),
  field('mail', { type: 'string', format: 'email' }),
  field('site', { type: 'string', format: 'uri' }),
  field('born', { type: 'string', format: 'date' }),
  field('plan', { type: 'string', enum: ['free', 'pro'] }),
  field('agreed', { type: 'boolean', const: true }, true),
  field('crafts', {
    type: 'array',
    items: { type: 'string', enum: ['a', 'b'] },
    minItems: 1,
    maxItems: 2,
    uniqueItems: true,
  }),
);
const GOOD = { name: 'Ada', agreed: true };
const wrong = (answers: object) =>
  checkAnswers(FORM, { ...GOOD, ...answers }).map((error) => `${error.field} ${error.code}`);

describe('answers', () => {
  it('pass when they fit, optional ones left empty', () => {
    expect(
      checkAnswers(FORM, { ...GOOD, age: 36, mail: 'a@b.example', born: '1815-12-10', plan: 'pro', crafts: ['a'] }),
    ).toEqual([]);
    expect(wrong({ age: null, mail: '', crafts: [] })).toEqual([]);
  });

  it('name each wrong field once, in the form’s order', () => {
    expect(wrong({ agreed: false, age: 12, name: 'A' })).toEqual(['name minLength', 'age minimum', 'agreed const']);
    expect(wrong({ name: undefined, agreed: undefined })).toEqual(['name required', 'agreed required']);
  });

  it.each([
    [{ age: 121 }, 'age maximum'],
    [{ age: 1.5 }, 'age type'],
    [{ age: '36' }, 'age type'],
    [{ mail: 'nobody' }, 'mail format'],
    [{ site: 'not a site' }, 'site format'],
    [{ born: '1815-13-40' }, 'born format'],
    [{ plan: 'gold' }, 'plan enum'],
    [{ name: 'too long' }, 'name maxLength'],
    [{ crafts: ['a', 'b', 'a'] }, 'crafts maxItems'],
    [{ crafts: ['a', 'a'] }, 'crafts uniqueItems'],
    [{ crafts: ['z'] }, 'crafts enum'],
    [{ nickname: 'x' }, 'nickname unknown_field'],
  ])('refuse %j', (answers, expected) => {
    expect(wrong(answers)).toEqual([expected]);
  });

  it('may be half-filled in a draft, with fields of the form only', () => {
    expect(checkDraftAnswers(FORM, { name: 'A', age: 3 })).toEqual([]);
    expect(checkDraftAnswers(FORM, { nickname: 'x' }).map((error) => error.code)).toEqual(['unknown_field']);
  });

  it('are kept without the empty ones', () => {
    expect(withoutEmpty({ a: '', b: null, c: [], d: 0, e: false })).toEqual({ d: 0, e: false });
  });

  it('have a JSON Schema that allows nothing else', () => {
    expect(answersSchema(FORM)).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['name', 'agreed'],
    });
  });
});
