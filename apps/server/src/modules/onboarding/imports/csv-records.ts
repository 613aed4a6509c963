import type { Line } from './lines.ts';

/** A quote still open after so many characters will not close. */
const MAX_RECORD = 65_536;

/** A record, or what is wrong with the line where one should begin. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly problem: CsvProblem; readonly text: string | null };
export type CsvProblem = 'line_too_long' | 'quote_not_closed' | 'quote_misplaced';

/**
 * Reads lines as CSV (RFC 4180), strictly: a broken quote costs the line it stands on and no other. What seemed to
 * belong to it is read again as lines of their own, which parsers that carry on from the broken place cannot do; they
 * lose rows without a word.
 */
export class CsvRecords {
  readonly #delimiter: string;
  readonly #emit: (record: CsvRecord) => void;
  /** Lines of a record whose last quote is still open. */
  #open: Line[] = [];
  #openLength = 0;

  constructor(delimiter: string, emit: (record: CsvRecord) => void) {
    this.#delimiter = delimiter;
    this.#emit = emit;
  }

  /** Takes the next line and emits the records that end with it. Blank lines between records are no records. */
  take(line: Line): void {
    const { number, text } = line;
    if (text === null) {
      this.end();
      this.#emit({ line: number, problem: 'line_too_long', text });
      return;
    }
    const hasQuote = text.includes('"');
    if (this.#open.length === 0 && !hasQuote) {
      if (text !== '') this.#emit({ line: number, fields: text.split(this.#delimiter) });
      return;
    }
    this.#open.push(line);
    this.#openLength += text.length + 1;
    if (hasQuote) this.#closeOrWait();
    else if (this.#openLength > MAX_RECORD) this.#giveUp('quote_not_closed');
  }

  /** Call after the last line: what is still open will never close. */
  end(): void {
    while (this.#open.length > 0) this.#giveUp('quote_not_closed');
  }

  #closeOrWait(): void {
    const fields = splitQuoted(this.#open.map(({ text }) => text).join('\n'), this.#delimiter);
    if (fields === 'quote_misplaced') {
      this.#giveUp(this.#open.length === 1 ? fields : 'quote_not_closed');
    } else if (fields !== 'quote_not_closed') {
      const line = this.#open[0]?.number ?? 0;
      this.#open = [];
      this.#openLength = 0;
      this.#emit({ line, fields });
    } else if (this.#openLength > MAX_RECORD) this.#giveUp(fields);
  }

  /** Reports the first of the open lines and reads the others afresh. */
  #giveUp(problem: CsvProblem): void {
    const [first, ...others] = this.#open;
    this.#open = [];
    this.#openLength = 0;
    this.#emit({ line: first?.number ?? 0, problem, text: first?.text ?? null });
    for (const line of others) this.take(line);
  }
}

function splitQuoted(text: string, delimiter: string): string[] | 'quote_not_closed' | 'quote_misplaced' {
  const fields: string[] = [];
  let from = 0;
  for (;;) {
    const field = text[from] === '"' ? quotedField(text, from) : plainField(text, from, delimiter);
    if (typeof field === 'string') return field;
    fields.push(field.value);
    if (field.end === text.length) return fields;
    if (text[field.end] !== delimiter) return 'quote_misplaced';
    from = field.end + 1;
  }
}

/** A value and where it ends. */
type Field = { readonly value: string; readonly end: number };

function quotedField(text: string, from: number): Field | 'quote_not_closed' {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end === -1) return 'quote_not_closed';
  return { value: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function plainField(text: string, from: number, delimiter: string): Field | 'quote_misplaced' {
  const found = text.indexOf(delimiter, from);
  const end = found === -1 ? text.length : found;
  const value = text.slice(from, end);
  return value.includes('"') ? 'quote_misplaced' : { value, end };
}
