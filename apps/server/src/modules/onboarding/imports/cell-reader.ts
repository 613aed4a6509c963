import type { z } from 'zod';
import { type FieldValue, isSoundText, UNSOUND } from './field-values.ts';
import type { FieldSource } from './mapping.ts';
import type { ProblemList } from './problem-list.ts';
import type { RawRow } from './records.ts';

type ReadField = (raw: unknown, source: FieldSource) => FieldValue;

/** Reads single values of rows and tells the list of problems what is wrong with them. */
export class CellReader {
  readonly #problems: ProblemList;
  readonly #places: ReadonlyMap<string, number>;

  constructor(columns: readonly string[], problems: ProblemList) {
    this.#places = new Map(columns.map((column, index) => [column, index]));
    this.#problems = problems;
  }

  /** The text of a column that must not be empty; a number of a JSON line is taken as text. */
  text(row: RawRow, column: string, maxLength: number): string {
    const text = this.#text(row, column, maxLength);
    if (text === null) this.refuse(row, column, 'value_missing', 'there must be a value');
    return text ?? '';
  }

  optionalText(row: RawRow, column: string | undefined, maxLength: number): string | null {
    return column === undefined ? null : (this.#text(row, column, maxLength) ?? null);
  }

  /** Text that a schema accepts. */
  optionalChecked(row: RawRow, column: string | undefined, schema: z.ZodType<string>): string | null {
    const text = this.optionalText(row, column, 200);
    if (text === null || column === undefined) return null;
    const { error } = schema.safeParse(text);
    if (error) this.refuse(row, column, 'value_invalid', error.issues[0]?.message ?? 'not accepted');
    return text;
  }

  /** The fields as the text of a JSON object; null where the row has none of them. */
  fields(row: RawRow, fields: readonly (readonly [string, FieldSource])[], read: ReadField): string | null {
    const found: Record<string, unknown> = {};
    let isEmpty = true;
    for (const [name, source] of fields) {
      const result = read(this.#raw(row, source.column), source);
      if ('code' in result) this.refuse(row, source.column, result.code, result.message);
      else if (result.value !== undefined) {
        found[name] = result.value;
        isEmpty = false;
      }
    }
    return isEmpty ? null : JSON.stringify(found);
  }

  refuse(row: RawRow, column: string, code: string, message: string): undefined {
    this.#problems.add(row.line, column, this.#raw(row, column), code, message);
  }

  /** Null where there is nothing, undefined after what is there was refused. */
  #text(row: RawRow, column: string, maxLength: number): string | null | undefined {
    const raw = this.#raw(row, column);
    const text = typeof raw === 'number' ? String(raw) : (raw ?? '');
    if (typeof text !== 'string') return this.refuse(row, column, 'value_not_text', 'not a text');
    if (text.trim() === '') return null;
    if (text.length > maxLength)
      return this.refuse(row, column, 'value_too_long', `longer than ${maxLength} characters`);
    return isSoundText(text) ? text : this.refuse(row, column, UNSOUND.code, UNSOUND.message);
  }

  #raw(row: RawRow, column: string): unknown {
    return row.values[this.#places.get(column) ?? -1];
  }
}
