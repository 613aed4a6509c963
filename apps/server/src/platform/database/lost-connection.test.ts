import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';
import { systemClock } from '../clock/index.ts';
import { refusalFor } from '../errors/index.ts';
import { openDatabase, silentLog } from './index.ts';

const CUT = { name: 'cut_own_connection', text: 'select pg_terminate_backend(pg_backend_pid())' };
const BREAK = { name: 'divide_by_nothing', text: 'select 1 / 0' };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => refusalFor(error).code,
  );

describe('a database that is lost', () => {
  it('while it is called', async () => {
    const options = { url: 'postgres://nobody:secret@127.0.0.1:1/nothing', poolSize: 1 };
    const opening = openDatabase({ ...options, log: silentLog, clock: systemClock });
    await expect(opening).rejects.toMatchObject({ name: 'DatabaseLost', cause: { code: 'ECONNREFUSED' } });
    expect(await codeOf(opening)).toBe('database_unavailable');
  });

  it('during a transaction', async () => {
    expect(await codeOf(test.database.asSystem({ routine: 'tests' }, (tx) => tx.run(CUT)))).toBe(
      'database_unavailable',
    );
  });

  it('during a hot statement', async () => {
    expect(await codeOf(test.database.hotSystemStatement({ routine: 'tests' }, CUT))).toBe('database_unavailable');
  });

  it('is told from one that refuses', async () => {
    expect(await codeOf(test.database.asSystem({ routine: 'tests' }, (tx) => tx.run(BREAK)))).toBe('internal_error');
    expect(await codeOf(test.database.hotSystemStatement({ routine: 'tests' }, BREAK))).toBe('internal_error');
    const own = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    await expect(test.database.asSystem({ routine: 'tests' }, () => Promise.reject(own))).rejects.toBe(own);
  });
});
