import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeNotesTable, ORG_A, ORG_B } from '../../testing/notes-table.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';
import { type FixedClock, fixedClock, systemClock } from '../clock/index.ts';
import { openDatabase, silentLog, type TenantTx } from '../database/index.ts';
import type { Failure } from '../errors/index.ts';
import { type IdSource, sequentialIds } from '../ids/index.ts';
import { currentCorrelationId } from '../telemetry/index.ts';
import { retryDelayMs } from './dispatcher.ts';
import {
  appendOutbox,
  type DispatcherOptions,
  failedDeliveries,
  type OutboxDispatcher,
  type OutboxEvent,
  type OutboxSubscriptions,
  purgeOutbox,
  retryDelivery,
  startOutboxDispatcher,
} from './index.ts';

vi.setConfig({ testTimeout: 30_000 });

let db: TestDatabase;
let clock: FixedClock;
let ids: IdSource;
let dispatchers: OutboxDispatcher[];

beforeEach(async () => {
  db = await createTestDatabase();
  await makeNotesTable(db);
  clock = fixedClock('2026-04-01T09:00:00.000Z');
  ids = sequentialIds();
  dispatchers = [];
});
afterEach(async () => {
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  await db.drop();
});

const NEVER_MS = 3_600_000;
const NOTE = { name: 'note_of_event', text: 'insert into notes (id, org_id, text) values ($1, $2, $3)' };

async function dispatch(
  subscriptions: OutboxSubscriptions,
  more: Pick<DispatcherOptions, 'maxAttempts' | 'onFailure'> = {},
): Promise<OutboxDispatcher> {
  const options = { database: db.database, subscriptions, clock, log: silentLog, pollMs: NEVER_MS, ...more };
  const dispatcher = await startOutboxDispatcher(options);
  dispatchers.push(dispatcher);
  return dispatcher;
}

async function append(orgId: string, topic: string, payload: unknown = null): Promise<string> {
  const id = ids.next();
  await db.database.asTenant(orgId, (tx) =>
    appendOutbox(tx, { id, topic, payload, correlationId: 'req-1', createdAt: clock.now() }),
  );
  return id;
}

const deliveries = () =>
  db.asOwner<{ handler: string; state: string; attempts: number; last_error: string | null }>(
    'select handler, state, attempts, last_error from outbox_deliveries order by event_id, handler',
  );

test('an event reaches every handler of its topic, as the organization it happened in', async () => {
  const seen: [string, OutboxEvent, TenantTx['orgId']][] = [];
  const dispatcher = await dispatch({
    'flow.published': [
      { name: 'first', run: async (event, tx) => void seen.push(['first', event, tx.orgId]) },
      { name: 'second', run: async (event, tx) => void seen.push(['second', event, tx.orgId]) },
    ],
    'flow.archived': [{ name: 'first', run: async (event, tx) => void seen.push(['other', event, tx.orgId]) }],
  });
  const id = await append(ORG_A, 'flow.published', { flow: 'welcome', steps: [1, 2] });
  await dispatcher.idle();
  const event = {
    id,
    orgId: ORG_A,
    topic: 'flow.published',
    payload: { flow: 'welcome', steps: [1, 2] },
    correlationId: 'req-1',
    createdAt: clock.now(),
  };
  expect(seen.toSorted()).toEqual([
    ['first', event, ORG_A],
    ['second', event, ORG_A],
  ]);
});

test('a dispatcher is woken by the commit, long before it would poll', async () => {
  const seen: string[] = [];
  await dispatch({ woken: [{ name: 'h', run: async (event) => void seen.push(event.id) }] });
  const id = await append(ORG_A, 'woken');
  await vi.waitFor(() => expect(seen).toEqual([id]), { timeout: 5_000, interval: 5 });
});

test('a transaction that rolls back sends nothing', async () => {
  const seen: string[] = [];
  const dispatcher = await dispatch({ lost: [{ name: 'h', run: async (event) => void seen.push(event.id) }] });
  const failing = db.database.asTenant(ORG_A, async (tx) => {
    await appendOutbox(tx, { id: ids.next(), topic: 'lost', payload: {}, createdAt: clock.now() });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await dispatcher.idle();
  expect(seen).toEqual([]);
  expect(await db.asOwner('select 1 from outbox')).toEqual([]);
});

test('an event of the whole installation goes to system handlers', async () => {
  const seen: (string | null)[] = [];
  const dispatcher = await dispatch({
    'installation.upgraded': [{ name: 'h', scope: 'system', run: async (event) => void seen.push(event.orgId) }],
  });
  await db.database.asSystem('a test', (tx) =>
    appendOutbox(tx, { id: ids.next(), topic: 'installation.upgraded', payload: null, createdAt: clock.now() }),
  );
  await dispatcher.idle();
  expect(seen).toEqual([null]);
});

test('a handler that fails is tried again later and later; what it wrote is undone, what others did stays', async () => {
  let failures = 2;
  const dispatcher = await dispatch({
    shaky: [
      {
        name: 'fails twice',
        run: async (event, tx) => {
          await tx.run(NOTE, [100, event.orgId, 'written']);
          if (failures-- > 0) throw new Error('not yet');
        },
      },
      { name: 'steady', run: async (event, tx) => void (await tx.run(NOTE, [200, event.orgId, 'steady'])) },
    ],
  });
  await append(ORG_A, 'shaky');
  const states = [];
  for (const waitMs of [0, 999, 1, 1_999, 1]) {
    clock.advance(waitMs);
    await dispatcher.idle();
    states.push((await deliveries())[0]);
  }
  expect(states).toEqual([
    { handler: 'fails twice', state: 'pending', attempts: 1, last_error: 'not yet' },
    { handler: 'fails twice', state: 'pending', attempts: 1, last_error: 'not yet' },
    { handler: 'fails twice', state: 'pending', attempts: 2, last_error: 'not yet' },
    { handler: 'fails twice', state: 'pending', attempts: 2, last_error: 'not yet' },
    { handler: 'fails twice', state: 'done', attempts: 3, last_error: null },
  ]);
  expect(await db.asOwner('select id from notes where id >= 100 order by id')).toEqual([{ id: 100 }, { id: 200 }]);
});

test('each failed delivery is told of, and what is worked on has the event’s correlation id', async () => {
  const told: Failure[] = [];
  const underIds: (string | undefined)[] = [];
  const failure = new Error('not yet');
  const run = async () => {
    underIds.push(currentCorrelationId());
    if (underIds.length === 1) throw failure;
  };
  const onFailure = (seen: Failure) => void told.push(seen);
  const dispatcher = await dispatch({ told: [{ name: 'h', run }] }, { onFailure });
  await append(ORG_A, 'told');
  await dispatcher.idle();
  clock.advance(1_000);
  await dispatcher.idle();
  expect(told).toEqual([{ error: failure, place: 'outbox told → h', correlationId: 'req-1', isBackground: true }]);
  expect(underIds).toEqual(['req-1', 'req-1']);
});

test('retries wait twice as long each time, up to a quarter of an hour', () => {
  expect([1, 2, 3, 4, 10, 11, 40].map(retryDelayMs)).toEqual([1_000, 2_000, 4_000, 8_000, 512_000, 900_000, 900_000]);
});

test('after its last attempt a delivery is shown as failed, to its own tenant only, and can be tried again', async () => {
  let broken = true;
  const run = async () => {
    if (broken) throw new Error('broken for good');
  };
  const dispatcher = await dispatch({ doomed: [{ name: 'h', run }] }, { maxAttempts: 2 });
  const eventId = await append(ORG_A, 'doomed');
  await dispatcher.idle();
  clock.advance(1_000);
  await dispatcher.idle();
  const failed = { eventId, handler: 'h', orgId: ORG_A, topic: 'doomed', attempts: 2, lastError: 'broken for good' };
  expect(await db.database.asTenant(ORG_A, (tx) => failedDeliveries(tx, 10))).toEqual([failed]);
  expect(await db.database.asTenant(ORG_B, (tx) => failedDeliveries(tx, 10))).toEqual([]);
  expect(await db.database.asTenant(ORG_B, (tx) => retryDelivery(tx, eventId, 'h', clock.now()))).toBe(false);
  broken = false;
  expect(await db.database.asTenant(ORG_A, (tx) => retryDelivery(tx, eventId, 'h', clock.now()))).toBe(true);
  await dispatcher.idle();
  expect(await deliveries()).toEqual([{ handler: 'h', state: 'done', attempts: 1, last_error: null }]);
});

test('dispatchers side by side deliver each event once', async () => {
  const run = async (event: OutboxEvent & { orgId: string }, tx: TenantTx) => {
    await tx.run(NOTE, [1_000 + (event.payload as number), event.orgId, 'once']);
  };
  const several = await Promise.all([1, 2, 3].map(() => dispatch({ shared: [{ name: 'h', run }] })));
  for (let index = 0; index < 150; index += 1) await append(index % 2 === 0 ? ORG_A : ORG_B, 'shared', index);
  await Promise.all(several.map((dispatcher) => dispatcher.idle()));
  await vi.waitFor(async () => {
    const done = (await deliveries()).filter(({ state, attempts }) => state === 'done' && attempts === 1);
    expect(done).toHaveLength(150);
  });
  expect(await db.asOwner('select count(*)::int as count from notes where id >= 1000')).toEqual([{ count: 150 }]);
});

test('stopping waits for the handler under way and starts no other', async () => {
  const seen: string[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const dispatcher = await dispatch({
    slow: [
      {
        name: 'h',
        run: async (event) => {
          seen.push(`${String(event.payload)} began`);
          await held;
          seen.push(`${String(event.payload)} ended`);
        },
      },
    ],
  });
  for (const payload of ['a', 'b', 'c', 'd', 'e', 'f']) await append(ORG_A, 'slow', payload);
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0));
  const stopped = dispatcher.stop();
  release();
  await stopped;
  const began = seen.filter((entry) => entry.endsWith('began')).length;
  expect(seen.filter((entry) => entry.endsWith('ended'))).toHaveLength(began);
  expect(began).toBeLessThan(6);
  const done = (await deliveries()).filter(({ state }) => state === 'done');
  expect(done).toHaveLength(began);
});

test('a process killed in the middle of a handler leaves the event to the next, and its writes happen once', async () => {
  const id = await append(ORG_A, 'crash', 77);
  const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    import { openDatabase, silentLog } from ${module('../database/index.ts')};
    import { systemClock } from ${module('../clock/index.ts')};
    import { startOutboxDispatcher } from ${module('./index.ts')};
    const database = await openDatabase({ url: process.argv[1], poolSize: 2, log: silentLog, clock: systemClock });
    const run = async (event, tx) => {
      await tx.run({ name: 'n', text: 'insert into notes (id, org_id, text) values (77, $1, $2)' }, [event.orgId, 'half']);
      process.stdout.write('inside');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    };
    await startOutboxDispatcher({ database, clock: systemClock, log: silentLog, subscriptions: { crash: [{ name: 'h', run }] } });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, db.ownerUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;

  const seen: string[] = [];
  const run = async (event: OutboxEvent & { orgId: string }, tx: TenantTx) => {
    await tx.run(NOTE, [77, event.orgId, 'whole']);
    seen.push(event.id);
  };
  const database = await openDatabase({ url: db.ownerUrl, poolSize: 2, log: silentLog, clock: systemClock });
  const dispatcher = await startOutboxDispatcher({
    database,
    clock: systemClock,
    log: silentLog,
    subscriptions: { crash: [{ name: 'h', run }] },
    pollMs: 50,
  });
  await vi.waitFor(() => expect(seen).toEqual([id]), { timeout: 10_000 });
  await dispatcher.stop();
  await database.close();
  expect(await db.asOwner('select text from notes where id = 77')).toEqual([{ text: 'whole' }]);
});

test('old events that all handlers took are purged; the owed and the failed stay', async () => {
  let broken = false;
  const run = async () => {
    if (broken) throw new Error('no');
  };
  const dispatcher = await dispatch({ aging: [{ name: 'h', run }] }, { maxAttempts: 1 });
  await append(ORG_A, 'aging');
  await append(ORG_A, 'heard by nobody');
  await dispatcher.idle();
  broken = true;
  const failed = await append(ORG_A, 'aging');
  await dispatcher.idle();
  clock.advance(86_400_000);
  const recent = await append(ORG_A, 'heard by nobody');
  await dispatcher.idle();
  const before = new Date(clock.nowMs() - 1);
  expect(await db.database.asSystem('a test', (tx) => purgeOutbox(tx, before, 100))).toBe(2);
  expect(await db.asOwner('select id from outbox order by id')).toEqual([{ id: failed }, { id: recent }]);
});

test('two handlers of one topic cannot share a name', async () => {
  const handler = { name: 'h', run: async () => undefined };
  await expect(dispatch({ topic: [handler, handler] })).rejects.toThrow('two handlers of topic are named h');
});
