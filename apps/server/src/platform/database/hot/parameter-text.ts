import type { Value } from '../transaction.ts';

const SPECIAL = /["\\]/;
const EVERY_SPECIAL = /["\\]/g;

/** A parameter in PostgreSQL's text format, or bytes to be sent in binary format. Null is NULL. */
export function parameterText(value: Value): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return arrayLiteral(value as readonly Value[]);
  return JSON.stringify(value);
}

function arrayLiteral(items: readonly Value[]): string {
  let text = '{';
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ',';
    text += arrayItem(items[index]);
  }
  return `${text}}`;
}

function arrayItem(item: Value): string {
  if (item === null || item === undefined) return 'NULL';
  if (typeof item === 'number' || typeof item === 'boolean' || typeof item === 'bigint') return String(item);
  if (Array.isArray(item)) return arrayLiteral(item as readonly Value[]);
  const text = parameterText(item);
  return quoted(Buffer.isBuffer(text) ? `\\x${text.toString('hex')}` : (text ?? ''));
}

/** Most texts need no escaping, and finding that out costs less than replacing nothing twice. */
function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll(EVERY_SPECIAL, '\\$&')}"` : `"${text}"`;
}
