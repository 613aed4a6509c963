import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import {
  DatabaseRefusal,
  discardEmbeddedDatabase,
  migrate,
  silentLog,
  startEmbeddedDatabase,
} from '../platform/database/index.ts';

export type TestServer = {
  /** Address of the server as its owner, without a database. */
  ownerUrl: string;
  /** A migrated database to clone. */
  template: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for the test server. */
    testServerUrl: string;
  }
}

const FOLDER = 'stepwell-test-';
/** Every test file of a wide machine keeps a pool of its own. */
const SETTINGS = { max_connections: '500' };

/**
 * Offers one PostgreSQL to all test files of a run. It is started when the first file asks, so that a run without
 * database tests pays nothing. STEPWELL_TEST_DATABASE_URL puts another server in its place.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<TestServer & { stop(): Promise<void> }> | undefined;
  const door = createServer((_request, response) => {
    started ??= startTestServer();
    started.then(
      ({ ownerUrl, template }) => response.end(JSON.stringify({ ownerUrl, template })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(door.listen(0, '127.0.0.1'), 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  project.provide('testServerUrl', `http://127.0.0.1:${address.port}`);
  return async () => {
    door.close();
    await started?.then(
      (server) => server.stop(),
      () => undefined,
    );
  };
}

async function startTestServer(): Promise<TestServer & { stop(): Promise<void> }> {
  const external = process.env['STEPWELL_TEST_DATABASE_URL'];
  const server = external === undefined ? await startEmbeddedServer() : { ownerUrl: external, stop: async () => {} };
  const template = `stepwell_template_${process.pid}`;
  await onServer(server.ownerUrl, `DROP DATABASE IF EXISTS ${template}`, `CREATE DATABASE ${template}`);
  const url = new URL(server.ownerUrl);
  url.pathname = `/${template}`;
  await migrate(url.href);
  return {
    ownerUrl: server.ownerUrl,
    template,
    async stop() {
      await onServer(server.ownerUrl, `DROP DATABASE ${template} WITH (FORCE)`);
      await server.stop();
    },
  };
}

async function startEmbeddedServer(): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  await discardAbandoned();
  const dataDir = await mkdtemp(join(tmpdir(), FOLDER));
  const server = await startEmbeddedDatabase({ dataDir, log: silentLog, durable: false, settings: SETTINGS });
  return {
    ownerUrl: server.ownerUrl,
    async stop() {
      await server.stop();
      await discardEmbeddedDatabase(dataDir);
    },
  };
}

/** A run that was killed leaves its server behind. A folder without a lock may be another run's, just made. */
async function discardAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER));
  for (const folder of names.map((name) => join(tmpdir(), name)).filter((path) => existsSync(join(path, 'lock')))) {
    await discardEmbeddedDatabase(folder).catch((error: unknown) => {
      if (!(error instanceof DatabaseRefusal)) throw error;
    });
  }
}

async function onServer(ownerUrl: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
