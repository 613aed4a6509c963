import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const TIMESTAMP = 1114;

type Parse = (text: string) => unknown;

/**
 * How a PostgreSQL value becomes a JavaScript one, where the driver's own choice loses or bends something:
 * bigint becomes a number and is refused past 2^53; a date stays `YYYY-MM-DD` instead of midnight somewhere;
 * a timestamp without zone stays text, since it names no instant. Numeric stays text, as in the driver.
 */
const parsers = new Map<number, Parse>([
  [INT8, safeInteger],
  [INT8_ARRAY, int8Array],
  [DATE, (text) => text],
  [TIMESTAMP, (text) => text],
]);

export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/** The parser of one column in text format. */
export function valueParser(oid: number): Parse {
  return parsers.get(oid) ?? (pg.types.getTypeParser(oid, 'text') as Parse);
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a JavaScript number`);
  return value;
}

function int8Array(text: string): (number | null)[] {
  const parse = pg.types.getTypeParser(INT8_ARRAY as number, 'text') as unknown as (text: string) => (string | null)[];
  return parse(text).map((item) => (item === null ? null : safeInteger(item)));
}
