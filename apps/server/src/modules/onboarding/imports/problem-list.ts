import type { RowProblem } from './errors.ts';

const MAX_LISTED = 1_000;
const EXCERPT = 80;

/** What is wrong with a file's rows: all of it counted, the first thousand kept word for word. */
export class ProblemList {
  readonly listed: RowProblem[] = [];
  /** Things wrong. */
  total = 0;
  /** Rows with something wrong. Rows are looked at one after the other. */
  rows = 0;
  #lastLine = 0;

  add(line: number, column: string | null, value: unknown, code: string, message: string): void {
    this.total += 1;
    if (line !== this.#lastLine) this.rows += 1;
    this.#lastLine = line;
    if (this.listed.length < MAX_LISTED) this.listed.push({ line, column, value: excerpt(value), code, message });
  }
}

function excerpt(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}
