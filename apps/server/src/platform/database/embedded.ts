import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './embedded/binaries.ts';
import { ensureCluster, OWNER_ROLE, ownerPassword } from './embedded/cluster.ts';
import { stopLeftover } from './embedded/leftover.ts';
import { lockDataFolder } from './embedded/lock.ts';
import { makeDataFolder, type Place, preparePlace } from './embedded/place.ts';
import { type RunningServer, startServer } from './embedded/server.ts';
import type { Log } from './log.ts';

export type EmbeddedOptions = {
  /** Our folder: PGDATA, the owner's password, the log and the runtime file go below it. */
  dataDir: string;
  log: Log;
  /** Called with a short sentence before each part that takes time. */
  onProgress?: (message: string) => void;
  /** Server settings over the defaults, e.g. for tests. */
  settings?: Readonly<Record<string, string>>;
  /** False when the data may be lost with the machine, as in tests. */
  durable?: boolean;
};

export type EmbeddedDatabase = { ownerUrl: string; stop(): Promise<void> };

const DATABASE = 'stepwell';
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_connections: '100',
  log_timezone: 'UTC',
  timezone: 'UTC',
  password_encryption: 'scram-sha-256',
};
const EPHEMERAL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts a PostgreSQL of our own on a free loopback port, making its data on the first start. It stops with `stop`;
 * should this process be killed first, the next start stops what is left and recovers.
 *
 * Throws DatabaseRefusal: `database_in_use`, `data_directory_version`, `data_directory_not_writable`,
 * `no_unprivileged_os_user`, `platform_unsupported`, `database_start_failed`.
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  await makeDataFolder(dataDir);
  const unlock = await lockDataFolder(dataDir);
  try {
    const place = await preparePlace(dataDir, await findBinaries());
    const server = await bringUp(place, options);
    const ownerUrl = await ensureDatabase(place, server);
    await writeRuntimeFile(place, server);
    options.log.info({ port: server.port, home: place.home }, 'embedded database is ready');
    return { ownerUrl, stop: once(() => shutDown(place, server, unlock)) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Removes a data folder whose process is gone, with the server it may have left. Throws `database_in_use`. */
export async function discardEmbeddedDatabase(dataDir: string): Promise<void> {
  await lockDataFolder(dataDir);
  const place = await preparePlace(resolve(dataDir), await findBinaries());
  await stopLeftover(place.pgdata);
  await rm(place.home, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

async function bringUp(place: Place, options: EmbeddedOptions): Promise<RunningServer> {
  if (await stopLeftover(place.pgdata))
    options.log.warn({}, 'stopped a database server that an earlier run left behind');
  const durable = options.durable ?? true;
  options.onProgress?.('Preparing the database');
  await ensureCluster(place, durable);
  options.onProgress?.('Starting the database');
  return startServer(place, { ...SETTINGS, ...(durable ? {} : EPHEMERAL), ...options.settings });
}

async function ensureDatabase(place: Place, server: RunningServer): Promise<string> {
  const url = new URL(`postgres://127.0.0.1:${server.port}/postgres`);
  url.username = OWNER_ROLE;
  url.password = await ownerPassword(place.home);
  const client = new pg.Client({ connectionString: url.href });
  try {
    await client.connect();
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rows.length === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await client.end();
  }
  url.pathname = `/${DATABASE}`;
  return url.href;
}

/** For people and tools that want to look in: where the server is, without its password. */
async function writeRuntimeFile(place: Place, server: RunningServer): Promise<void> {
  const facts = { host: '127.0.0.1', port: server.port, database: DATABASE, user: OWNER_ROLE, pid: server.pid };
  await writeFile(runtimeFile(place), `${JSON.stringify(facts, null, 2)}\n`);
}

async function shutDown(place: Place, server: RunningServer, unlock: () => Promise<void>): Promise<void> {
  await server.stop();
  await rm(runtimeFile(place), { force: true });
  await unlock();
}

function runtimeFile(place: Place): string {
  return join(place.home, 'runtime.json');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
