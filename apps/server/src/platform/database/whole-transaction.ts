import type pg from 'pg';
import { ambient } from './ambient.ts';
import { DatabaseRefusal } from './refusal.ts';
import type { OpenTransaction } from './transaction.ts';

/** Whose rows a section sees: one organization's, or everybody's. */
export type SectionScope = { readonly orgId: string } | 'system';

/**
 * One transaction on one connection that stands for several, each a section of it between savepoints. Sections take turns,
 * keep to their own scope, and are undone alone when they fail; nothing is there for others before the whole is committed.
 */
export class WholeTransaction {
  readonly #client: pg.PoolClient;
  readonly #open: (client: pg.PoolClient, orgId: string | undefined) => OpenTransaction;
  readonly #kept: OpenTransaction[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #sections = 0;
  #over = false;

  constructor(client: pg.PoolClient, open: (client: pg.PoolClient, orgId: string | undefined) => OpenTransaction) {
    this.#client = client;
    this.#open = open;
  }

  get isOver(): boolean {
    return this.#over;
  }

  section<T>(scope: SectionScope, fn: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    const result = this.#turn.then(() => this.#run(scope, fn));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Waits for sections that nobody waited for; from then on there are no more. */
  async end(): Promise<void> {
    let seen: Promise<unknown>;
    do {
      seen = this.#turn;
      await seen;
    } while (seen !== this.#turn);
    this.#over = true;
  }

  committed(): void {
    for (const tx of this.#kept) tx.committed();
  }

  /** What was remembered of rows that are not there after all is forgotten. */
  undone(): void {
    for (const tx of this.#kept) tx.runHooks();
  }

  async #run<T>(scope: SectionScope, fn: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    this.#sections += 1;
    const savepoint = `section_${this.#sections}`;
    const tx = this.#open(this.#client, scope === 'system' ? undefined : scope.orgId);
    const store = { whole: this, isSectionOpen: true };
    const begun = this.#client.query(`SAVEPOINT ${savepoint}; ${settingsOf(scope)}`);
    try {
      const [result] = await Promise.all([ambient.run(store, () => fn(tx)), begun]);
      tx.close();
      await this.#release(savepoint);
      this.#kept.push(tx);
      // What comes next in the whole must not be answered from memories of before.
      tx.runHooks();
      return result;
    } catch (error) {
      tx.close();
      // Where this fails too, the connection is lost, and so is the whole: its commit will say so.
      await this.#client.query(`ROLLBACK TO SAVEPOINT ${savepoint}`).catch(() => undefined);
      throw error;
    } finally {
      store.isSectionOpen = false;
    }
  }

  /** Fails where a statement of the section failed and nobody minded, as a commit would. */
  async #release(savepoint: string): Promise<void> {
    try {
      await this.#client.query(`RELEASE SAVEPOINT ${savepoint}`);
    } catch (error) {
      throw new DatabaseRefusal(
        'transaction_aborted',
        'A statement failed, was ignored, and nothing was committed.',
        {},
        error,
      );
    }
  }
}

/** The id was checked to be a UUID. What one section may see, the next may not. */
function settingsOf(scope: SectionScope): string {
  const [orgId, system] = scope === 'system' ? ['', 'on'] : [scope.orgId, ''];
  return `SELECT set_config('app.org_id', '${orgId}', true), set_config('app.system', '${system}', true)`;
}
