import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeNotesTable, ORG_A, ORG_B } from '../../testing/notes-table.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';
import { systemClock } from '../clock/index.ts';
import { openDatabase, silentLog } from './index.ts';

const TEXT = { name: 'note_text', text: 'select text from notes where id = $1' };
const INSERT = { name: 'note_insert', text: 'insert into notes (id, org_id, text) values ($1, $2, $3) returning id' };
const BROKEN = { name: 'broken', text: 'select nonsense from nowhere' };
const DIVIDE = { name: 'divide', text: 'select 10 / $1::int as quotient' };

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await makeNotesTable(db);
});
afterAll(() => db.drop());

test('an error surfaces with its code, undoes its statement and leaves the connection usable', async () => {
  const twice = { name: 'insert_then_fail', text: `with added as (${INSERT.text}) select 1 / ($4::int) from added` };
  await expect(db.database.hotStatement(ORG_A, twice, [50, ORG_A, 'x', 0])).rejects.toMatchObject({ code: '22012' });
  await expect(db.database.hotStatement(ORG_A, INSERT, [1, ORG_A, 'x'])).rejects.toMatchObject({
    code: '23505',
    constraint: 'notes_pkey',
    table: 'notes',
  });
  await expect(db.database.hotStatement(ORG_A, BROKEN)).rejects.toMatchObject({ code: '42P01' });
  expect(await db.database.hotStatement(ORG_A, TEXT, [1])).toEqual([{ text: 'a' }]);
  expect(await db.asOwner('select id from notes where id = 50')).toEqual([]);
});

test('failures among many statements in flight touch only themselves', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 300 }, (_, index) => {
      if (index % 5 === 0) return db.database.hotStatement(ORG_A, BROKEN);
      return db.database.hotStatement(index % 2 === 0 ? ORG_A : ORG_B, DIVIDE, [index % 3]);
    }),
  );
  for (const [index, outcome] of outcomes.entries()) {
    if (index % 5 === 0) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '42P01' } });
    else if (index % 3 === 0) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    else expect(outcome).toMatchObject({ value: [{ quotient: Math.trunc(10 / (index % 3)) }] });
  }
});

test('values of every kind survive the way there and back', async () => {
  const at = new Date('2026-05-06T07:08:09.123Z');
  const text = `select $1::text as text, $2::int as int, $3::boolean as bool, $4::timestamptz as at, $5::jsonb as json,
    $6::bytea as bytes, $7::text[] as texts, $8::int[] as ints, $9::uuid as uuid, $10::text as nothing, $11::bigint as big,
    $12::float8 as float, $13::date as date, $14::text[] as empty, $15::bytea[] as blobs`;
  const hard = 'naïve "quotes" \\ back, {braces} and 🪜';
  const values = [
    hard,
    -7,
    true,
    at,
    { deep: [1, { text: hard }] },
    Buffer.from([0, 255, 10]),
    [hard, null, 'NULL', ''],
    [1, null, 3],
    ORG_A,
    null,
    2n ** 40n,
    0.1,
    '2026-02-28',
    [],
    [Buffer.from([1, 2])],
  ];
  const expected = {
    text: hard,
    int: -7,
    bool: true,
    at,
    json: { deep: [1, { text: hard }] },
    bytes: Buffer.from([0, 255, 10]),
    texts: [hard, null, 'NULL', ''],
    ints: [1, null, 3],
    uuid: ORG_A,
    nothing: null,
    big: 2 ** 40,
    float: 0.1,
    date: '2026-02-28',
    empty: [],
    blobs: [Buffer.from([1, 2])],
  };
  expect(await db.database.hotStatement(ORG_A, { name: 'kinds', text }, values)).toEqual([expected]);
  expect(await db.database.asTenant(ORG_A, (tx) => tx.run({ name: 'kinds', text }, values))).toEqual([expected]);
});

test('answers larger than what the socket delivers at once arrive whole', async () => {
  const text = "select i, repeat('stepwell ', 20000) as text from generate_series(1, 30) i";
  const rows = await db.database.hotStatement<{ i: number; text: string }>(ORG_A, { name: 'large', text });
  expect(rows.map(({ i }) => i)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(rows.every((row) => row.text === 'stepwell '.repeat(20_000))).toBe(true);
  const echo = { name: 'echo', text: 'select $1::text as text' };
  const big = 'ladder 🪜 '.repeat(50_000);
  expect(await db.database.hotStatement(ORG_A, echo, [big])).toEqual([{ text: big }]);
});

test('a statement whose result changed shape is prepared anew', async () => {
  await db.asOwner('create table shifting (org_id uuid, a int)');
  await db.asOwner('alter table shifting enable row level security; alter table shifting force row level security');
  await db.asOwner('create policy tenant on shifting using (app_is_system() or org_id = app_org_id())');
  await db.asOwner(`insert into shifting values ('${ORG_A}', 1)`);
  const all = { name: 'shifting_all', text: 'select * from shifting' };
  expect(await db.database.hotStatement(ORG_A, all)).toEqual([{ org_id: ORG_A, a: 1 }]);
  await db.asOwner("alter table shifting add column b text default 'new'");
  const answers = await Promise.all([db.database.hotStatement(ORG_A, all), db.database.hotStatement(ORG_A, all)]);
  expect(answers.flat()).toEqual([
    { org_id: ORG_A, a: 1, b: 'new' },
    { org_id: ORG_A, a: 1, b: 'new' },
  ]);
});

test('a transaction that meets a statement gone stale fails once, not for as long as its connection lives', async () => {
  const single = await openDatabase({ url: db.ownerUrl, poolSize: 1, log: silentLog, clock: systemClock });
  const all = { name: 'notes_star', text: 'select * from notes where id = 1' };
  const read = () => single.asTenant(ORG_A, (tx) => tx.run(all));
  expect(await read()).toHaveLength(1);
  await db.asOwner('alter table notes add column mood text');
  await expect(read()).rejects.toMatchObject({ code: '0A000' });
  expect(await read()).toMatchObject([{ mood: null }]);
  await single.close();
});

test('two texts under one name are refused before anything is sent', async () => {
  await db.database.hotStatement(ORG_A, TEXT, [1]);
  const other = db.database.hotStatement(ORG_A, { name: TEXT.name, text: 'select 1' });
  await expect(other).rejects.toThrow('two statements are named note_text');
  expect(await db.database.hotStatement(ORG_A, TEXT, [1])).toEqual([{ text: 'a' }]);
});

test('what the server cuts off fails with its reason, and the next statement gets a new connection', async () => {
  const slow = db.database.hotStatement(ORG_A, { name: 'slow', text: 'select pg_sleep(30)' });
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`;
  const killed = vi.waitFor(async () => expect(await db.asOwner(kill)).toHaveLength(1), {
    interval: 5,
    timeout: 5_000,
  });
  await expect(slow).rejects.toMatchObject({ code: '57P01' });
  await killed;
  expect(await db.database.hotStatement(ORG_A, TEXT, [1])).toEqual([{ text: 'a' }]);
});

test('a statement that opens a transaction costs its connection, not its neighbours their tenant', async () => {
  await db.database.hotStatement(ORG_A, { name: 'begin', text: 'begin' });
  expect(await db.database.hotStatement(ORG_B, TEXT, [2])).toEqual([{ text: 'b' }]);
  expect(await db.database.hotStatement(ORG_B, TEXT, [1])).toEqual([]);
});

test('without named prepared statements the same calls give the same answers', async () => {
  const options = { url: db.ownerUrl, poolSize: 2, log: silentLog, clock: systemClock, preparedStatements: false };
  const plain = await openDatabase(options);
  const answers = await Promise.all([
    plain.hotStatement(ORG_A, TEXT, [1]),
    plain.hotStatement(ORG_B, TEXT, [2]),
    plain.hotSystemStatement('a test', TEXT, [2]),
    plain.asTenant(ORG_A, (tx) => tx.run(TEXT, [1])),
  ]);
  expect(answers.flat()).toEqual([{ text: 'a' }, { text: 'b' }, { text: 'b' }, { text: 'a' }]);
  await expect(plain.hotStatement(ORG_A, BROKEN)).rejects.toMatchObject({ code: '42P01' });
  const prepared = { name: 'prepared', text: 'select count(*) as count from pg_prepared_statements' };
  expect(await plain.hotStatement(ORG_A, prepared)).toEqual([{ count: 0 }]);
  await plain.close();
});

test('closing waits for the answers still due', async () => {
  const other = await openDatabase({ url: db.ownerUrl, poolSize: 1, log: silentLog, clock: systemClock });
  const due = other.hotStatement(ORG_A, { name: 'nap', text: "select 'awake' as state from pg_sleep(0.2)" });
  await other.close();
  expect(await due).toEqual([{ state: 'awake' }]);
  await expect(other.hotStatement(ORG_A, TEXT, [1])).rejects.toThrow('closed');
});
