import { valueParser } from '../value-parsers.ts';

/** `parse` is absent where the text itself is the value. */
type Column = { name: string; parse: ((text: string) => unknown) | undefined };

/** How to read the rows of one prepared statement. */
export type RowShape = readonly Column[];

const TEXT_TYPES = new Set([25, 1043, 1042, 2950, 1700, 19]);
const COLUMN_BYTES_AFTER_NAME = 18;

export function readShape(buffer: Buffer, start: number): RowShape {
  const columns: Column[] = [];
  let offset = start + 2;
  for (let left = buffer.readInt16BE(start); left > 0; left -= 1) {
    const nameEnd = buffer.indexOf(0, offset);
    const name = buffer.toString('utf8', offset, nameEnd);
    const type = buffer.readUInt32BE(nameEnd + 7);
    columns.push({ name, parse: TEXT_TYPES.has(type) ? undefined : valueParser(type) });
    offset = nameEnd + 1 + COLUMN_BYTES_AFTER_NAME;
  }
  return columns;
}

export function readRow(shape: RowShape, buffer: Buffer, start: number): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  let offset = start + 2;
  for (let index = 0; index < shape.length; index += 1) {
    const column = shape[index] as Column;
    const length = buffer.readInt32BE(offset);
    offset += 4;
    if (length < 0) {
      row[column.name] = null;
      continue;
    }
    const text = buffer.toString('utf8', offset, offset + length);
    row[column.name] = column.parse === undefined ? text : column.parse(text);
    offset += length;
  }
  return row;
}
