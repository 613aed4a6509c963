import { Timestamp } from '@stepwell/contract';
import type { Compare, Filter } from 'scim2-parse-filter';
import { filterRefused } from '../errors.ts';
import { type Attribute, findAttribute } from '../schemas/attribute.ts';
import { type NamedAttribute, namedAttribute, type ResourceKind } from './attribute-paths.ts';
import type { Condition, Field } from './condition.ts';
import { parseFilter } from './parsing.ts';

const MAX_COMPARISONS = 30;
const MAX_DEPTH = 8;
/** `list[…].sub op value`, as Microsoft Entra ID asks, means the same value of the list; the parser would lose that. */
const SUB_OF_SAME = /"(?:[^"\\]|\\.)*"|\]\.(\w+)/g;
const SAME = '%same';

type Reading = { readonly kind: ResourceKind; left: number };

/** Understands a filter of RFC 7644, section 3.4.2.2. Throws `directory_filter_refused`. */
export function readFilter(kind: ResourceKind, text: string): Condition {
  const marked = text.replace(SUB_OF_SAME, (whole, sub) => (typeof sub === 'string' ? `${whole}${SAME}` : whole));
  return conditionOf({ kind, left: MAX_COMPARISONS }, parseFilter(marked), MAX_DEPTH);
}

/** What `sortBy` names: one value of text or time. Throws `directory_filter_refused`. */
export function readSortField(kind: ResourceKind, path: string): Field {
  const { list, field } = target(named(kind, path));
  if (list !== undefined) throw filterRefused(`It is not sorted by ${path}: that has many values.`);
  return field;
}

function conditionOf(reading: Reading, filter: Filter, depth: number): Condition {
  if (depth === 0) throw filterRefused(`A filter is at most ${MAX_DEPTH} levels deep.`);
  switch (filter.op) {
    case 'and':
    case 'or':
      return combined(reading, filter.op, filter.filters, depth);
    case 'not':
      return { kind: 'not', part: conditionOf(reading, filter.filter, depth - 1) };
    case '[]':
      return valuePath(reading, filter.attrPath, filter.valFilter, depth);
    default: {
      const found = named(reading.kind, filter.attrPath);
      const { list, field } = filter.op === 'pr' ? wholeTarget(found) : target(found);
      const part = comparison(reading, filter, field);
      return list === undefined ? part : { kind: 'some', list, part };
    }
  }
}

function combined(reading: Reading, op: 'and' | 'or', filters: readonly Filter[], depth: number): Condition {
  const [path, same] = filters;
  if (path?.op === '[]' && same !== undefined && 'attrPath' in same && same.attrPath.endsWith(SAME)) {
    const attrPath = same.attrPath.slice(path.attrPath.length + 1, -SAME.length);
    const valFilter: Filter = { op: 'and', filters: [path.valFilter, { ...same, attrPath }] };
    return valuePath(reading, path.attrPath, valFilter, depth);
  }
  return { kind: op === 'and' ? 'all' : 'any', parts: filters.map((one) => conditionOf(reading, one, depth - 1)) };
}

function valuePath(reading: Reading, path: string, filter: Filter, depth: number): Condition {
  const { attribute, sub } = named(reading.kind, path);
  if (!attribute.multiValued || sub !== undefined) throw filterRefused(`${path} has no values to choose from.`);
  return { kind: 'some', list: attribute.name, part: elementCondition(reading, attribute, filter, depth - 1) };
}

function elementCondition(reading: Reading, list: Attribute, filter: Filter, depth: number): Condition {
  if (depth === 0) throw filterRefused(`A filter is at most ${MAX_DEPTH} levels deep.`);
  const inner = (one: Filter) => elementCondition(reading, list, one, depth - 1);
  switch (filter.op) {
    case 'and':
    case 'or':
      return { kind: filter.op === 'and' ? 'all' : 'any', parts: filter.filters.map(inner) };
    case 'not':
      return { kind: 'not', part: inner(filter.filter) };
    case '[]':
      throw filterRefused('Values of a list have no lists of their own.');
    default: {
      const sub = findAttribute(list.subAttributes ?? [], filter.attrPath);
      if (sub === undefined) throw unknownAttribute(`${list.name}.${filter.attrPath}`);
      return comparison(reading, filter, fieldOf([sub.name], sub));
    }
  }
}

function comparison(reading: Reading, filter: Exclude<Filter, { filters: unknown }>, field: Field): Condition {
  reading.left -= 1;
  if (reading.left < 0) throw filterRefused(`A filter compares at most ${MAX_COMPARISONS} times.`);
  if (!('compValue' in filter)) return { kind: 'present', field };
  const { op, compValue } = filter;
  if (compValue === null) return presence(op, field);
  return { kind: 'compare', field, op, value: comparable(field, op, compValue) };
}

/** Equal to null means not assigned (RFC 7643, section 2.5). */
function presence(op: Compare['op'], field: Field): Condition {
  const present: Condition = { kind: 'present', field };
  if (op === 'ne') return present;
  if (op === 'eq') return { kind: 'not', part: present };
  throw filterRefused('Nothing but eq and ne is asked of null.');
}

function comparable({ path, type }: Field, op: Compare['op'], value: string | number | boolean): string | boolean {
  const refuse = (what: string) => filterRefused(`${path.join('.')} ${op}: ${what} is expected.`);
  if (type === 'boolean') {
    if (op !== 'eq' && op !== 'ne') throw filterRefused(`${path.join('.')}: nothing but eq and ne is asked of it.`);
    const text = String(value).toLowerCase();
    if (text !== 'true' && text !== 'false') throw refuse('true or false');
    return text === 'true';
  }
  if (typeof value !== 'string') throw refuse('text in quotation marks');
  if (type === 'string') return value;
  if (op === 'co' || op === 'sw' || op === 'ew')
    throw filterRefused(`${path.join('.')}: it is a time, and has no parts.`);
  if (!Timestamp.safeParse(value).success) throw refuse('a time');
  return value;
}

function named(kind: ResourceKind, path: string): NamedAttribute {
  const found = namedAttribute(kind, path);
  if (found === undefined) throw unknownAttribute(path);
  return found;
}

/** What is compared where a path names `attribute`: its value, where it has parts. */
function target({ extension, attribute, sub }: NamedAttribute): { list: string | undefined; field: Field } {
  const part = sub ?? findAttribute(attribute.subAttributes ?? [], 'value');
  if (attribute.type === 'complex' && part === undefined)
    throw filterRefused(`${attribute.name}: name one of its parts.`);
  if (part !== undefined && attribute.multiValued) {
    return { list: attribute.name, field: fieldOf([part.name], part) };
  }
  const path = [extension, attribute.name, part?.name].filter((one) => one !== undefined);
  return { list: undefined, field: fieldOf(path, part ?? attribute) };
}

/** Whether there is anything can be asked of what has parts, too. */
function wholeTarget(found: NamedAttribute): { list: string | undefined; field: Field } {
  const { extension, attribute, sub } = found;
  if (attribute.type !== 'complex' || sub !== undefined) return target(found);
  if (attribute.multiValued) return { list: attribute.name, field: { path: [], type: 'string', caseExact: true } };
  const path = [extension, attribute.name].filter((one) => one !== undefined);
  return { list: undefined, field: fieldOf(path, attribute) };
}

function fieldOf(path: readonly string[], { type, caseExact }: Attribute): Field {
  return { path, type: type === 'boolean' || type === 'dateTime' ? type : 'string', caseExact };
}

function unknownAttribute(path: string) {
  return filterRefused(`There is nothing called ${path.replace(SAME, '').slice(0, 100)} to filter by.`);
}
