import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from './embedded/process-identity.ts';
import { discardEmbeddedDatabase, type EmbeddedDatabase, silentLog, startEmbeddedDatabase } from './index.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dataDir: string;
let running: EmbeddedDatabase[] = [];
let children: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-test-'));
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) await kill(child, 'SIGKILL');
  for (const server of running) await server.stop();
  running = [];
  children = [];
  await discardEmbeddedDatabase(dataDir);
});

async function start(): Promise<EmbeddedDatabase> {
  const server = await startEmbeddedDatabase({ dataDir, log: silentLog, durable: false });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(join(dataDir, 'pgdata', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Another process that holds the database of `dataDir` until it is killed. */
async function startInOtherProcess(): Promise<ChildProcess> {
  const door = new URL('./index.ts', import.meta.url).href;
  const program = `
    import { silentLog, startEmbeddedDatabase } from ${JSON.stringify(door)};
    await startEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)}, log: silentLog, durable: false });
    process.stdout.write('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

test('the first start makes a database, later ones find its data, and stopping leaves no process or lock', async () => {
  const first = await start();
  await query(first.ownerUrl, 'create table kept (id int); insert into kept values (7)');
  const pid = await postmasterPid();
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  expect((await readdir(dataDir)).toSorted()).toEqual(['owner-password', 'pgdata', 'postgres.log']);
  expect(existsSync(join(dataDir, 'pgdata', 'postmaster.pid'))).toBe(false);
  const second = await start();
  expect(await query(second.ownerUrl, 'select id from kept')).toEqual([{ id: 7 }]);
});

test('it is an UTF-8 database with checksums, reached over loopback with a password only', async () => {
  const { ownerUrl } = await start();
  const settings = `select current_setting('listen_addresses') as listen, current_setting('data_checksums') as checksums,
    current_setting('server_encoding') as encoding, current_setting('unix_socket_directories') as sockets,
    (select datlocale from pg_database where datname = current_database()) as locale`;
  expect(await query(ownerUrl, settings)).toEqual([
    { listen: '127.0.0.1', checksums: 'on', encoding: 'UTF8', sockets: '', locale: 'C.UTF-8' },
  ]);
  const wrong = new URL(ownerUrl);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('the password lies in one private file and nowhere else', async () => {
  const { ownerUrl } = await start();
  const file = join(dataDir, 'owner-password');
  const password = new URL(ownerUrl).password;
  expect(await readFile(file, 'utf8')).toBe(password);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  for (const name of ['runtime.json', 'postgres.log', 'lock', 'pgdata/postmaster.opts']) {
    expect(await readFile(join(dataDir, name), 'utf8')).not.toContain(password);
  }
});

test('a second start on the same folder is refused while the first one lives', async () => {
  await start();
  await expect(start()).rejects.toMatchObject({ code: 'database_in_use', details: { pid: process.pid } });
  const other = join(dataDir, 'other');
  const beside = await startEmbeddedDatabase({ dataDir: other, log: silentLog, durable: false });
  await beside.stop();
});

test('of several starts at the same moment, in a folder with a stale lock, one gets the database', async () => {
  await writeFile(join(dataDir, 'lock'), JSON.stringify({ pid: 2 ** 22 - 1, startedAt: 'long ago' }));
  const outcomes = await Promise.allSettled([start(), start(), start(), start()]);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.map(({ reason }) => reason.code)).toEqual(['database_in_use', 'database_in_use', 'database_in_use']);
});

test('after kill -9 the next start stops the server left behind and recovers what was committed', async () => {
  const child = await startInOtherProcess();
  const { port } = JSON.parse(await readFile(join(dataDir, 'runtime.json'), 'utf8')) as { port: number };
  const password = await readFile(join(dataDir, 'owner-password'), 'utf8');
  await query(`postgres://stepwell:${password}@127.0.0.1:${port}/stepwell`, 'create table kept as select 9 as id');
  const orphan = await postmasterPid();
  await kill(child, 'SIGKILL');
  expect(isAlive(orphan)).toBe(true);
  const { ownerUrl } = await start();
  expect(isAlive(orphan)).toBe(false);
  expect(await query(ownerUrl, 'select id from kept')).toEqual([{ id: 9 }]);
});

test('when process and server are both killed, the next start recovers', async () => {
  const child = await startInOtherProcess();
  const server = await postmasterPid();
  await kill(child, 'SIGKILL');
  process.kill(server, 'SIGKILL');
  const { ownerUrl } = await start();
  expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a process that ends without stopping its server takes it along', async () => {
  const child = await startInOtherProcess();
  const server = await postmasterPid();
  await kill(child, 'SIGTERM');
  const { ownerUrl } = await start();
  expect(isAlive(server)).toBe(false);
  expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a process that merely has the id of a dead server is left alone', async () => {
  const first = await start();
  await first.stop();
  const innocent = spawn('sleep', ['60']);
  children.push(innocent);
  await writeFile(join(dataDir, 'pgdata', 'postmaster.pid'), `${innocent.pid}\n${join(dataDir, 'pgdata')}\n`);
  await start();
  expect(isAlive(innocent.pid ?? 0)).toBe(true);
});

test('data of another major version is refused and left untouched', async () => {
  const first = await start();
  await first.stop();
  const version = join(dataDir, 'pgdata', 'PG_VERSION');
  await writeFile(version, '17\n');
  await expect(start()).rejects.toMatchObject({ code: 'data_directory_version', details: { found: 17, expected: 18 } });
  expect(await readFile(version, 'utf8')).toBe('17\n');
  expect(existsSync(join(dataDir, 'lock'))).toBe(false);
});

test('a first start that was interrupted is begun anew', async () => {
  const first = await start();
  await first.stop();
  await rm(join(dataDir, 'pgdata', 'PG_VERSION'));
  await rm(join(dataDir, 'pgdata'), { recursive: true });
  await writeFile(join(dataDir, 'pgdata.unfinished'), 'half made');
  const { ownerUrl } = await start();
  expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a server that cannot start says why, and gives the folder back', async () => {
  const bad = startEmbeddedDatabase({
    dataDir,
    log: silentLog,
    durable: false,
    settings: { shared_buffers: 'plenty' },
  });
  await expect(bad).rejects.toMatchObject({
    code: 'database_start_failed',
    message: expect.stringContaining('shared_buffers'),
  });
  await start();
});
