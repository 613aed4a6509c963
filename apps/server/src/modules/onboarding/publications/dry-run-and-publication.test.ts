import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FIRST, SECOND, STATE_COUNT } from './testing/marketplace-versions.ts';
import { FLOW, journeysIn, openPublicationRoom, ORG, type PublicationRoom } from './testing/publication-room.ts';

let room: PublicationRoom;

beforeEach(async () => {
  room = await openPublicationRoom(100);
});
afterEach(() => room.close());

const dryRun = (mode: 'carry' | 'finish_on_old' | 'restart', environment: 'live' | 'test' = 'live') =>
  room.publications.dryRun(room.caller, FLOW, { environment, mode });

describe.each(['carry', 'finish_on_old', 'restart'] as const)('in the mode %s', (mode) => {
  test('the dry run says exactly what publishing then does', async () => {
    await room.addJourneys(STATE_COUNT);
    await room.draft(SECOND);
    const forecast = await dryRun(mode);
    const publication = await room.publish(SECOND, { mode });
    expect(publication).toMatchObject({ state: 'done', journeys_total: STATE_COUNT, journeys_migrated: STATE_COUNT });
    expect(publication.counts).toEqual(forecast.counts);
    expect(forecast.counts.total).toBe(STATE_COUNT);
    const outcomes = await room.db.asOwner<{ outcome: string; count: number }>(
      `select outcome, count(*)::int from publication_journeys where publication_id = $1 group by outcome`,
      [publication.id],
    );
    const found = Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count]));
    const { total: _, kept, ...moved } = forecast.counts;
    expect(kept).toBe(mode === 'finish_on_old' ? STATE_COUNT : 0);
    expect({ ...Object.fromEntries(Object.keys(moved).map((key) => [key, 0])), ...found }).toEqual(moved);
  });
});

test('every outcome of carrying occurs, and nobody is counted twice', async () => {
  await room.addJourneys(STATE_COUNT);
  await room.draft(SECOND);
  const { counts } = await dryRun('carry');
  const { total, ...outcomes } = counts;
  expect(counts.unchanged && counts.advances && counts.regresses && counts.stranded).toBeTruthy();
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(total);
  // A third of the people are in Germany, which the draft leaves out; those who were complete are not stranded.
  expect(counts.stranded).toBeGreaterThan(STATE_COUNT / 6);
  expect(counts.stranded).toBeLessThanOrEqual(STATE_COUNT / 3);
});

test('the steps say on how many journeys their work is carried, reset and dropped', async () => {
  await room.addJourneys(STATE_COUNT);
  await room.draft(SECOND);
  const { steps } = await dryRun('carry');
  const touched = async (key: string, states: string[]) => {
    const [row] = await room.db.asOwner<{ count: number }>(
      `select count(*)::int from journey_steps where step_key = $1 and state = any($2)`,
      [key, states],
    );
    return row?.count ?? 0;
  };
  const none = { carried: 0, reset: 0, dropped: 0 };
  expect(steps).toEqual([
    { ...none, key: 'welcome', carried: await touched('welcome', ['done']) },
    { ...none, key: 'profile', reset: await touched('profile', ['done', 'in_progress']) },
    { ...none, key: 'policy', carried: await touched('policy', ['done']) },
    { ...none, key: 'bonus', carried: await touched('bonus', ['done']), reset: await touched('bonus', ['skipped']) },
    {
      ...none,
      key: 'piece',
      carried: await touched('piece', ['submitted', 'done', 'rejected']),
      reset: await touched('piece', ['in_progress']),
    },
    { ...none, key: 'survey' },
    { ...none, key: 'documents', dropped: STATE_COUNT },
  ]);
});

test('the samples show at most fifty of each outcome, who loses most first', async () => {
  await room.addJourneys(STATE_COUNT);
  await room.draft(SECOND);
  const { samples, counts } = await dryRun('carry');
  const outcomes = ['stranded', 'regresses', 'advances'] as const;
  expect([...new Set(samples.map((sample) => sample.outcome))]).toEqual([...outcomes]);
  for (const outcome of outcomes) {
    const shown = samples.filter((sample) => sample.outcome === outcome);
    expect(shown).toHaveLength(Math.min(50, counts[outcome]));
    const gains = shown.map((sample) => sample.percent_after - sample.percent_before);
    expect(gains).toEqual(gains.toSorted((one, other) => one - other));
  }
  expect(Math.max(counts.stranded, counts.regresses)).toBeGreaterThan(50);
});

test('a dry run changes nothing', async () => {
  await room.addJourneys(30);
  await room.draft(SECOND);
  const before = await journeysIn(room.db);
  for (const mode of ['carry', 'finish_on_old', 'restart'] as const) await dryRun(mode);
  expect(await journeysIn(room.db)).toEqual(before);
});

test('publishing moves the journeys of its environment and flow and no others', async () => {
  await room.addJourneys(20);
  await room.addJourneys(20, { environment: 'test' });
  const ofTest = async () => (await journeysIn(room.db)).filter((row) => environmentOf(row) === 'test');
  const before = await ofTest();
  const publication = await room.publish(SECOND);
  expect(publication.counts.total).toBe(20);
  expect(await ofTest()).toEqual(before);
  const versions = await room.db.asOwner(
    `select j.environment, v.number, count(*)::int from journeys j join flow_versions v on v.id = j.version_id group by 1, 2 order by 1`,
  );
  expect(versions).toEqual([
    { environment: 'live', number: 2, count: 20 },
    { environment: 'test', number: 1, count: 20 },
  ]);
});

test('after the move the stored figures equal their recomputation in SQL', async () => {
  await room.addJourneys(STATE_COUNT);
  await room.publish(SECOND);
  const wrong = await room.db.asOwner(`select id from journeys where percent <> journey_percent(id)`);
  expect(wrong).toEqual([]);
  const steps = await room.db.asOwner(`select distinct step_key from journey_steps order by 1`);
  expect(steps.map((row) => Object.values(row)[0])).toEqual([
    'bonus',
    'piece',
    'policy',
    'profile',
    'survey',
    'welcome',
  ]);
});

test('finishing on the old version leaves every journey as it is and serves the new one to newcomers', async () => {
  await room.addJourneys(20);
  const before = await journeysIn(room.db);
  await room.publish(SECOND, { mode: 'finish_on_old' });
  expect(await journeysIn(room.db)).toEqual(before);
  const live = await room.database.asTenant(ORG, (tx) => room.flows.liveVersion(tx, 'live', FLOW));
  expect(live?.number).toBe(2);
});

test('restarting takes every journey back to its beginning', async () => {
  await room.addJourneys(30);
  room.clock.advance(60_000);
  const publication = await room.publish(SECOND, { mode: 'restart' });
  const states = await room.db.asOwner(
    `select distinct s.state, s.answers is null as is_empty, j.percent, j.completed_at, j.started_at
     from journey_steps s join journeys j on j.id = s.journey_id`,
  );
  const startedAt = new Date(publication.published_at);
  expect(states).toEqual([{ state: 'todo', is_empty: true, percent: 0, completed_at: null, started_at: startedAt }]);
});

test('who starts while journeys are being moved starts on the new version and is not moved', async () => {
  await room.addJourneys(20);
  const publication = await room.publish(SECOND, { isMoved: false });
  await room.addJourneys(5, { prefix: 'newcomer' });
  await room.publications.continuePublication(ORG, publication.id);
  const done = await room.publications.publication(room.caller, FLOW, publication.id);
  expect(done).toMatchObject({ state: 'done', journeys_total: 20, journeys_migrated: 20 });
  const [row] = await room.db.asOwner(`select count(*)::int as count from journeys where revision = 0`);
  expect(row).toEqual({ count: 5 });
});

test('a journey that changed between publishing and its batch is moved as it is then', async () => {
  await room.addJourneys(3);
  const publication = await room.publish(SECOND, { isMoved: false });
  await room.db.asOwner(
    `update journey_steps set state = 'done', row_version = row_version + 1, done_at = now() where step_key = 'policy'`,
  );
  await room.db.asOwner(`update journeys set revision = revision + 1`);
  await room.publications.continuePublication(ORG, publication.id);
  const states = await room.db.asOwner(`select distinct state from journey_steps where step_key = 'policy'`);
  expect(states).toEqual([{ state: 'done' }]);
});

test('each journey that was moved says so in the event log', async () => {
  await room.addJourneys(2);
  const publication = await room.publish(SECOND);
  const events = await room.db.asOwner<{ percent: number; properties: Record<string, unknown> }>(
    `select e.name, e.version_number, e.actor, e.percent, e.market, e.traits, e.properties, j.percent as stored
     from onboarding_events e join journeys j on j.id = e.journey_id order by e.id`,
  );
  expect(events).toHaveLength(2);
  expect(events[0]).toMatchObject({
    name: 'journey.migrated',
    version_number: 2,
    actor: 'system',
    market: 'FR',
    traits: { index: 0 },
    properties: {
      publication_id: publication.id,
      mode: 'carry',
      from_version: 1,
      reset: ['profile', 'bonus'],
      dropped: ['documents'],
    },
  });
  for (const event of events) expect(event).toMatchObject({ percent: (event as unknown as { stored: number }).stored });
});

test('an equal definition carries everything as it is, work in progress too', async () => {
  await room.addJourneys(60);
  await room.publish({ ...FIRST, title: { en: 'Other title' } }, { mode: 'finish_on_old' });
  const steps = () => room.db.asOwner(`select journey_id, step_key, state, answers from journey_steps order by 1, 2`);
  const before = await steps();
  const publication = await room.publish(FIRST);
  expect(publication).toMatchObject({ from_version: 2, to_version: 3, counts: { unchanged: 60, total: 60 } });
  expect(await steps()).toEqual(before);
});

function environmentOf(row: unknown): string {
  return (row as { journey: { environment: string } }).journey.environment;
}
