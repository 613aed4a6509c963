import { isPartOfWhole } from './ambient.ts';

/** Several batches go over several connections, so that the server reads the next while this process takes in the last. */
const MAX_BATCH = 25;

/** The statements behind look-ups of one sort. */
export type LookUps<Row> = {
  /** The rows of several keys, by key. A key that has none is left out. */
  readonly many: (keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>;
  /** The row of a key that nothing else is asked beside; `many` reads it where this is absent. */
  readonly one?: (key: string) => Promise<Row | undefined>;
};

type Waiting<Row> = {
  readonly key: string;
  readonly resolve: (row: Row | undefined) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Reads rows by key. What is asked for within one turn of the event loop becomes one statement, or several of at most 25
 * keys, because a round trip costs the same for one row as for twenty; a key asked for twice is read once. When a
 * statement fails, everybody who waits for it hears why; trying each key alone would
 * only load a database more that is in trouble already.
 *
 * @example const accounts = new LookUpBatch({ many: (ids) => readAccounts(database, ids) });
 *          const account = await accounts.find(id);
 */
export class LookUpBatch<Row> {
  readonly #lookUps: LookUps<Row>;
  #waiting: Waiting<Row>[] = [];

  constructor(lookUps: LookUps<Row>) {
    this.#lookUps = lookUps;
  }

  /** Undefined where there is no such row. */
  find(key: string): Promise<Row | undefined> {
    if (isPartOfWhole()) return this.#rowsOf([key]).then((rows) => rows.get(key));
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ key, resolve, reject });
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let at = 0; at < waiting.length; at += MAX_BATCH) void this.#read(waiting.slice(at, at + MAX_BATCH));
  }

  async #read(batch: readonly Waiting<Row>[]): Promise<void> {
    try {
      const keys = [...new Set(batch.map(({ key }) => key))];
      const rows = await this.#rowsOf(keys);
      for (const { key, resolve } of batch) resolve(rows.get(key));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async #rowsOf(keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const [key] = keys;
    const { one } = this.#lookUps;
    if (keys.length > 1 || key === undefined || one === undefined) return this.#lookUps.many(keys);
    const row = await one(key);
    return row === undefined ? new Map() : new Map([[key, row]]);
  }
}
