import type { Json } from '@stepwell/engine';

/** One value that differs. `undefined` stands where there is none. */
export interface ValueChange {
  /** Names from the outside in; items of lists by their key. */
  path: readonly string[];
  before: Json | undefined;
  after: Json | undefined;
}

/**
 * What differs between two values, down to the smallest parts that have a name. Lists of things with a key (`key`,
 * `value`, `capability`) are compared thing by thing, and a thing that only one of them has is shown whole; other lists
 * are one value.
 */
export function valueChanges(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): ValueChange[] {
  const [old, recent] = [partsOf(before), partsOf(after)];
  const isBranch = (old ?? recent) !== null && isBranchOrNothing(before, old) && isBranchOrNothing(after, recent);
  if (!isBranch) return same(before, after) ? [] : [{ path, before, after }];
  const names = new Set([...(old?.keys() ?? []), ...(recent?.keys() ?? [])]);
  return [
    ...[...names].flatMap((name) => partChanges(old?.get(name), recent?.get(name), [...path, name])),
    ...orderChange(old, recent, path, Array.isArray(before) && Array.isArray(after)),
  ];
}

function partChanges(before: Json | undefined, after: Json | undefined, path: readonly string[]): ValueChange[] {
  const isWhole = (before === undefined && isThing(after)) || (after === undefined && isThing(before));
  return isWhole ? [{ path, before, after }] : valueChanges(before, after, path);
}

/** Something of a list, known by its key. */
function isThing(value: Json | undefined): boolean {
  return value !== undefined && nameOf(value) !== null;
}

/** A list whose things stay but come in another order. */
function orderChange(
  old: Parts | null,
  recent: Parts | null,
  path: readonly string[],
  areLists: boolean,
): ValueChange[] {
  if (!areLists || !old || !recent) return [];
  const before = [...old.keys()].filter((name) => recent.has(name));
  const after = [...recent.keys()].filter((name) => old.has(name));
  return same(before, after) ? [] : [{ path: [...path, '#'], before, after }];
}

type Parts = ReadonlyMap<string, Json>;

/** The named parts of a value; null when it has none. */
function partsOf(value: Json | undefined): Parts | null {
  if (value === null || value === undefined || typeof value !== 'object') return null;
  if (!isList(value)) return new Map(Object.entries(value));
  const names = value.map(nameOf);
  const isNamed = value.length > 0 && names.every((name) => name !== null) && new Set(names).size === names.length;
  return isNamed ? new Map(value.map((item, index) => [names[index] ?? '', item])) : null;
}

/** Nothing at all counts as a branch without parts, so that what is added or removed is shown part by part. */
function isBranchOrNothing(value: Json | undefined, parts: Parts | null): boolean {
  return parts !== null || value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function nameOf(item: Json): string | null {
  if (item === null || typeof item !== 'object' || isList(item)) return null;
  const name = item.key ?? item.capability ?? item.value;
  return typeof name === 'string' ? name : null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** Members of objects in one order, so that only what they hold counts. */
function sorted(value: Json | undefined): Json | undefined {
  if (value === null || value === undefined || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => sorted(item) ?? null);
  const entries = Object.entries(value).map(([name, part]): [string, Json] => [name, sorted(part) ?? null]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
