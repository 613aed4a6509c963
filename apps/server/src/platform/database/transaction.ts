import { pipeline } from 'node:stream/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  DummyDriver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  Transaction,
} from 'kysely';
import type pg from 'pg';
import { from as copyFromStream } from 'pg-copy-streams';
import { DatabaseRefusal } from './refusal.ts';
import type { Tables } from './tables.ts';

/** SQL prepared once per connection under its name; the same name always means the same text. */
export type Statement = { readonly name: string; readonly text: string };

/** A value that can be bound to a parameter. Objects are sent as JSON; arrays as PostgreSQL arrays. */
export type Value = string | number | bigint | boolean | null | undefined | Date | Buffer | object;

/** What tenant and system transactions have in common. Usable until the function it was given to settles. */
export type Tx = {
  /** Kysely on this transaction's connection. */
  readonly query: Kysely<Tables>;
  /** Runs a prepared statement and returns its rows. */
  run<Row extends object>(statement: Statement, values?: readonly Value[]): Promise<Row[]>;
  /** Feeds `COPY … FROM STDIN`. PostgreSQL refuses it on tables with row-level security: copy into a temporary one. */
  copyFrom(text: string, source: AsyncIterable<string | Uint8Array>): Promise<void>;
  /**
   * Calls `hook` once the commit is acknowledged: to forget what was remembered of the rows. Not after a roll-back, but as
   * part of a whole (`Database.asOne`) also when its section ends and when it is undone. It must not throw.
   */
  afterCommit(hook: () => void): void;
  /** Wakes listeners of `channel` soon after the commit. Many wakings close together become one. */
  wakeAfterCommit(channel: string): void;
};

declare const tenantBrand: unique symbol;
declare const systemBrand: unique symbol;

/** A transaction that sees the rows of one organization. Only `database.asTenant` makes one. */
export type TenantTx = Tx & { readonly orgId: string; readonly [tenantBrand]: true };

/** A transaction that sees the rows of every organization. Only `database.asSystem` makes one. */
export type SystemTx = Tx & { readonly [systemBrand]: true };

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();
const driver = new DummyDriver();
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
};

/** The working side of a Tx: one checked-out connection between BEGIN and COMMIT. */
export class OpenTransaction implements Tx {
  readonly orgId: string | undefined;
  readonly #client: pg.PoolClient;
  readonly #prepared: boolean;
  readonly #wake: (channel: string) => void;
  readonly #hooks: (() => void)[] = [];
  readonly #channels = new Set<string>();
  #query: Kysely<Tables> | undefined;
  #over = false;

  constructor(options: { client: pg.PoolClient; orgId?: string; prepared: boolean; wake: (channel: string) => void }) {
    this.#client = options.client;
    this.orgId = options.orgId;
    this.#prepared = options.prepared;
    this.#wake = options.wake;
  }

  get query(): Kysely<Tables> {
    this.#query ??= kyselyOn({
      executeQuery: (compiled) => this.#execute(compiled),
      streamQuery: () => {
        throw new Error('queries are not streamed inside a transaction: read by pages');
      },
    });
    return this.#query;
  }

  async run<Row extends object>(statement: Statement, values: readonly Value[] = []): Promise<Row[]> {
    this.#assertOpen();
    const name = this.#prepared ? statement.name : undefined;
    const result = await this.#client.query<Row>({ name, text: statement.text, values: [...values] });
    return result.rows;
  }

  async copyFrom(text: string, source: AsyncIterable<string | Uint8Array>): Promise<void> {
    this.#assertOpen();
    // COPY takes over the connection, which a pipelining client refuses. Nothing else is in flight once this answers.
    await this.#client.query('SELECT');
    const client = this.#client as { pipeline: boolean };
    client.pipeline = false;
    try {
      await pipeline(source, this.#client.query(copyFromStream(text)));
    } finally {
      client.pipeline = true;
    }
  }

  afterCommit(hook: () => void): void {
    this.#assertOpen();
    this.#hooks.push(hook);
  }

  wakeAfterCommit(channel: string): void {
    this.#assertOpen();
    this.#channels.add(channel);
  }

  /** After this every use is refused: the connection may already serve another tenant. */
  close(): void {
    this.#over = true;
  }

  runHooks(): void {
    for (const hook of this.#hooks) hook();
  }

  committed(): void {
    this.runHooks();
    for (const channel of this.#channels) this.#wake(channel);
  }

  async #execute<Row>(compiled: CompiledQuery): Promise<QueryResult<Row>> {
    this.#assertOpen();
    const result = await this.#client.query(compiled.sql, [...compiled.parameters]);
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
  }

  #assertOpen(): void {
    if (this.#over) {
      throw new DatabaseRefusal('transaction_over', 'The transaction is over: a query was not awaited inside it.');
    }
  }
}

function kyselyOn(connection: DatabaseConnection): Kysely<Tables> {
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  });
  return new Transaction<Tables>({ config: { dialect }, dialect, driver, executor });
}
