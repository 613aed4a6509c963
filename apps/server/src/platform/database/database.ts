import type { Clock } from '../clock/index.ts';
import type { Subscription } from './listener.ts';
import type { Log } from './log.ts';
import { PostgresDatabase } from './postgres-database.ts';
import { applicationUrl } from './roles.ts';
import type { Statement, SystemTx, TenantTx, Value } from './transaction.ts';

/** Why work reaches across tenants. A routine reason recurs by itself, e.g. polling, and is logged at debug. */
export type SystemReason = string | { readonly routine: string };

export type Database = {
  /** Runs `fn` in one transaction that sees and writes only the rows of `orgId`. Never inside another one. */
  asTenant<T>(orgId: string, fn: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** Runs `fn` in one transaction across all tenants; `reason` is logged. Never inside another one. */
  asSystem<T>(reason: SystemReason, fn: (tx: SystemTx) => Promise<T>): Promise<T>;
  /**
   * Makes one transaction of all that `fn` does through this database, whatever transactions it opens: each becomes a
   * section with its own scope, undone alone when it fails, and all are committed when `fn` returns or undone when it throws.
   * It holds a connection all the while, so that only half of them serve wholes at once.
   */
  asOne<T>(fn: () => Promise<T>): Promise<T>;
  /** One statement in a transaction of its own as `orgId`, in one round trip. Rows come back once it is committed. */
  hotStatement<Row extends object>(orgId: string, statement: Statement, values?: readonly Value[]): Promise<Row[]>;
  /** Like `hotStatement`, across all tenants: for finding out whose a token or key is. */
  hotSystemStatement<Row extends object>(
    reason: SystemReason,
    statement: Statement,
    values?: readonly Value[],
  ): Promise<Row[]>;
  /** Calls `onNotify` on each waking of `channel`, and after a lost connection came back. Poll as well. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<Subscription>;
  /** Wakes listeners of `channel` in every process, outside any transaction. */
  wake(channel: string): void;
  /** Milliseconds of one round trip; rejects when the database cannot be reached. */
  ping(): Promise<number>;
  /** Connections of the pool, for metrics. */
  poolUse(): { total: number; idle: number; waiting: number; limit: number };
  /** Waits for running transactions, then disconnects. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** The owner's address. Used only to derive the application role's address; migrations run by `migrate`. */
  url: string;
  /** The application role's address, when it was made by hand. */
  appUrl?: string;
  /** Where LISTEN works, when `url` leads to PgBouncer in transaction mode. Signs in as the application role. */
  listenUrl?: string;
  poolSize: number;
  /** Connections for hot statements, opened as load asks for them. */
  hotLanes?: number;
  /** False behind PgBouncer in transaction mode, where named prepared statements fail. */
  preparedStatements?: boolean;
  log: Log;
  clock: Clock;
};

/** Connects as the application role. Refuses a role above row security, old servers and pending migrations. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = new PostgresDatabase(options, applicationUrl(options.url, options.appUrl));
  try {
    await database.check();
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}
