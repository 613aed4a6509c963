import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptsAllOf, compatible, incompatibilities } from './compatibility.ts';
import type { FieldSchema, Json } from './definition.ts';
import { diffDefinitions } from './diff.ts';
import { definitions, RUNS } from './testing/arbitraries.ts';
import { external, field, flow, form, gate, info, task, terms } from './testing/flows.ts';

describe('equivalent steps', () => {
  it('have one key and one kind', () => {
    expect(incompatibilities(info('a'), info('b'))).toEqual(['key']);
    expect(incompatibilities(info('a'), task('a'))).toEqual(['kind']);
    expect(incompatibilities(form('a'), terms('a'))).toEqual(['kind']);
    expect(compatible(info('a'), info('a', { body: { en: 'Other' }, weight: 9, required: false }))).toBe(true);
    expect(compatible(external('a'), external('a', { source: 'other' }))).toBe(true);
  });

  it('of terms have one version of the document', () => {
    const version = (name: string) => terms('a', { document: { version: name, body: { en: name } } });
    expect(incompatibilities(version('1'), version('2'))).toEqual(['document/version']);
    expect(compatible(terms('a'), terms('a', { document: { version: '1', body: { en: 'Typo mended' } } }))).toBe(true);
  });

  it('of forms accept the answers given before', () => {
    const old = form('a', { fields: [field('x'), field('y', { required: false })] });
    const becomes = (...fields: ReturnType<typeof field>[]) => incompatibilities(old, form('a', { fields }));
    expect(becomes(field('x'), field('y', { required: false }), field('z', { required: false }))).toEqual([]);
    expect(becomes(field('x'))).toEqual([]);
    expect(becomes(field('x', { required: false, label: { en: 'X' }, input: 'textarea' }))).toEqual([]);
    expect(becomes(field('x'), field('y'))).toEqual(['fields/y']);
    expect(becomes(field('x'), field('z'))).toEqual(['fields/z']);
    expect(becomes(field('x', { schema: { type: 'string', maxLength: 5 } }))).toEqual(['fields/x']);
  });
});

describe('a schema accepts what another did', () => {
  it.each<[FieldSchema, FieldSchema, boolean]>([
    [{ type: 'string' }, { type: 'string' }, true],
    [{ type: 'integer' }, { type: 'number' }, true],
    [{ type: 'number' }, { type: 'integer' }, false],
    [{ type: 'string' }, { type: 'string', minLength: 1 }, true],
    [{ type: 'string' }, { type: 'string', minLength: 2 }, false],
    [{ type: 'string', minLength: 3 }, { type: 'string', minLength: 2 }, true],
    [{ type: 'string', maxLength: 5 }, { type: 'string', maxLength: 6 }, true],
    [{ type: 'string', maxLength: 5 }, { type: 'string' }, true],
    [{ type: 'string', maxLength: 5 }, { type: 'string', maxLength: 4 }, false],
    [{ type: 'string', format: 'email' }, { type: 'string' }, true],
    [{ type: 'string' }, { type: 'string', format: 'email' }, false],
    [{ type: 'string', enum: ['a'] }, { type: 'string', format: 'email' }, false],
    [{ type: 'string', enum: ['a'] }, { type: 'string', enum: ['b', 'a'] }, true],
    [{ type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['a'] }, false],
    [{ type: 'string', enum: ['a'] }, { type: 'string' }, true],
    [{ type: 'string' }, { type: 'string', enum: ['a'] }, false],
    [{ type: 'string' }, { type: 'string', const: 'a' }, false],
    [{ type: 'string', const: 'a' }, { type: 'string', enum: ['a', 'b'] }, true],
    [{ type: 'string', const: 'a' }, { type: 'string', const: 'b' }, false],
    [{ type: 'string', enum: ['a'] }, { type: 'string', const: 'a' }, true],
    [{ type: 'string', enum: ['abc'] }, { type: 'string', maxLength: 2 }, false],
    [{ type: 'string', enum: ['𝒶𝒷'] }, { type: 'string', maxLength: 2 }, true],
    [{ type: 'string', enum: ['abc', 'x'], maxLength: 2 }, { type: 'string', enum: ['x'] }, true],
    [{ type: 'string', enum: ['1'] }, { type: 'number' }, false],
    [{ type: 'number', enum: [1, 2] }, { type: 'integer' }, true],
    [{ type: 'number', enum: [1.5] }, { type: 'integer' }, false],
    [{ type: 'number', enum: [1] }, { type: 'number', minimum: 2 }, false],
    [{ type: 'boolean' }, { type: 'boolean' }, true],
    [{ type: 'boolean' }, { type: 'boolean', const: true }, false],
    [{ type: 'boolean' }, { type: 'boolean', const: false }, false],
    [{ type: 'boolean', const: true }, { type: 'boolean' }, true],
    [{ type: 'boolean' }, { type: 'boolean', enum: [true, false] }, true],
    [{ type: 'boolean' }, { type: 'string' }, false],
    [{ type: 'number', minimum: 1 }, { type: 'number', minimum: 0 }, true],
    [{ type: 'number' }, { type: 'number', minimum: 0 }, false],
    [{ type: 'number', maximum: 1 }, { type: 'number', maximum: 0 }, false],
    [{ type: 'array', items: { type: 'string', enum: ['a'] } }, { type: 'array', items: { type: 'string' } }, true],
    [{ type: 'array', items: { type: 'string' } }, { type: 'array', items: { type: 'string', enum: ['a'] } }, false],
    [{ type: 'array' }, { type: 'array', items: { type: 'string' } }, false],
    [{ type: 'array', items: { type: 'string' } }, { type: 'array' }, true],
    [{ type: 'array' }, { type: 'array', minItems: 1 }, true],
    [{ type: 'array' }, { type: 'array', minItems: 2 }, false],
    [{ type: 'array', maxItems: 3 }, { type: 'array', maxItems: 2 }, false],
    [{ type: 'array' }, { type: 'array', uniqueItems: true }, false],
    [{ type: 'array', uniqueItems: true }, { type: 'array', uniqueItems: true }, true],
    [{ type: 'array', uniqueItems: true }, { type: 'array', uniqueItems: false }, true],
  ])('%j → %j: %s', (before, after, expected) => {
    expect(acceptsAllOf(after, before)).toBe(expected);
  });

  const text = fc.record(
    {
      minLength: fc.integer({ min: 0, max: 2 }),
      maxLength: fc.integer({ min: 0, max: 3 }),
      enum: fc.subarray(['a', 'ab', 'abc'], { minLength: 1 }),
      const: fc.constantFrom('a', 'ab'),
    },
    { requiredKeys: [] },
  );
  const number = fc.record(
    {
      minimum: fc.integer({ min: 0, max: 2 }),
      maximum: fc.integer({ min: 0, max: 3 }),
      enum: fc.subarray([0, 1, 1.5, 2], { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  const scalars: fc.Arbitrary<FieldSchema> = fc.oneof(
    text.map((rest) => ({ type: 'string' as const, ...rest })),
    fc.tuple(fc.constantFrom('number' as const, 'integer' as const), number).map(([type, rest]) => ({ type, ...rest })),
    fc.constantFrom<FieldSchema>({ type: 'boolean' }, { type: 'boolean', const: true }),
  );
  const schemas: fc.Arbitrary<FieldSchema> = fc.oneof(
    { weight: 3, arbitrary: scalars },
    fc.record(
      {
        type: fc.constant('array' as const),
        items: scalars,
        minItems: fc.integer({ min: 0, max: 2 }),
        maxItems: fc.integer({ min: 0, max: 3 }),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: ['type', 'items'] },
    ),
  );
  const plain: Json[] = ['a', 'ab', 'abc', 'abcd', 0, 1, 1.5, 2, 3, true, false];
  const values: Json[] = [...plain, ...plain.flatMap((one) => plain.map((two) => [one, two])), ['a'], [1], [1, 1, 1]];

  it('Feature: engine, Property 31: answers of the old form stay acceptable to a compatible one', () => {
    fc.assert(
      fc.property(schemas, schemas, (before, after) => {
        if (!acceptsAllOf(after, before)) return;
        const lost = values.filter((value) => isValid(before, value) && !isValid(after, value));
        expect(lost).toEqual([]);
      }),
      { ...RUNS, numRuns: 3_000 },
    );
  });

  it('Feature: engine, Property 32: every schema accepts what it accepted itself', () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        expect(acceptsAllOf(schema, schema)).toBe(true);
      }),
      RUNS,
    );
  });
});

/** JSON Schema, of the keywords the generated schemas use. */
function isValid(schema: FieldSchema, value: Json): boolean {
  if (schema.const !== undefined && schema.const !== value) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  const size = typeof value === 'string' || Array.isArray(value) ? value.length : Number(value);
  const [least, most] =
    schema.type === 'string'
      ? [schema.minLength, schema.maxLength]
      : schema.type === 'array'
        ? [schema.minItems, schema.maxItems]
        : [schema.minimum, schema.maximum];
  if (size < (least ?? size) || size > (most ?? size)) return false;
  if (!Array.isArray(value)) return schema.type === 'integer' ? Number.isInteger(value) : typeof value === schema.type;
  const isUnique = new Set(value).size === value.length;
  const { items } = schema;
  return (
    schema.type === 'array' &&
    (!schema.uniqueItems || isUnique) &&
    value.every((item) => !items || isValid(items, item))
  );
}

describe('the difference of two definitions', () => {
  it('names what came, went and changed', () => {
    const before = flow([form('a'), info('b'), terms('c'), task('d')], {
      description: { en: 'Old' },
      theme: { accent: '#112233', radius: 8 },
      gates: [gate('x', ['a']), gate('y', ['b']), gate('z', ['c'])],
    });
    const after = flow(
      [
        info('b', { title: { en: 'New' }, weight: 5 }),
        form('a', { fields: [field('name'), field('phone')] }),
        terms('c'),
        external('e'),
      ],
      {
        title: { en: 'Flow', fr: 'Parcours' },
        locales: ['en', 'fr'],
        targeting: { markets: ['FR'], roles: [], rule: { fact: 'role', op: 'exists', value: true } },
        theme: { accent: '#000000', radius: 8 },
        gates: [gate('z', ['c'], { deadline_days: 3 }), gate('x', ['a']), gate('w', ['e'])],
      },
    );
    expect(diffDefinitions(before, after)).toEqual({
      steps: {
        added: ['e'],
        removed: ['d'],
        changed: [
          { key: 'b', fields: ['title', 'weight'], compatible: true, incompatibilities: [] },
          { key: 'a', fields: ['fields'], compatible: false, incompatibilities: ['fields/phone'] },
        ],
        reordered: true,
      },
      gates: { added: ['w'], removed: ['y'], changed: [{ capability: 'z', fields: ['deadline_days'] }] },
      texts: ['description', 'locales', 'title'],
      targeting: ['markets', 'rule'],
      theme: ['accent'],
      isEmpty: false,
    });
  });

  it('sees that only the order changed', () => {
    const difference = diffDefinitions(flow([info('a'), info('b')]), flow([info('b'), info('a')]));
    expect(difference).toMatchObject({
      steps: { added: [], removed: [], changed: [], reordered: true },
      isEmpty: false,
    });
    expect(diffDefinitions(flow([info('a'), info('b')]), flow([info('new'), info('a')])).steps.reordered).toBe(false);
  });

  it('is not empty when only a text, the targeting or the theme differs', () => {
    const base = flow([info('a')]);
    expect(diffDefinitions(base, flow([info('a')], { title: { en: 'Other' } })).isEmpty).toBe(false);
    expect(diffDefinitions(base, flow([info('a')], { theme: { radius: 2 } })).isEmpty).toBe(false);
    expect(diffDefinitions(base, flow([info('a')], { gates: [gate('x', ['a'])] })).isEmpty).toBe(false);
    expect(diffDefinitions(base, flow([info('a', { weight: 2 })])).isEmpty).toBe(false);
  });

  it('Feature: engine, Property 33: equal definitions do not differ, and what came one way goes the other', () => {
    fc.assert(
      fc.property(definitions, definitions, (left, right) => {
        expect(diffDefinitions(left, structuredClone(left)).isEmpty).toBe(true);
        const [there, back] = [diffDefinitions(left, right), diffDefinitions(right, left)];
        expect(there.steps.added).toEqual(back.steps.removed);
        expect(there.gates.added).toEqual(back.gates.removed);
        const keys = (changes: readonly { key: string }[]): string[] => changes.map((change) => change.key).sort();
        expect(keys(there.steps.changed)).toEqual(keys(back.steps.changed));
        expect(there.isEmpty).toBe(back.isEmpty);
      }),
      RUNS,
    );
  });
});
