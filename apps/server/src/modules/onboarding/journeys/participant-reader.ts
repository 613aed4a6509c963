import type { Environment } from '@stepwell/contract';
import type { Database, Statement } from '../../../platform/database/index.ts';
import type { ParticipantAddress } from './snapshot.ts';

/** Several batches go over several connections, so that the server reads the next while this process takes in the last. */
const MAX_BATCH = 25;

type Waiting<Row> = {
  readonly externalId: string;
  readonly resolve: (row: Row | undefined) => void;
  readonly reject: (error: unknown) => void;
};
type Queue<Row> = { readonly orgId: string; readonly environment: Environment; waiting: Waiting<Row>[] };

/**
 * Reads one row for each participant. What is asked for within one turn of the event loop becomes one statement per
 * organization and environment, and the same participant asked for twice is read once.
 */
export class ParticipantReader<Row extends { external_id: string }> {
  readonly #database: Pick<Database, 'hotStatement'>;
  readonly #statement: Statement;
  readonly #queues = new Map<string, Queue<Row>>();

  /** The statement takes an organization, an environment and a list of external ids. */
  constructor(database: Pick<Database, 'hotStatement'>, statement: Statement) {
    this.#database = database;
    this.#statement = statement;
  }

  /** Undefined where nobody has the id. */
  read({ orgId, environment, externalId }: ParticipantAddress): Promise<Row | undefined> {
    return new Promise((resolve, reject) => {
      const key = `${environment} ${orgId}`;
      let queue = this.#queues.get(key);
      if (!queue) {
        queue = { orgId, environment, waiting: [] };
        this.#queues.set(key, queue);
        setImmediate(() => this.#flush(key));
      }
      queue.waiting.push({ externalId, resolve, reject });
    });
  }

  #flush(key: string): void {
    const queue = this.#queues.get(key);
    if (!queue) return;
    this.#queues.delete(key);
    for (let at = 0; at < queue.waiting.length; at += MAX_BATCH) {
      void this.#readBatch(queue, queue.waiting.slice(at, at + MAX_BATCH));
    }
  }

  async #readBatch({ orgId, environment }: Queue<Row>, batch: readonly Waiting<Row>[]): Promise<void> {
    try {
      const ids = [...new Set(batch.map((waiting) => waiting.externalId))];
      const rows = await this.#database.hotStatement<Row>(orgId, this.#statement, [orgId, environment, ids]);
      const byId = new Map(rows.map((row) => [row.external_id, row]));
      for (const waiting of batch) waiting.resolve(byId.get(waiting.externalId));
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }
}
