import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Application, compose } from '../../apps/server/src/main/compose.ts';
import { readConfig } from '../../apps/server/src/main/config.ts';
import { keepPartitionsAhead } from '../../apps/server/src/modules/insight/events/index.ts';
import { type Clock, systemClock } from '../../apps/server/src/platform/clock/index.ts';
import {
  type Database,
  discardEmbeddedDatabase,
  migrate,
  openDatabase,
  silentLog,
  startEmbeddedDatabase,
} from '../../apps/server/src/platform/database/index.ts';
import { LIMITS, type LimitTable } from '../../apps/server/src/platform/limits/index.ts';

/** Seals secrets alike in every process of a run. */
const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
/** The default of the configuration. */
const POOL_SIZE = 10;
/** What is measured is the work behind the limits, by more calls than one person would be let make. */
export const RAISED_LIMITS = Object.fromEntries(
  Object.keys(LIMITS).map((name) => [name, { count: 1_000_000_000, windowSeconds: 60 }]),
) as LimitTable;

/** An embedded database of one's own with the settings that `npm start` gives it: durable, on disk. */
export type Ground = {
  /** The owner's address, who stands above row-level security. */
  readonly ownerUrl: string;
  /** Runs SQL as the owner. */
  asOwner<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Stops the server and removes its data. */
  clear(): Promise<void>;
};

export async function prepareGround(): Promise<Ground> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stepwell-bench-'));
  const server = await startEmbeddedDatabase({ dataDir, log: silentLog });
  await migrate(server.ownerUrl);
  return {
    ownerUrl: server.ownerUrl,
    asOwner: (text, values) => queryAsOwner(server.ownerUrl, text, values),
    async clear() {
      await server.stop();
      await discardEmbeddedDatabase(dataDir);
    },
  };
}

async function queryAsOwner<Row extends object>(
  url: string,
  text: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(text, values === undefined ? undefined : [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

/** The application over a database, as `serve` composes it except for the raised limits. `watch` may look on at its statements. */
export async function openApplication(
  ownerUrl: string,
  {
    clock = systemClock,
    watch = (database) => database,
  }: { clock?: Clock; watch?: (database: Database) => Database } = {},
): Promise<{ application: Application; database: Database; close: () => Promise<void> }> {
  const database = watch(
    await openDatabase({ url: ownerUrl, poolSize: POOL_SIZE, log: silentLog, clock: systemClock }),
  );
  const application = applicationOver(database, clock);
  await keepPartitionsAhead({ database, clock: systemClock });
  return {
    application,
    database,
    async close() {
      await application.stop();
      await database.close();
    },
  };
}

/** As a process that has just begun has it: nothing is remembered. */
export function applicationOver(database: Database, clock: Clock): Application {
  const config = readConfig({ SECRET_KEY, PUBLIC_URL: 'https://onboarding.example.com' });
  return compose({ config, log: silentLog, database, clock, limits: RAISED_LIMITS });
}
