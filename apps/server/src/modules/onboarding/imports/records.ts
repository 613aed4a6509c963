import { CsvRecords, type CsvProblem } from './csv-records.ts';
import { importErrors } from './errors.ts';
import type { Line } from './lines.ts';
import type { ImportMapping } from './mapping.ts';
import type { ProblemList } from './problem-list.ts';

/** The values of the asked columns, in their order; undefined where a row lacks one. */
export type RawRow = { readonly line: number; readonly values: readonly unknown[] };

/** Turns lines into rows and tells the list of problems of those that are none. */
export type RecordReader = {
  take(line: Line): void;
  /** Call after the last line. */
  end(): void;
};

const MESSAGES: Record<CsvProblem | 'json_invalid' | 'json_not_object', string> = {
  line_too_long: 'the line is longer than 1 MiB',
  quote_not_closed: 'a quoted value begins here and does not end',
  quote_misplaced: 'a quote stands inside a value: quote the whole value and double the quotes in it',
  json_invalid: 'the line is not JSON',
  json_not_object: 'the line is JSON but no object',
};

export function recordReader(
  mapping: ImportMapping,
  columns: readonly string[],
  problems: ProblemList,
  emit: (row: RawRow) => void,
): RecordReader {
  return mapping.format === 'csv'
    ? csvReader(mapping.delimiter, columns, problems, emit)
    : jsonLinesReader(columns, problems, emit);
}

function csvReader(
  delimiter: string,
  columns: readonly string[],
  problems: ProblemList,
  emit: (row: RawRow) => void,
): RecordReader {
  let header: { readonly width: number; readonly places: readonly number[] } | undefined;
  const records = new CsvRecords(delimiter, (record) => {
    if ('problem' in record) {
      problems.add(record.line, null, record.text, record.problem, MESSAGES[record.problem]);
    } else if (header === undefined) {
      header = headerOf(record.fields, columns);
    } else if (record.fields.length === header.width) {
      emit({ line: record.line, values: header.places.map((place) => record.fields[place]) });
    } else {
      const message = `${record.fields.length} values instead of ${header.width}`;
      problems.add(record.line, null, record.fields.join(delimiter), 'column_count', message);
    }
  });
  return {
    take: (line) => records.take(line),
    end() {
      records.end();
      if (header === undefined) throw importErrors.import_column_missing({ missing: [...columns], columns: [] });
    },
  };
}

function headerOf(fields: readonly string[], columns: readonly string[]): { width: number; places: number[] } {
  const missing = columns.filter((column) => !fields.includes(column));
  if (missing.length > 0) throw importErrors.import_column_missing({ missing, columns: fields.slice(0, 200) });
  return { width: fields.length, places: columns.map((column) => fields.indexOf(column)) };
}

function jsonLinesReader(columns: readonly string[], problems: ProblemList, emit: (row: RawRow) => void): RecordReader {
  const refuse = (line: Line, code: keyof typeof MESSAGES) =>
    problems.add(line.number, null, line.text, code, MESSAGES[code]);
  return {
    take(line) {
      if (line.text === null) return refuse(line, 'line_too_long');
      if (line.text.trim() === '') return;
      const object = parseJson(line.text);
      if (object === undefined) return refuse(line, 'json_invalid');
      if (!isObject(object)) return refuse(line, 'json_not_object');
      const values = columns.map((column) => (Object.hasOwn(object, column) ? object[column] : undefined));
      emit({ line: line.number, values });
    },
    end() {},
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
