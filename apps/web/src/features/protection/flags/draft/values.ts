import type { FlagKind } from '../new-definition.ts';
import type { FlagDefinition } from '@stepwell/contract';

export type FlagValue = FlagDefinition['variants'][string];
export type ReadValue = { value: FlagValue } | { problem: 'number' | 'json' | 'json_value' | 'too_big' };

const MAX_JSON_CHARACTERS = 2_048;

/** What was typed for a variant, as a value of the flag's kind. */
export function readValue(kind: FlagKind, text: string): ReadValue {
  const read =
    kind === 'json' ? readJson(text) : kind === 'number' ? readNumber(text) : { value: textOrSwitch(kind, text) };
  if ('value' in read && byteLength(JSON.stringify(read.value)) > MAX_JSON_CHARACTERS) return { problem: 'too_big' };
  return read;
}

/** A value as it is typed: the reverse of {@link readValue}. */
export function writeValue(value: FlagValue): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

function textOrSwitch(kind: FlagKind, text: string): FlagValue {
  return kind === 'boolean' ? text === 'true' : text;
}

function readNumber(text: string): ReadValue {
  const bare = text.trim().replace(',', '.');
  const number = Number(bare);
  return bare === '' || !Number.isFinite(number) ? { problem: 'number' } : { value: number };
}

function readJson(text: string): ReadValue {
  try {
    const value = JSON.parse(text) as FlagValue;
    return typeof value === 'object' ? { value } : { problem: 'json_value' };
  } catch {
    return { problem: 'json' };
  }
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
