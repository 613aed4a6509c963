import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../../platform/database/index.ts';
import { type OutboxHandler, startOutboxDispatcher } from '../../../platform/outbox/index.ts';
import type { JourneyStore } from '../journeys/index.ts';
import { SECOND } from './testing/marketplace-versions.ts';
import { FLOW, journeysIn, openPublicationRoom, ORG, type PublicationRoom } from './testing/publication-room.ts';
import { PUBLICATION_TOPICS } from './topics.ts';

const JOURNEYS = 60;
const rooms: PublicationRoom[] = [];

afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close();
});

/** Rooms opened one after the other make the same ids at the same time, so that their contents can be compared. */
async function openRoom(): Promise<PublicationRoom> {
  const room = await openPublicationRoom(7);
  rooms.push(room);
  await room.addJourneys(JOURNEYS);
  return room;
}

/** Everything that a publication is to leave behind. */
async function resultIn({ db }: PublicationRoom): Promise<unknown> {
  return {
    journeys: await journeysIn(db),
    moved: await db.asOwner(`select * from publication_journeys order by publication_id, journey_id`),
    publications: await db.asOwner(`select * from publications order by id`),
    events: await db.asOwner(
      `select journey_id, name, percent, properties from onboarding_events order by journey_id, name`,
    ),
  };
}

/** A store that fails in the middle of batch number `batch`: after the journeys are written, before anything else is. */
function failingStore({ journeys }: PublicationRoom, batch: number): JourneyStore {
  let batches = 0;
  return {
    ...journeys,
    async rewrite(tx, rewrites) {
      const written = await journeys.rewrite(tx, rewrites);
      batches += 1;
      if (batches === batch) throw new Error('power cut');
      return written;
    },
  };
}

describe.each(['carry', 'restart'] as const)('in the mode %s', (mode) => {
  test.each([1, 4, 9])('a crash in batch %i and a fresh start end like a run without one', async (batch) => {
    const undisturbed = await openRoom();
    const { id: whole } = await undisturbed.publish(SECOND, { mode, isMoved: false });
    undisturbed.clock.advance(3_600_000);
    await undisturbed.publications.continuePublication(ORG, whole);

    const room = await openRoom();
    const { id } = await room.publish(SECOND, { mode, isMoved: false });
    const crashing = room.reopened({ journeys: failingStore(room, batch) });
    await expect(crashing.continuePublication(ORG, id)).rejects.toThrow('power cut');
    const halfway = await room.publications.publication(room.caller, FLOW, id);
    expect(halfway).toMatchObject({ state: 'migrating', journeys_migrated: (batch - 1) * 7, finished_at: null });

    room.clock.advance(3_600_000);
    await room.reopened().continuePublication(ORG, id);
    expect(await resultIn(room)).toEqual(await resultIn(undisturbed));
  });
});

test('a crash while rolling back and a fresh start end like a run without one', async () => {
  const undisturbed = await openRoom();
  const { id: whole } = await undisturbed.publish(SECOND);
  await undisturbed.rollBack(whole);

  const room = await openRoom();
  const { id } = await room.publish(SECOND);
  await room.publications.rollBack(room.caller, FLOW, id);
  const crashing = room.reopened({ journeys: failingStore(room, 3) });
  await expect(crashing.continuePublication(ORG, id)).rejects.toThrow('power cut');
  const halfway = await room.publications.publication(room.caller, FLOW, id);
  expect(halfway).toMatchObject({ state: 'rolling_back', journeys_migrated: JOURNEYS - 14, can_roll_back: false });

  await room.reopened().continuePublication(ORG, id);
  expect(await resultIn(room)).toEqual(await resultIn(undisturbed));
});

test('what somebody writes while a batch waits for the journey is not lost', async () => {
  const room = await openRoom();
  const { id } = await room.publish(SECOND, { isMoved: false });
  const { promise: locked, resolve: nowLocked } = Promise.withResolvers<void>();
  const { promise: awaited, resolve: commit } = Promise.withResolvers<void>();
  const writing = room.database.asTenant(ORG, async (tx) => {
    await tx.run({ name: 'raise', text: 'update journeys set revision = revision + 1' });
    const done = `update journey_steps set state = 'done', row_version = row_version + 1 where step_key = 'policy'`;
    await tx.run({ name: 'write', text: done });
    nowLocked();
    await awaited;
  });
  await locked;
  const moving = room.publications.continuePublication(ORG, id);
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await room.db.asOwner(waiting)).length).toBe(1);
  commit();
  await Promise.all([writing, moving]);
  const states = await room.db.asOwner(`select distinct state from journey_steps where step_key = 'policy'`);
  expect(states).toEqual([{ state: 'done' }]);
});

test('continuing what is done, or what another is working on, changes nothing', async () => {
  const room = await openRoom();
  const { id } = await room.publish(SECOND, { isMoved: false });
  await Promise.all([1, 2, 3].map(() => room.reopened().continuePublication(ORG, id)));
  const publication = await room.publications.publication(room.caller, FLOW, id);
  expect(publication).toMatchObject({ state: 'done', journeys_migrated: JOURNEYS, counts: { total: JOURNEYS } });
  const before = await resultIn(room);
  await room.reopened().continuePublication(ORG, id);
  expect(await resultIn(room)).toEqual(before);
  const [row] = await room.db.asOwner(`select max(revision) as most, min(revision) as least from journeys`);
  expect(row).toEqual({ most: 1, least: 1 });
});

describe('by the outbox', () => {
  const start = (room: PublicationRoom, handler: OutboxHandler = room.publications.handler) =>
    startOutboxDispatcher({
      database: room.database,
      subscriptions: Object.fromEntries(Object.values(PUBLICATION_TOPICS).map((topic) => [topic, [handler]])),
      clock: room.clock,
      log: silentLog,
      pollMs: 20,
    });

  test('a publication and its roll-back run to their end by themselves', async () => {
    const room = await openRoom();
    const dispatcher = await start(room);
    const { id } = await room.publish(SECOND, { isMoved: false });
    const state = async () => (await room.publications.publication(room.caller, FLOW, id)).state;
    await expect.poll(state).toBe('done');
    await room.publications.rollBack(room.caller, FLOW, id);
    await expect.poll(state).toBe('rolled_back');
    await dispatcher.stop();
  });

  test('a handler that fails is tried again, and every journey is moved once', async () => {
    const room = await openRoom();
    const failing = room.reopened({ journeys: failingStore(room, 3) });
    const dispatcher = await start(room, failing.handler);
    const { id } = await room.publish(SECOND, { isMoved: false });
    const publication = () => room.publications.publication(room.caller, FLOW, id);
    await expect.poll(async () => (await publication()).journeys_migrated).toBe(14);
    await dispatcher.idle();
    expect(await publication()).toMatchObject({ state: 'migrating', journeys_migrated: 14 });
    room.clock.advance(2_000);
    await expect.poll(async () => (await publication()).state).toBe('done');
    await dispatcher.stop();
    const [row] = await room.db.asOwner(`select max(revision) as most, min(revision) as least from journeys`);
    expect(row).toEqual({ most: 1, least: 1 });
  });
});

test('a process killed in the middle leaves whole batches, and another one ends the work', async () => {
  const room = await openRoom();
  await room.draft(SECOND);
  const forecast = await room.publications.dryRun(room.caller, FLOW, { environment: 'live', mode: 'carry' });
  const { id } = await room.publish(SECOND, { isMoved: false });
  const migrated = async () => (await room.publications.publication(room.caller, FLOW, id)).journeys_migrated;

  const script = fileURLToPath(new URL('testing/slow-worker.ts', import.meta.url));
  const worker = spawn(process.execPath, [script, room.db.ownerUrl, ORG, id], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(worker, 'exit');
  await expect.poll(migrated, { timeout: 20_000, interval: 10 }).toBeGreaterThanOrEqual(14);
  worker.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);

  const done = await migrated();
  expect(done).toBeLessThan(JOURNEYS);
  const [proof] = await room.db.asOwner(`select count(*)::int as rows from publication_journeys`);
  expect(proof).toEqual({ rows: done });
  const [moved] = await room.db.asOwner(`select count(*)::int as rows from journeys where revision = 1`);
  expect(moved).toEqual({ rows: done });

  await room.reopened().continuePublication(ORG, id);
  const publication = await room.publications.publication(room.caller, FLOW, id);
  expect(publication).toMatchObject({ state: 'done', journeys_migrated: JOURNEYS, counts: forecast.counts });
});
