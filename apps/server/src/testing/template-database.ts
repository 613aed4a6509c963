import pg from 'pg';
import { inject } from 'vitest';
import { type Clock, systemClock } from '../platform/clock/index.ts';
import { type Database, openDatabase, silentLog } from '../platform/database/index.ts';
import { randomToken } from '../platform/ids/index.ts';
import type { TestServer } from './global-setup.ts';

export type TestDatabase = {
  database: Database;
  /** Address of this database as its owner, who stands above row-level security. */
  ownerUrl: string;
  /** Runs SQL as the owner, to look at or prepare what no tenant could. */
  asOwner<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Disconnects and removes the database. */
  drop(): Promise<void>;
};

export type TestDatabaseOptions = { clock?: Clock; poolSize?: number };

/** A database of one's own, cloned from the migrated template. Call `drop` in afterAll. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await testServer();
  const name = `test_${randomToken(9).toLowerCase().replaceAll('-', 'x')}`;
  await query(server.ownerUrl, `CREATE DATABASE "${name}" TEMPLATE ${server.template} STRATEGY FILE_COPY`);
  const url = new URL(server.ownerUrl);
  url.pathname = `/${name}`;
  const ownerUrl = url.href;
  const database = await openDatabase({
    url: ownerUrl,
    poolSize: options.poolSize ?? 5,
    log: silentLog,
    clock: options.clock ?? systemClock,
  });
  return {
    database,
    ownerUrl,
    asOwner: (text, values) => query(ownerUrl, text, values),
    async drop() {
      await database.close();
      await query(server.ownerUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

/** The server all test files of this run share. */
export async function testServer(): Promise<TestServer> {
  const response = await fetch(inject('testServerUrl'));
  const body = await response.text();
  if (!response.ok) throw new Error(`the test server did not start: ${body}`);
  return JSON.parse(body) as TestServer;
}

async function query<Row extends object>(url: string, text: string, values?: readonly unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(text, values === undefined ? undefined : [...values]);
    return rows;
  } finally {
    await client.end();
  }
}
