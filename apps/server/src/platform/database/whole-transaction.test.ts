import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeNotesTable, ORG_A, ORG_B } from '../../testing/notes-table.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';
import { isPartOfWhole, type Tx } from './index.ts';
import { LookUpBatch } from './look-up-batch.ts';

const ALL = { name: 'whole_all', text: 'select id, text from notes order by id' };
const INSERT = { name: 'whole_insert', text: 'insert into notes (id, org_id, text) values ($1, $2, $3)' };
const INSERT_MANY = {
  name: 'whole_insert_many',
  text: 'insert into notes (id, org_id, text) select id, $1, text from unnest($2::int[], $3::text[]) as row (id, text)',
};
const FAIL = { name: 'whole_fail', text: 'select 1 / 0' };
const SCOPE = { name: 'whole_scope', text: 'select app_org_id() as org, app_is_system() as system' };

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 4 });
  await makeNotesTable(db);
});
beforeEach(() => db.asOwner('delete from notes where id > 2'));
afterAll(() => db.drop());

const add = (id: number, orgId = ORG_A) => db.database.asTenant(orgId, (tx) => tx.run(INSERT, [id, orgId, 'new']));
const written = async () =>
  (await db.asOwner<{ id: number }>('select id from notes where id > 2 order by id')).map(({ id }) => id);

describe('several transactions made one', () => {
  it('commits all of them together, and shows nothing before', async () => {
    const result = await db.database.asOne(async () => {
      await add(3);
      await add(4, ORG_B);
      await db.database.asSystem('a test', (tx) => tx.run(INSERT, [5, ORG_B, 'new']));
      await db.database.hotStatement(ORG_A, INSERT, [6, ORG_A, 'new']);
      await db.database.hotSystemStatement('a test', INSERT_MANY, [ORG_A, [7, 8], ['a "quoted" one', 'back\\slash']]);
      expect(await written()).toEqual([]);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await written()).toEqual([3, 4, 5, 6, 7, 8]);
    expect((await db.asOwner<{ text: string }>('select text from notes where id in (7, 8) order by id'))[1]?.text).toBe(
      'back\\slash',
    );
  });

  it('undoes all of them when it throws', async () => {
    const failing = db.database.asOne(async () => {
      await add(3);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await written()).toEqual([]);
    await add(3);
    expect(await written()).toEqual([3]);
  });

  it('undoes one that failed alone, and goes on', async () => {
    await db.database.asOne(async () => {
      await add(3);
      const failing = db.database.asTenant(ORG_A, async (tx) => {
        await tx.run(INSERT, [4, ORG_A, 'new']);
        await tx.run(FAIL);
      });
      await expect(failing).rejects.toMatchObject({ code: '22012' });
      await expect(db.database.hotStatement(ORG_A, FAIL)).rejects.toMatchObject({ code: '22012' });
      await add(5);
    });
    expect(await written()).toEqual([3, 5]);
  });

  it('refuses one whose failed statement was ignored, as a commit would', async () => {
    await db.database.asOne(async () => {
      const ignoring = db.database.asTenant(ORG_A, async (tx) => {
        await tx.run(INSERT, [3, ORG_A, 'new']);
        await tx.run(FAIL).catch(() => undefined);
      });
      await expect(ignoring).rejects.toMatchObject({ code: 'transaction_aborted' });
      await add(4);
    });
    expect(await written()).toEqual([4]);
  });

  it('lets each see its own rows alone, whatever came before', async () => {
    await db.database.asOne(async () => {
      const scopes = [
        await db.database.asTenant(ORG_B, (tx) => tx.run(SCOPE)),
        await db.database.asSystem('a test', (tx) => tx.run(SCOPE)),
        await db.database.hotStatement(ORG_A, SCOPE),
        await db.database.asSystem('a test', (tx) => tx.run(SCOPE)),
        await db.database.asTenant(ORG_A, (tx) => tx.run(SCOPE)),
      ];
      const [tenantA, tenantB, system] = [
        [{ org: ORG_A, system: false }],
        [{ org: ORG_B, system: false }],
        [{ org: null, system: true }],
      ];
      expect(scopes).toEqual([tenantB, system, tenantA, system, tenantA]);
      const stolen = db.database.asTenant(ORG_A, (tx) => tx.run(INSERT, [3, ORG_B, 'planted']));
      await expect(stolen).rejects.toMatchObject({ code: '42501' });
      const all = await db.database.asTenant(ORG_A, (tx) => tx.run<{ id: number }>(ALL));
      expect(all.map(({ id }) => id)).toEqual([1]);
    });
    expect(await db.database.asTenant(ORG_A, (tx) => tx.run(SCOPE))).toEqual([{ org: ORG_A, system: false }]);
  });

  it('lets those that are begun at once take turns, and waits for those that nobody waited for', async () => {
    await db.database.asOne(async () => {
      await Promise.all([add(3), add(4, ORG_B), add(5)]);
      void add(6);
    });
    expect(await written()).toEqual([3, 4, 5, 6]);
  });

  it('runs hooks when a section ends and when the whole does, either way, and never for a section undone', async () => {
    const ran: string[] = [];
    const note = (name: string) => (tx: Tx) => {
      tx.afterCommit(() => ran.push(name));
      return Promise.resolve();
    };
    await db.database.asOne(async () => {
      await db.database.asTenant(ORG_A, note('kept'));
      expect(ran).toEqual(['kept']);
      const failing = db.database.asTenant(ORG_A, async (tx) => {
        await note('failed')(tx);
        await tx.run(FAIL);
      });
      await expect(failing).rejects.toMatchObject({ code: '22012' });
      expect(ran).toEqual(['kept']);
    });
    expect(ran).toEqual(['kept', 'kept']);
    const undone = db.database.asOne(async () => {
      await db.database.asTenant(ORG_A, note('undone'));
      throw new Error('changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    expect(ran).toEqual(['kept', 'kept', 'undone', 'undone']);
  });

  it('wakes others after the whole was committed, and not when it was undone', async () => {
    const heard: string[] = [];
    const listening = await db.database.listen('whole', () => heard.push('woken'));
    const waking = () =>
      db.database.asTenant(ORG_A, async (tx) => {
        await tx.run(INSERT, [3, ORG_A, 'new']);
        tx.wakeAfterCommit('whole');
      });
    const undone = db.database.asOne(async () => {
      await waking();
      throw new Error('changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    await db.database.asOne(waking);
    await expect.poll(() => heard).toEqual(['woken']);
    listening.stop();
  });

  it('reads by keys what it has written itself', async () => {
    const texts = new LookUpBatch<{ text: string }>({
      many: async (ids) => {
        const rows = await db.database.hotStatement<{ id: number; text: string }>(ORG_A, ALL);
        return new Map(rows.filter(({ id }) => ids.includes(String(id))).map((row) => [String(row.id), row]));
      },
    });
    await db.database.asOne(async () => {
      await add(3);
      expect(await texts.find('3')).toMatchObject({ text: 'new' });
    });
    expect(await texts.find('3')).toMatchObject({ text: 'new' });
  });

  it('refuses to be opened within itself or within a transaction', async () => {
    const nested = { code: 'nested_transaction' };
    await db.database.asOne(async () => {
      await expect(db.database.asOne(() => Promise.resolve())).rejects.toMatchObject(nested);
      await db.database.asTenant(ORG_A, async () => {
        await expect(db.database.asTenant(ORG_B, () => Promise.resolve())).rejects.toMatchObject(nested);
        await expect(db.database.hotStatement(ORG_B, ALL)).rejects.toMatchObject(nested);
      });
    });
    await db.database.asTenant(ORG_A, async () => {
      await expect(db.database.asOne(() => Promise.resolve())).rejects.toMatchObject(nested);
    });
  });

  it('is no longer around what it began and what goes on after it', async () => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    let later: Promise<unknown> = Promise.resolve();
    await db.database.asOne(async () => {
      expect(isPartOfWhole()).toBe(true);
      later = over.then(async () => {
        expect(isPartOfWhole()).toBe(false);
        await add(3);
        await db.database.asOne(() => add(4));
      });
      await add(5);
    });
    expect(await written()).toEqual([5]);
    end();
    await later;
    expect(await written()).toEqual([3, 4, 5]);
  });

  it('leaves half of the connections to everybody else', async () => {
    let finish: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (finish = resolve));
    const wholes = Array.from({ length: 6 }, (_, index) =>
      db.database.asOne(async () => {
        await add(10 + index);
        await waiting;
      }),
    );
    expect(await db.database.asTenant(ORG_B, (tx) => tx.run(SCOPE))).toHaveLength(1);
    expect(db.database.poolUse().waiting).toBe(0);
    const crowd = Array.from({ length: 200 }, () => db.database.asOne(() => Promise.resolve()));
    const refused = (await Promise.race([Promise.allSettled(crowd.slice(196)), waiting])) ?? [];
    expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    await expect(crowd[199]).rejects.toMatchObject({ code: 'too_many_wholes' });
    finish();
    await Promise.all([...wholes, ...crowd.slice(0, 196)]);
    expect(await written()).toHaveLength(6);
  });
});
