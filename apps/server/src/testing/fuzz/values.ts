import fc from 'fast-check';

/** What JSON Schema says of a value, as far as our own document uses it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
};
export type Named = Readonly<Record<string, Schema>>;
type Values = fc.Arbitrary<unknown>;

const MAX_DEPTH = 7;
const BIG = 2 ** 31 - 1;

const FORMATS: Readonly<Record<string, Values>> = {
  uuid: fc.uuid(),
  email: fc.constantFrom('ada@example.com', 'Ada.Lovelace+1@mail.example'),
  // Nobody answers there: what is allowed must not reach out of the test.
  uri: fc.constantFrom('https://10.0.0.1/x', 'https://192.168.0.1/', 'https://[::1]/y?z=1#t'),
  'date-time': fc.constantFrom('2026-03-02T09:00:00Z', '2030-01-01T00:00:00.000Z', '1970-01-01T00:00:00Z'),
  date: fc.constantFrom('2026-03-02', '2000-02-29'),
};

/** Values that a schema accepts, or nearly: what patterns and rules beyond the schema say is not always met. */
export function accepted(schema: Schema, named: Named, depth = 0): Values {
  const { $ref, anyOf, oneOf } = schema;
  if (depth > MAX_DEPTH) return fc.constant(null);
  if ($ref !== undefined) return accepted(named[$ref.slice('#/components/schemas/'.length)] ?? {}, named, depth + 1);
  const choices = anyOf ?? oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => accepted(choice, named, depth + 1)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const types = [schema.type ?? 'any'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, named, depth)));
}

function ofType(type: string, schema: Schema, named: Named, depth: number): Values {
  switch (type) {
    case 'object':
      return objects(schema, named, depth + 1);
    case 'array': {
      const minLength = schema.minItems ?? 0;
      const maxLength = Math.min(schema.maxItems ?? 3, minLength + 3);
      return fc.array(accepted(schema.items ?? {}, named, depth + 1), { minLength, maxLength });
    }
    case 'string':
      return strings(schema);
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -5, -BIG), max: Math.min(schema.maximum ?? 5, BIG) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -5, max: schema.maximum ?? 5, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return hostile();
  }
}

function objects(schema: Schema, named: Named, depth: number): Values {
  const { properties = {}, required = [], additionalProperties } = schema;
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, accepted(of, named, depth)])),
    { requiredKeys: required.filter((name) => name in properties) },
  );
  if (typeof additionalProperties !== 'object') return known;
  const names = strings(schema.propertyNames ?? { maxLength: 12 });
  const more = fc.dictionary(names.map(String), accepted(additionalProperties, named, depth), { maxKeys: 2 });
  return fc.tuple(known, more).map(([one, other]) => ({ ...other, ...one }));
}

function strings({ format, pattern, minLength = 0, maxLength = 40, enum: names }: Schema): Values {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known) return known;
  if (names) return fc.constantFrom(...names);
  if (pattern !== undefined) return matching(pattern);
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
}

/** Patterns that look ahead can't be turned into texts. */
function matching(pattern: string): Values {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 40 });
  } catch {
    return fc.string({ maxLength: 40 });
  }
}

const NESTED_ARRAYS = JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) as unknown;
const NESTED_OBJECTS = JSON.parse(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`) as unknown;

export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\ufeff',
  '\u202egnirts',
  '😀'.repeat(300),
  'x'.repeat(5_000),
  '9'.repeat(400),
  '-1',
  '0x10',
  '1e999',
  'NaN',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  '%00',
  "' or '1'='1",
  "'; drop table accounts; --",
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  'a\r\nset-cookie: stolen=1',
  '00000000-0000-0000-0000-000000000000',
  '2026-02-30T25:61:00Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-19T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
  'https://169.254.169.254/latest/meta-data',
  'javascript:alert(1)',
  'en; q=NaN',
  '(((((((((((((((((((((((((a+)+)+)+)',
  'eyJhbGciOiJub25lIn0.e30.',
] as const;

/** Values that a careless programmer did not think of. */
export function hostile(): Values {
  return fc.oneof(
    fc.constantFrom<unknown[]>(...HOSTILE_TEXTS),
    fc.constantFrom<unknown[]>(null, true, false, 0, -0, -1, 1.5, 1e308, 5e-324, 2 ** 53, -(2 ** 63), 2 ** 31),
    fc.constantFrom<unknown[]>(
      [],
      {},
      [[]],
      [null],
      { '': '' },
      Array.from({ length: 1_000 }, () => 0),
    ),
    fc.constantFrom<unknown[]>(NESTED_ARRAYS, NESTED_OBJECTS, { constructor: { prototype: { polluted: true } } }),
    fc.constantFrom<unknown[]>({ length: -1 }, { toString: 1 }, { toJSON: 'x' }, { $ref: '#' }),
    fc.jsonValue({ maxDepth: 3 }),
  );
}

/** A value in which something, somewhere, was replaced, removed or added. */
export function damaged(values: Values): Values {
  return fc
    .tuple(values, hostile(), fc.nat(10_000), fc.constantFrom<Damage[]>('replace', 'replace', 'remove', 'add'))
    .map(([value, instead, at, damage]) => damagedAt(structuredClone(value), instead, at, damage));
}

type Damage = 'replace' | 'remove' | 'add';

function damagedAt(value: unknown, instead: unknown, at: number, damage: Damage): unknown {
  const places = placesIn(value);
  const place = places[at % Math.max(places.length, 1)];
  if (place === undefined) return instead;
  const { holder, key } = place;
  if (damage === 'remove') delete holder[key];
  else holder[damage === 'add' ? `${key}_more` : key] = instead;
  return value;
}

type Place = { readonly holder: Record<string, unknown>; readonly key: string };

function placesIn(value: unknown, depth = 0): Place[] {
  if (typeof value !== 'object' || value === null || depth > 20) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key], depth + 1)]);
}
