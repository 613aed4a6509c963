import { type Database, LookUpBatch, type Statement } from '../../../platform/database/index.ts';
import type { ParticipantAddress } from './snapshot.ts';

type Whereabouts = Omit<ParticipantAddress, 'externalId'>;

/**
 * Reads one row for each participant. What is asked for within one turn of the event loop becomes one statement per
 * organization and environment, and the same participant asked for twice is read once.
 */
export class ParticipantReader<Row extends { external_id: string }> {
  readonly #database: Pick<Database, 'hotStatement'>;
  readonly #statement: Statement;
  readonly #batches = new Map<string, LookUpBatch<Row>>();

  /** The statement takes an organization, an environment and a list of external ids. */
  constructor(database: Pick<Database, 'hotStatement'>, statement: Statement) {
    this.#database = database;
    this.#statement = statement;
  }

  /** Undefined where nobody has the id. */
  read({ orgId, environment, externalId }: ParticipantAddress): Promise<Row | undefined> {
    return this.#batchIn({ orgId, environment }).find(externalId);
  }

  /** Kept for one turn, so that organizations nobody asks about any more leave nothing behind. */
  #batchIn(whereabouts: Whereabouts): LookUpBatch<Row> {
    const key = `${whereabouts.environment} ${whereabouts.orgId}`;
    const known = this.#batches.get(key);
    if (known) return known;
    const batch = new LookUpBatch<Row>({ many: (externalIds) => this.#rowsOf(whereabouts, externalIds) });
    this.#batches.set(key, batch);
    setImmediate(() => this.#batches.delete(key));
    return batch;
  }

  async #rowsOf({ orgId, environment }: Whereabouts, externalIds: readonly string[]): Promise<Map<string, Row>> {
    const rows = await this.#database.hotStatement<Row>(orgId, this.#statement, [orgId, environment, externalIds]);
    return new Map(rows.map((row) => [row.external_id, row]));
  }
}
