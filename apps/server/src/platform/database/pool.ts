import pg from 'pg';
import type { Log } from './log.ts';
import { DatabaseRefusal } from './refusal.ts';
import { pgCode } from './roles.ts';
import { valueParsers } from './value-parsers.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** A prepared statement of this connection has outlived its table's shape; the driver never prepares it anew. */
const STALE_STATEMENT = new Set(['0A000', '26000']);

/** Connections for transactions. They pipeline: what is sent without waiting is answered in one round trip. */
export function openPool(connectionString: string, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    pipeline: true,
    types: valueParsers,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'stepwell',
  });
  // Without a listener, a connection that the server closes would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  pool.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'a connection was lost')));
  return pool;
}

/** A COMMIT after a failed statement is answered with ROLLBACK and no error: the caller must not take it for success. */
export async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') {
    throw new DatabaseRefusal('transaction_aborted', 'A statement failed, was ignored, and nothing was committed.');
  }
}

/** Ends a transaction that failed with `error`. False when the connection must not be used again. */
export async function rolledBack(client: pg.PoolClient, error: unknown): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return !STALE_STATEMENT.has(pgCode(error));
  } catch {
    return false;
  }
}
