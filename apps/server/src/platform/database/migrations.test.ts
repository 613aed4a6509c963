import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../../testing/template-database.ts';
import { systemClock } from '../clock/index.ts';
import { migrate, openDatabase, pendingMigrations, silentLog } from './index.ts';
import { applicationUrl } from './roles.ts';

/** Each test has its own files and, beside the migrated database, its own empty one. */
const db = await createTestDatabase();
let emptyUrl: string;
let directory: string;
let made = 0;

beforeEach(async () => {
  made += 1;
  directory = await mkdtemp(join(tmpdir(), 'migrations-test-'));
  const name = `${new URL(db.ownerUrl).pathname.slice(1)}_${made}`;
  await db.asOwner(`CREATE DATABASE "${name}"`);
  const url = new URL(db.ownerUrl);
  url.pathname = `/${name}`;
  emptyUrl = url.href;
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  await db.asOwner(`DROP DATABASE "${new URL(emptyUrl).pathname.slice(1)}" WITH (FORCE)`);
});
afterAll(() => db.drop());

const file = (name: string, sql: string) => writeFile(join(directory, name), sql);

async function query(url: string, text: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('files are applied once and in order, with progress', async () => {
  await file('0002_fill.sql', 'insert into things values (1)');
  await file('0001_things.sql', 'create table things (id int)');
  const progress: string[] = [];
  const onProgress = (step: { name: string; index: number; total: number }) =>
    void progress.push(`${step.name} ${step.index}/${step.total}`);
  expect(await pendingMigrations(emptyUrl, directory)).toMatchObject([{ version: 1 }, { version: 2 }]);
  expect(await migrate(emptyUrl, { directory, onProgress })).toEqual([1, 2]);
  expect(await migrate(emptyUrl, { directory, onProgress })).toEqual([]);
  expect(await pendingMigrations(emptyUrl, directory)).toEqual([]);
  expect(progress).toEqual(['things 1/2', 'fill 2/2']);
  expect(await query(emptyUrl, 'select * from things')).toEqual([{ id: 1 }]);
});

test('several processes migrating at once apply each file once', async () => {
  await file('0001_things.sql', 'create table things (id int); select pg_sleep(0.1)');
  await file('0002_fill.sql', 'insert into things values (1)');
  await file('0003_index.sql', '-- no-transaction\ncreate index concurrently things_id on things (id);\n');
  const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(emptyUrl, { directory })));
  expect(runs.flat()).toEqual([1, 2, 3]);
  expect(await query(emptyUrl, 'select * from things')).toEqual([{ id: 1 }]);
});

test('a file that fails leaves nothing of itself and names its reason', async () => {
  await file('0001_things.sql', 'create table things (id int)');
  await file('0002_broken.sql', 'insert into things values (1); select 1 / 0');
  await expect(migrate(emptyUrl, { directory })).rejects.toMatchObject({
    code: 'migration_failed',
    message: 'Migration 2 broken failed: division by zero',
  });
  expect(await query(emptyUrl, 'select * from things')).toEqual([]);
  expect(await pendingMigrations(emptyUrl, directory)).toMatchObject([{ version: 2 }]);
});

test('an applied file that was changed since is refused', async () => {
  await file('0001_things.sql', 'create table things (id int)');
  await migrate(emptyUrl, { directory });
  await file('0001_things.sql', 'create table things (id bigint)');
  await expect(migrate(emptyUrl, { directory })).rejects.toMatchObject({ code: 'migration_changed' });
});

test('a database with a migration the code does not know is refused, by the migration run and at the start', async () => {
  await db.asOwner("insert into schema_migrations (version, name, checksum) values (9000, 'from_the_future', 'x')");
  const newer = { code: 'database_newer_than_code', details: { version: 9000, name: 'from_the_future' } };
  await expect(migrate(db.ownerUrl)).rejects.toMatchObject(newer);
  const options = { url: db.ownerUrl, poolSize: 1, log: silentLog, clock: systemClock };
  await expect(openDatabase(options)).rejects.toMatchObject(newer);
  await db.asOwner('delete from schema_migrations where version = 9000');
});

test('a database with migrations still to come is not opened', async () => {
  const [last] = await db.asOwner<{ version: number }>('select max(version) as version from schema_migrations');
  const removed = await db.asOwner<{ version: number; name: string; checksum: string }>(
    'delete from schema_migrations where version = $1 returning version, name, checksum',
    [last?.version],
  );
  const options = { url: db.ownerUrl, poolSize: 1, log: silentLog, clock: systemClock };
  await expect(openDatabase(options)).rejects.toMatchObject({ code: 'database_not_migrated' });
  const { version, name, checksum } = removed[0] ?? { version: 0, name: '', checksum: '' };
  await db.asOwner('insert into schema_migrations values ($1, $2, $3)', [version, name, checksum]);
});

test('misnamed and doubly numbered files are refused', async () => {
  await file('0001_things.sql', 'select 1');
  await file('0001_others.sql', 'select 1');
  await expect(migrate(emptyUrl, { directory })).rejects.toMatchObject({ code: 'migration_numbering' });
  await rm(join(directory, '0001_others.sql'));
  await file('2_short.sql', 'select 1');
  await expect(migrate(emptyUrl, { directory })).rejects.toMatchObject({ code: 'migration_numbering' });
});

test('the application role may use tables of later migrations, and may neither alter them nor forge the ledger', async () => {
  await db.asOwner('create table later (id int generated always as identity, text text)');
  const appUrl = applicationUrl(db.ownerUrl);
  await query(appUrl, "insert into later (text) values ('x'); update later set text = 'y'; delete from later");
  await expect(query(appUrl, 'alter table later add column more int')).rejects.toMatchObject({ code: '42501' });
  await expect(query(appUrl, 'truncate later')).rejects.toMatchObject({ code: '42501' });
  await expect(query(appUrl, 'create table mine (id int)')).rejects.toMatchObject({ code: '42501' });
  await expect(query(appUrl, 'delete from schema_migrations')).rejects.toMatchObject({ code: '42501' });
  await expect(query(appUrl, "select admit_application_role('stepwell_app')")).rejects.toMatchObject({ code: '42501' });
});
