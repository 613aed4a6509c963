import { type DefinitionProblem, problem } from './definition-problem.ts';
import { isObject, own, sameJson } from './same-json.ts';

const SCALAR_KEYWORDS = ['type', 'enum', 'const'];
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: [...SCALAR_KEYWORDS, 'minLength', 'maxLength', 'format'],
  number: [...SCALAR_KEYWORDS, 'minimum', 'maximum'],
  integer: [...SCALAR_KEYWORDS, 'minimum', 'maximum'],
  boolean: SCALAR_KEYWORDS,
  array: ['type', 'items', 'minItems', 'maxItems', 'uniqueItems'],
};
const FORMATS: readonly unknown[] = ['email', 'uri', 'date', 'date-time'];
const RANGES = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
] as const;

type FreeSchema = Readonly<Record<string, unknown>>;

/** Problems of one field's schema: a keyword that is not allowed or makes no sense, or that no value could satisfy. */
export function checkFieldSchema(schema: unknown, path: string): DefinitionProblem[] {
  if (!isObject(schema)) return [invalid(path, 'A schema is an object with a type.')];
  const { type } = schema;
  const allowed = typeof type === 'string' ? own(KEYWORDS, type) : undefined;
  if (typeof type !== 'string' || !allowed)
    return [invalid(`${path}/type`, 'The type is string, number, integer, boolean or array.')];
  const foreign = Object.keys(schema).filter((keyword) => schema[keyword] !== undefined && !allowed.includes(keyword));
  if (foreign.length > 0) {
    return foreign.map((keyword) =>
      invalid(`${path}/${keyword}`, `The keyword ${keyword} is not allowed for ${type}.`, keyword),
    );
  }
  return [
    ...Object.keys(schema).flatMap((keyword) => checkKeyword(schema, keyword, path)),
    ...checkRanges(schema, path),
    ...(schema.type === 'array' ? checkItems(schema.items, `${path}/items`) : []),
  ];
}

function checkKeyword(schema: FreeSchema, keyword: string, path: string): DefinitionProblem[] {
  const expected = schema[keyword] === undefined ? null : complaint(schema, keyword);
  return expected ? [invalid(`${path}/${keyword}`, `${keyword} must be ${expected}.`, keyword)] : [];
}

/** What a keyword's value should have been; null when it is right. */
function complaint(schema: FreeSchema, keyword: string): string | null {
  const value = schema[keyword];
  switch (keyword) {
    case 'enum':
      return isValueList(schema, value) ? null : 'a list of different values of the type';
    case 'const':
      return isConstant(schema, value) ? null : 'a value of the type, and one of the enum';
    case 'format':
      return FORMATS.includes(value) ? null : 'email, uri, date or date-time';
    case 'minimum':
    case 'maximum':
      return Number.isFinite(value) ? null : 'a number';
    case 'uniqueItems':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'type':
    case 'items':
      return null;
    default:
      return Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'a whole number from 0';
  }
}

function isValueList(schema: FreeSchema, value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const isRepeated = (item: unknown, index: number): boolean =>
    value.slice(0, index).some((earlier) => sameJson(earlier, item));
  return value.every((item, index) => isOfType(schema.type, item) && !isRepeated(item, index));
}

function isConstant(schema: FreeSchema, value: unknown): boolean {
  const isListed = !Array.isArray(schema.enum) || schema.enum.some((item) => sameJson(item, value));
  return isOfType(schema.type, value) && isListed;
}

function isOfType(type: unknown, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  return type === 'number' ? Number.isFinite(value) : typeof value === type;
}

function checkRanges(schema: FreeSchema, path: string): DefinitionProblem[] {
  return RANGES.flatMap(([least, most]) => {
    const [from, to] = [schema[least], schema[most]];
    const isEmpty = typeof from === 'number' && typeof to === 'number' && from > to;
    return isEmpty ? [invalid(`${path}/${least}`, `${least} is greater than ${most}.`, least)] : [];
  });
}

function checkItems(items: unknown, path: string): DefinitionProblem[] {
  if (isObject(items) && items.type === 'array') return [invalid(`${path}/type`, 'A list of lists is not allowed.')];
  return checkFieldSchema(items, path);
}

function invalid(path: string, message: string, keyword?: string): DefinitionProblem {
  return problem('invalid_field_schema', path, message, keyword === undefined ? undefined : { keyword });
}
