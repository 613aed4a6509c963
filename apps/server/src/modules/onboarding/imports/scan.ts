import { linesOf } from './lines.ts';
import type { ImportMapping } from './mapping.ts';
import { ProblemList } from './problem-list.ts';
import { recordReader } from './records.ts';
import { columnsOf, rowCheck, type TimeBounds } from './row-check.ts';
import type { SourceFile } from './source-file.ts';
import { BytePage } from './byte-page.ts';
import { type CopyLineOptions, copyLineWriter } from './staged-row.ts';

export type ScanProgress = { readonly rowsRead: number; readonly bytesRead: number; readonly sizeBytes: number };

/** What the reading found; complete when the last row was taken from `rows`. */
export type Scan = {
  /** The good rows in COPY's text format, many at a time. */
  readonly rows: AsyncIterable<Buffer>;
  readonly problems: ProblemList;
  readonly tally: RowTally;
  /** Rows of the file, good and bad; without header and blank lines. */
  rowsRead(): number;
};

export type ScanOptions = CopyLineOptions & {
  readonly source: SourceFile;
  readonly mapping: ImportMapping;
  readonly bounds: TimeBounds;
  readonly onProgress: (progress: ScanProgress) => void;
};

/** Reads a file and checks every row. The file is read once, while `rows` is being taken. */
export function scanFile(options: ScanOptions): Scan {
  const problems = new ProblemList();
  const tally = new RowTally();
  const rowsRead = () => tally.rows + problems.rows;
  return { rows: goodRows(options, problems, tally, rowsRead), problems, tally, rowsRead };
}

async function* goodRows(
  options: ScanOptions,
  problems: ProblemList,
  tally: RowTally,
  rowsRead: () => number,
): AsyncGenerator<Buffer> {
  const { source, mapping, bounds, onProgress } = options;
  const columns = columnsOf(mapping);
  const check = rowCheck(mapping, columns, bounds, problems);
  const write = copyLineWriter(options);
  const page = new BytePage();
  const reader = recordReader(mapping, columns, problems, (row) => {
    const staged = check(row);
    if (staged === undefined) return;
    tally.add(staged.event?.atMs);
    page.append(write(staged));
  });
  for await (const lines of linesOf(source.chunks())) {
    for (const line of lines) reader.take(line);
    onProgress({ rowsRead: rowsRead(), bytesRead: source.bytesRead(), sizeBytes: source.sizeBytes });
    yield* page.take();
  }
  reader.end();
  yield* page.take();
}

/** Counts good rows and the time they span. */
export class RowTally {
  rows = 0;
  events = 0;
  #firstMs = Number.POSITIVE_INFINITY;
  #lastMs = Number.NEGATIVE_INFINITY;

  add(atMs: number | undefined): void {
    this.rows += 1;
    if (atMs === undefined) return;
    this.events += 1;
    if (atMs < this.#firstMs) this.#firstMs = atMs;
    if (atMs > this.#lastMs) this.#lastMs = atMs;
  }

  /** From the first event to the last; null where there is none. */
  span(): { readonly first: Date; readonly last: Date } | null {
    return this.events === 0 ? null : { first: new Date(this.#firstMs), last: new Date(this.#lastMs) };
  }
}
