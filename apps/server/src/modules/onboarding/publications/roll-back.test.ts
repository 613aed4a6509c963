import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FIRST, SECOND, STATE_COUNT, THIRD } from './testing/marketplace-versions.ts';
import { FLOW, journeysIn, openPublicationRoom, ORG, type PublicationRoom } from './testing/publication-room.ts';

let room: PublicationRoom;

beforeEach(async () => {
  room = await openPublicationRoom(100);
});
afterEach(() => room.close());

/** Row versions and revisions only ever rise; all else is to be as it was. */
const COUNTERS = ['row_version', 'revision'];

const liveNumber = (environment: 'live' | 'test' = 'live') =>
  room.database.asTenant(ORG, async (tx) => (await room.flows.liveVersion(tx, environment, FLOW))?.number);

const rowVersions = () =>
  room.db.asOwner<{ journey_id: string; step_key: string; row_version: number }>(
    `select journey_id, step_key, row_version from journey_steps order by 1, 2`,
  );

describe.each(['carry', 'restart', 'finish_on_old'] as const)('of a publication in the mode %s', (mode) => {
  test('every journey is exactly as it was', async () => {
    await room.addJourneys(STATE_COUNT);
    await room.addJourneys(10, { environment: 'test' });
    const before = await journeysIn(room.db, COUNTERS);
    room.clock.advance(3_600_000);
    const { id } = await room.publish(SECOND, { mode });
    if (mode !== 'finish_on_old') expect(await journeysIn(room.db, COUNTERS)).not.toEqual(before);
    room.clock.advance(3_600_000);
    const publication = await room.rollBack(id);
    expect(publication).toMatchObject({ state: 'rolled_back', journeys_migrated: 0, can_roll_back: false });
    expect(await journeysIn(room.db, COUNTERS)).toEqual(before);
    expect(await liveNumber()).toBe(1);
  });
});

test('no counter falls, and a step whose content changes gets a higher one', async () => {
  await room.addJourneys(STATE_COUNT);
  const before = new Map((await rowVersions()).map((row) => [`${row.journey_id} ${row.step_key}`, row.row_version]));
  const { id } = await room.publish(SECOND);
  const between = new Map((await rowVersions()).map((row) => [`${row.journey_id} ${row.step_key}`, row.row_version]));
  const reset = await room.db.asOwner<{ journey_id: string; step_key: string }>(
    `select j.journey_id, step_key from publication_journeys j cross join lateral (
       select s ->> 'key' as step_key from jsonb_array_elements(j.before -> 'steps') s
       where s ->> 'key' = 'profile' and s ->> 'state' = 'done') k`,
  );
  await room.rollBack(id);
  const after = new Map((await rowVersions()).map((row) => [`${row.journey_id} ${row.step_key}`, row.row_version]));
  for (const [step, version] of after) {
    expect(version).toBeGreaterThanOrEqual(Math.max(before.get(step) ?? 0, between.get(step) ?? 0));
  }
  expect(reset.length).toBeGreaterThan(100);
  for (const { journey_id, step_key } of reset) {
    const step = `${journey_id} ${step_key}`;
    expect(after.get(step)).toBeGreaterThan(between.get(step) ?? 0);
  }
});

test('work done since is kept, where the earlier version has a place for it', async () => {
  await room.addJourneys(1);
  const { id } = await room.publish(SECOND);
  // A reviewer approves the piece, and the participant starts the profile that was reset, in the new version.
  const write = (key: string, set: string) =>
    room.db.asOwner(`update journey_steps set row_version = row_version + 1, ${set} where step_key = '${key}'`);
  await write('piece', `state = 'done', done_at = '2026-03-02T10:00:00Z'`);
  await write('profile', `state = 'in_progress', answers = '{"name": "Newer", "legal_name": "Newest"}'`);
  await write('survey', `state = 'done'`);
  await room.db.asOwner('update journeys set revision = revision + 3');
  await room.rollBack(id);
  const steps = await room.db.asOwner(
    `select step_key, state, answers ->> 'name' as name, done_at from journey_steps order by step_key`,
  );
  expect(steps).toEqual([
    { step_key: 'bonus', state: 'skipped', name: null, done_at: null },
    { step_key: 'documents', state: 'done', name: null, done_at: expect.any(Date) },
    { step_key: 'piece', state: 'done', name: 'Name 0', done_at: new Date('2026-03-02T10:00:00Z') },
    { step_key: 'policy', state: 'todo', name: null, done_at: null },
    { step_key: 'profile', state: 'done', name: 'Name 0', done_at: expect.any(Date) },
    { step_key: 'welcome', state: 'done', name: null, done_at: expect.any(Date) },
  ]);
});

test('who started on the version that is taken back goes on with the earlier one', async () => {
  await room.addJourneys(3);
  const { id } = await room.publish(SECOND);
  await room.addJourneys(4, { prefix: 'newcomer' });
  await room.rollBack(id);
  const versions = await room.db.asOwner(
    `select v.number, count(*)::int from journeys j join flow_versions v on v.id = j.version_id group by 1`,
  );
  expect(versions).toEqual([{ number: 1, count: 7 }]);
  const orphans = await room.db.asOwner(`select * from journey_steps where step_key = 'survey'`);
  expect(orphans).toEqual([]);
  const wrong = await room.db.asOwner(`select id from journeys where percent <> journey_percent(id)`);
  expect(wrong).toEqual([]);
});

test('journeys that finish on different versions each go back to their own', async () => {
  await room.addJourneys(3);
  await room.publish(SECOND, { mode: 'finish_on_old' });
  await room.addJourneys(2, { prefix: 'second' });
  const before = await journeysIn(room.db, COUNTERS);
  const { id } = await room.publish(THIRD);
  const moved = await room.db.asOwner(`select distinct version_id from journeys`);
  expect(moved).toHaveLength(1);
  await room.rollBack(id);
  expect(await journeysIn(room.db, COUNTERS)).toEqual(before);
});

test('publications are taken back one after the other, newest first', async () => {
  await room.addJourneys(40);
  const before = await journeysIn(room.db, COUNTERS);
  const second = await room.publish(SECOND);
  const third = await room.publish(THIRD);
  const again = () => room.publications.rollBack(room.caller, FLOW, second.id);
  await expect(again()).rejects.toMatchObject({ code: 'publication_superseded' });
  await room.rollBack(third.id);
  expect(await liveNumber()).toBe(2);
  await room.rollBack(second.id);
  expect(await liveNumber()).toBe(1);
  expect(await journeysIn(room.db, COUNTERS)).toEqual(before);
});

test('what was taken back may be published again, under a number of its own', async () => {
  await room.addJourneys(10);
  const first = await room.publish(SECOND);
  await room.rollBack(first.id);
  const again = await room.publish(SECOND);
  expect(again).toMatchObject({ from_version: 1, to_version: 3, state: 'done', can_roll_back: true });
  expect(again.counts).toEqual(first.counts);
});

test('the earlier version is served as before, to the end that was planned for it', async () => {
  const activeTo = new Date('2026-12-31T00:00:00.000Z');
  const order = { environment: 'live', mode: 'carry', activeTo } as const;
  const planned = await room.publications.publish(room.caller, FLOW, {
    ...order,
    rowVersion: await room.draft(SECOND),
  });
  room.clock.advance(1_000);
  const { id } = await room.publish(THIRD);
  const ends = () => room.db.asOwner(`select number, active_to from flow_versions order by number`);
  expect((await ends())[1]).toEqual({ number: 2, active_to: room.clock.now() });
  room.clock.advance(1_000);
  await room.rollBack(id);
  expect((await ends()).slice(1)).toEqual([
    { number: 2, active_to: activeTo },
    { number: 3, active_to: room.clock.now() },
  ]);
  expect((await room.publications.publication(room.caller, FLOW, planned.id)).can_roll_back).toBe(true);
});

test('the other environment keeps what it has', async () => {
  await room.addJourneys(5, { environment: 'test' });
  await room.publish(SECOND, { environment: 'test' });
  const { id, to_version } = await room.publish(SECOND);
  expect(to_version).toBe(2);
  await room.rollBack(id);
  expect([await liveNumber('live'), await liveNumber('test')]).toEqual([1, 2]);
  const open = await room.db.asOwner(`select number from flow_versions where active_to is null order by number`);
  expect(open).toEqual([{ number: 1 }, { number: 2 }]);
});

test('a flow that was retired before it was published again is not served after the roll-back', async () => {
  await room.flows.retireFlow(room.caller, FLOW);
  room.clock.advance(1_000);
  const { id } = await room.publish(FIRST);
  expect(await liveNumber()).toBe(2);
  await room.rollBack(id);
  expect(await liveNumber()).toBeUndefined();
});

test('each journey that was put back says so in the event log', async () => {
  await room.addJourneys(2);
  const { id } = await room.publish(SECOND);
  await room.rollBack(id);
  const events = await room.db.asOwner(
    `select e.version_number, e.properties ->> 'publication_id' as publication, e.percent = j.percent as agrees
     from onboarding_events e join journeys j on j.id = e.journey_id where name = 'journey.rolled_back'`,
  );
  expect(events).toEqual([1, 2].map(() => ({ version_number: 1, publication: id, agrees: true })));
});
