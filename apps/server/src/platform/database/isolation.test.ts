import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeNotesTable, ORG_A, ORG_B } from '../../testing/notes-table.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';

const ALL = { name: 'notes_all', text: 'select id, org_id, text from notes order by id' };
const INSERT = { name: 'notes_insert', text: 'insert into notes (id, org_id, text) values ($1, $2, $3)' };
const FAIL = { name: 'notes_fail', text: 'select 1 / 0' };
const SCOPE = { name: 'scope', text: 'select app_org_id() as org, app_is_system() as system' };

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 1 });
  await makeNotesTable(db);
});
afterAll(() => db.drop());

const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id);

test('a tenant sees its own rows and no others, with SQL and with Kysely', async () => {
  await db.database.asTenant(ORG_A, async (tx) => {
    expect(idsOf(await tx.run(ALL))).toEqual([1]);
    expect(await tx.query.selectFrom('notes').select('id').execute()).toEqual([{ id: 1 }]);
    expect(await tx.query.selectFrom('notes').select('id').where('org_id', '=', ORG_B).execute()).toEqual([]);
  });
  expect(idsOf(await db.database.hotStatement(ORG_B, ALL))).toEqual([2]);
});

test('a tenant can neither write nor take over rows of another', async () => {
  const stolen = db.database.asTenant(ORG_A, (tx) => tx.run(INSERT, [3, ORG_B, 'planted']));
  await expect(stolen).rejects.toMatchObject({ code: '42501' });
  await db.database.asTenant(ORG_A, async (tx) => {
    const updated = await tx.query.updateTable('notes').set({ text: 'x' }).where('id', '=', 2).executeTakeFirst();
    expect(updated.numUpdatedRows).toBe(0n);
    const deleted = await tx.query.deleteFrom('notes').where('id', '=', 2).executeTakeFirst();
    expect(deleted.numDeletedRows).toBe(0n);
  });
  const moved = db.database.hotStatement(ORG_A, { name: 'move', text: 'update notes set org_id = $1' }, [ORG_B]);
  await expect(moved).rejects.toMatchObject({ code: '42501' });
  expect(await db.asOwner('select id, org_id::text, text from notes order by id')).toEqual([
    { id: 1, org_id: ORG_A, text: 'a' },
    { id: 2, org_id: ORG_B, text: 'b' },
  ]);
});

test('the one pooled connection carries nothing from one tenant to the next, also after errors', async () => {
  for (let round = 0; round < 20; round += 1) {
    expect(idsOf(await db.database.asTenant(ORG_A, (tx) => tx.run(ALL)))).toEqual([1]);
    await expect(db.database.asTenant(ORG_A, (tx) => tx.run(FAIL))).rejects.toMatchObject({ code: '22012' });
    expect(idsOf(await db.database.asTenant(ORG_B, (tx) => tx.run(ALL)))).toEqual([2]);
    expect(idsOf(await db.database.asSystem('a test', (tx) => tx.run(ALL)))).toEqual([1, 2]);
    expect(await db.database.asTenant(ORG_B, (tx) => tx.run(SCOPE))).toEqual([{ org: ORG_B, system: false }]);
    expect(await db.database.asSystem('a test', (tx) => tx.run(SCOPE))).toEqual([{ org: null, system: true }]);
  }
});

test('hot statements and transactions of many tenants at once each see their own tenant', async () => {
  const orgs = Array.from({ length: 200 }, (_, index) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`);
  const seen = await Promise.all(
    orgs.flatMap((org) => [
      db.database.hotStatement<{ org: string; system: boolean }>(org, SCOPE),
      db.database.asTenant(org, (tx) => tx.run<{ org: string; system: boolean }>(SCOPE)),
      db.database.hotSystemStatement<{ org: string | null; system: boolean }>('a test', SCOPE),
    ]),
  );
  expect(seen.flat()).toEqual(
    orgs.flatMap((org) => [
      { org, system: false },
      { org, system: false },
      { org: null, system: true },
    ]),
  );
});

test('an error thrown by the function rolls everything back and surfaces as it is', async () => {
  const refusal = new Error('not today');
  const work = db.database.asTenant(ORG_A, async (tx) => {
    await tx.run(INSERT, [4, ORG_A, 'gone']);
    throw refusal;
  });
  await expect(work).rejects.toBe(refusal);
  expect(idsOf(await db.database.hotStatement(ORG_A, ALL))).toEqual([1]);
});

test('a failed statement that was ignored is not taken for success', async () => {
  const work = db.database.asTenant(ORG_A, async (tx) => {
    await tx.run(INSERT, [5, ORG_A, 'gone']);
    await tx.run(FAIL).catch(() => undefined);
  });
  await expect(work).rejects.toMatchObject({ code: 'transaction_aborted' });
  expect(idsOf(await db.database.hotStatement(ORG_A, ALL))).toEqual([1]);
});

test('a transaction inside another one is refused, whichever way it is asked for', async () => {
  const nested = { code: 'nested_transaction' };
  await db.database.asTenant(ORG_A, async () => {
    await expect(db.database.asTenant(ORG_B, async () => 1)).rejects.toMatchObject(nested);
    await expect(db.database.asSystem('a test', async () => 1)).rejects.toMatchObject(nested);
    await expect(db.database.hotStatement(ORG_B, ALL)).rejects.toMatchObject(nested);
    await expect(db.database.hotSystemStatement('a test', ALL)).rejects.toMatchObject(nested);
  });
});

test('work started inside a transaction may open its own once that one is over', async () => {
  let later: Promise<unknown> = Promise.resolve();
  let start = (): void => undefined;
  await db.database.asTenant(ORG_A, async () => {
    const over = new Promise<void>((resolve) => (start = resolve));
    later = over.then(() => db.database.hotStatement(ORG_B, ALL));
  });
  start();
  expect(await later).toHaveLength(1);
});

test('a transaction handed out of its function is dead', async () => {
  const leaked = await db.database.asTenant(ORG_A, async (tx) => ({ tx }));
  await expect(leaked.tx.run(ALL)).rejects.toMatchObject({ code: 'transaction_over' });
  const query = leaked.tx.query.selectFrom('notes').selectAll().execute();
  await expect(query).rejects.toMatchObject({ code: 'transaction_over' });
});

test('an organization id that is not a UUID never reaches the server', async () => {
  const injected = "x'; select set_config('app.system', 'on', true); --";
  await expect(db.database.asTenant(injected, async () => 1)).rejects.toMatchObject({ code: 'org_id_malformed' });
  await expect(db.database.hotStatement(injected, ALL)).rejects.toMatchObject({ code: 'org_id_malformed' });
});

test('hooks run after the commit, and not at all after a roll-back', async () => {
  const called: string[] = [];
  await db.database.asTenant(ORG_A, async (tx) => tx.afterCommit(() => called.push('committed')));
  const failing = db.database.asTenant(ORG_A, async (tx) => {
    tx.afterCommit(() => called.push('rolled back'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(called).toEqual(['committed']);
});

test('rows can be copied into a temporary table, and the connection serves on', async () => {
  const counted = await db.database.asTenant(ORG_A, async (tx) => {
    await tx.run({ name: 'stage', text: 'create temporary table staged (id int, text text) on commit drop' });
    await tx.copyFrom(
      'copy staged from stdin',
      (async function* () {
        yield '7\tseven\n8\teight\n';
      })(),
    );
    return tx.run({ name: 'count_staged', text: 'select count(*) as count from staged' });
  });
  expect(counted).toEqual([{ count: 2 }]);
  expect(idsOf(await db.database.asTenant(ORG_A, (tx) => tx.run(ALL)))).toEqual([1]);
});

test('the tenant functions are inlined, so that a query by org_id uses its index', async () => {
  await db.asOwner(`insert into notes select i, gen_random_uuid(), 'x' from generate_series(100, 5000) i`);
  await db.asOwner('analyze notes');
  const text = 'explain (format json) select text from notes where org_id = app_org_id()';
  const rows = await db.database.hotStatement<{ 'QUERY PLAN': unknown }>(ORG_A, { name: 'explain', text });
  const plan = JSON.stringify(rows);
  expect(plan).toContain('notes_org');
  expect(plan).toContain('current_setting');
  expect(plan).not.toContain('Seq Scan');
});

test('big integers arrive as numbers, and one that does not fit is refused rather than bent', async () => {
  const weigh = { name: 'weigh', text: 'select weight from notes where id = 1' };
  expect(await db.database.hotStatement(ORG_A, weigh)).toEqual([{ weight: 10 }]);
  expect(await db.database.asTenant(ORG_A, (tx) => tx.run(weigh))).toEqual([{ weight: 10 }]);
  const huge = { name: 'huge', text: 'select 9007199254740993 as weight' };
  await expect(db.database.hotStatement(ORG_A, huge)).rejects.toThrow(RangeError);
  await expect(db.database.asTenant(ORG_A, (tx) => tx.run(huge))).rejects.toThrow(RangeError);
});
