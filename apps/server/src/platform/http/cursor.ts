import { Id } from '@stepwell/contract';
import { commonErrors } from '../errors/index.ts';

/** Makes the opaque cursor of a list from the sort values of its last row. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Reads a cursor back; throws `cursor_damaged` unless it holds values of the given types. */
export function decodeCursor(
  cursor: string | undefined,
  types: readonly ('string' | 'number')[],
): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  const values = parse(cursor);
  const fits =
    Array.isArray(values) && values.length === types.length && values.every((value, at) => typeof value === types[at]);
  if (!fits) throw commonErrors.cursor_damaged();
  return values as (string | number)[];
}

/** Reads the cursor of a list that is sorted by id. One made by hand may hold any text: throws `cursor_damaged` then. */
export function decodeIdCursor(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, ['string']) ?? [];
  if (id === undefined) return undefined;
  if (!Id.safeParse(id).success) throw commonErrors.cursor_damaged();
  return String(id);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw commonErrors.cursor_damaged();
  }
}
