import type { FieldSource } from './mapping.ts';

/** A value as it was read, `undefined` for none, or what is wrong with it. */
export type FieldValue = { readonly value: unknown } | { readonly code: string; readonly message: string };

const MAX_TRAIT_TEXT = 500;
const MAX_LIST = 50;
const MAX_LIST_TEXT = 200;
const MAX_PROPERTY_TEXT = 2_000;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const NONE: FieldValue = { value: undefined };

/** Text that PostgreSQL can hold and that was UTF-8 in the file. */
export function isSoundText(text: string): boolean {
  return !text.includes('\u0000') && !text.includes('\uFFFD') && text.isWellFormed();
}

export const UNSOUND = { code: 'text_invalid', message: 'not UTF-8, or with a NUL character in it' } as const;

/** A trait: text, a number, a boolean or a list of texts. */
export function traitValue(raw: unknown, { type }: FieldSource): FieldValue {
  if (isNone(raw)) return NONE;
  if (type !== 'any') return typedValue(raw, type);
  if (Array.isArray(raw)) return listValue(raw);
  if (typeof raw === 'object')
    return { code: 'value_not_simple', message: 'neither text, number, boolean nor a list of texts' };
  return typeof raw === 'string' ? textValue(raw, MAX_TRAIT_TEXT) : { value: raw };
}

/** A property of an event: any JSON value. */
export function propertyValue(raw: unknown, { type }: FieldSource): FieldValue {
  if (isNone(raw)) return NONE;
  if (type !== 'any') return typedValue(raw, type);
  if (typeof raw === 'string') return textValue(raw, MAX_PROPERTY_TEXT);
  if (typeof raw !== 'object') return { value: raw };
  // Object keys and nested texts may hold what PostgreSQL cannot; written as JSON those show as escapes.
  const json = JSON.stringify(raw);
  if (json.length > MAX_PROPERTY_TEXT) return tooLong(MAX_PROPERTY_TEXT);
  return /\\u(0000|d[89a-f])/i.test(json) || json.includes('\uFFFD') ? UNSOUND : { value: raw };
}

function typedValue(raw: unknown, type: 'text' | 'number' | 'boolean'): FieldValue {
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  if (type === 'text') return textValue(text, MAX_TRAIT_TEXT);
  const trimmed = text.trim();
  if (type === 'number') {
    return NUMBER.test(trimmed) && Number.isFinite(Number(trimmed))
      ? { value: Number(trimmed) }
      : { code: 'number_invalid', message: 'not a number such as 12 or 12.5' };
  }
  if (!/^(true|false)$/i.test(trimmed)) return { code: 'boolean_invalid', message: 'neither true nor false' };
  return { value: trimmed.toLowerCase() === 'true' };
}

function listValue(raw: readonly unknown[]): FieldValue {
  const isList = raw.every((item) => typeof item === 'string' && item.length <= MAX_LIST_TEXT && isSoundText(item));
  if (isList && raw.length <= MAX_LIST) return { value: raw };
  return {
    code: 'list_invalid',
    message: `a list holds at most ${MAX_LIST} texts of at most ${MAX_LIST_TEXT} characters`,
  };
}

function textValue(text: string, maxLength: number): FieldValue {
  if (text.length > maxLength) return tooLong(maxLength);
  return isSoundText(text) ? { value: text } : UNSOUND;
}

function tooLong(maxLength: number): FieldValue {
  return { code: 'value_too_long', message: `longer than ${maxLength} characters` };
}

function isNone(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === '';
}
