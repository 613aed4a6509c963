import type { Json } from './definition.ts';

/**
 * Whether two JSON values are equal: members of objects in any order, items of lists in their order. A member that is
 * `undefined` counts as absent, because it does not survive being stored.
 */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) || Array.isArray(right)) return sameList(left, right);
  if (!isObject(left) || !isObject(right)) return false;
  const keys = definedKeys(left);
  return (
    keys.length === definedKeys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}

/** The value under `key`, never one inherited from a prototype (`constructor` is a legal step key). */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Whether a value is a JSON object: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameList(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => sameJson(item, right[index]));
}

function definedKeys(value: Record<string, Json>): string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}
