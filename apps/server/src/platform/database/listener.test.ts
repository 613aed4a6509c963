import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const soon = { timeout: 5_000, interval: 5 };

test('listeners hear of a waking after the commit and of none that was rolled back', async () => {
  const heard: string[] = [];
  await db.database.listen('committed', () => heard.push('committed'));
  await db.database.listen('rolled_back', () => heard.push('rolled_back'));
  heard.length = 0;
  const failing = db.database.asSystem('a test', async (tx) => {
    tx.wakeAfterCommit('rolled_back');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await db.database.asSystem('a test', async (tx) => tx.wakeAfterCommit('committed'));
  await vi.waitFor(() => expect(heard).toEqual(['committed']), soon);
});

test('channels that are asked for at once, and while the connection is made, are all heard', async () => {
  const fresh = await createTestDatabase();
  const channels = Array.from({ length: 40 }, (_, index) => `together_${index}`);
  const heard = new Set<string>();
  const listening: Promise<unknown>[] = [];
  for (const channel of channels) {
    listening.push(fresh.database.listen(channel, () => heard.add(channel)));
    // So that some come while the connection is being made, and some after.
    if (listening.length % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(listening);
  heard.clear();
  for (const channel of channels) fresh.database.wake(channel);
  await vi.waitFor(() => expect(heard.size).toBe(channels.length), soon);
  await fresh.drop();
});

test('many wakings close together become few, and the last is not lost', async () => {
  let heard = 0;
  await db.database.listen('burst', () => (heard += 1));
  heard = 0;
  for (let index = 0; index < 1_000; index += 1) db.database.wake('burst');
  await vi.waitFor(() => expect(heard).toBe(2), soon);
});

test('a listener that was stopped hears nothing more', async () => {
  const heard: string[] = [];
  const stopped = await db.database.listen('shared', () => heard.push('stopped'));
  await db.database.listen('shared', () => heard.push('kept'));
  stopped.stop();
  heard.length = 0;
  db.database.wake('shared');
  await vi.waitFor(() => expect(heard).toEqual(['kept']), soon);
});

test('a lost connection comes back, and its listeners are called to look for what they missed', async () => {
  let heard = 0;
  await db.database.listen('resilient', () => (heard += 1));
  heard = 0;
  await db.asOwner(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'stepwell listen'`);
  await vi.waitFor(() => expect(heard).toBe(1), soon);
  db.database.wake('resilient');
  await vi.waitFor(() => expect(heard).toBe(2), soon);
});
