import type { FunnelReach } from '@stepwell/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/template-database.ts';
import { fixedClock } from '../../../platform/clock/index.ts';
import { sequentialIds } from '../../../platform/ids/index.ts';
import { createEventLog, keepPartitionsAhead, type NewEvent } from '../events/index.ts';
import { planEventFunnel } from './event-funnel.ts';
import type { EventFunnelBody, FunnelReport } from './funnel-request.ts';
import { createFunnelService, type FunnelService } from './service.ts';

const HOUR_MS = 3_600_000;
const BASE_MS = Date.parse('2026-03-01T00:00:00.000Z');
const STAGES = [
  { key: 'asked', events: ['asked'] },
  { key: 'approved', events: ['approved', 'waved through'] },
  { key: 'paid', events: ['paid'] },
];

/** A participant's events: what happened and in which hour. */
type Story = readonly (readonly [name: string, hour: number])[];
type Question = { readonly windowHours?: number; readonly from?: number; readonly to?: number };

const story = fc.array(
  fc.tuple(fc.constantFrom('asked', 'approved', 'waved through', 'paid', 'seen'), fc.integer({ min: 0, max: 100 })),
  { maxLength: 14 },
);

/** By hand: from every event that may begin the funnel, walk forward taking the earliest that fits. */
function bestWalk(events: Story, { windowHours = Infinity, from = -Infinity, to = Infinity }: Question): number[] {
  const ordered = [...events].sort((left, right) => left[1] - right[1]);
  const walks = ordered.flatMap(([name, hour], start) => {
    if (name !== 'asked' || hour < from || hour >= to) return [];
    const hours = [hour];
    for (const [next, at] of ordered.slice(start + 1)) {
      if (at - hour <= windowHours && STAGES[hours.length]?.events.includes(next)) hours.push(at);
    }
    return [hours];
  });
  const furthest = Math.max(0, ...walks.map((walk) => walk.length));
  const earliest = Math.min(...walks.filter((walk) => walk.length === furthest).map((walk) => walk.at(-1) ?? 0));
  return walks.findLast((walk) => walk.length === furthest && walk.at(-1) === earliest) ?? [];
}

function nearestRank(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
}

/** Seen, entered, median and p90 (hours) of each stage. */
function expectedStages(stories: readonly Story[], question: Question) {
  const walks = stories.map((events) => bestWalk(events, question));
  return STAGES.map((_, stage) => {
    const reached = walks.filter((walk) => walk.length > stage);
    const waits = stage === 0 ? [] : reached.map((walk) => (walk[stage] ?? 0) - (walk[stage - 1] ?? 0));
    const saw = stage === 0 ? reached.length : walks.filter((walk) => walk.length >= stage).length;
    return [saw, reached.length, nearestRank(waits, 50), nearestRank(waits, 90)];
  });
}

function figuresOf({ stages }: FunnelReport) {
  const hours = (seconds: number | null) => (seconds === null ? null : seconds / 3_600);
  return stages.map((stage) => [stage.saw, stage.entered, hours(stage.median_seconds), hours(stage.p90_seconds)]);
}

describe('one participant in a funnel over any events', () => {
  it('gets as far and takes as long as a walk by hand from every beginning says, with any window and dates', () => {
    const options = fc.record({
      windowHours: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      from: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      to: fc.option(fc.integer({ min: 30, max: 101 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(story, options, (events, question) => {
        expect(walkOfActor(events, question)).toEqual(bestWalk(events, question));
      }),
      { numRuns: 500, seed: 20_260_301 },
    );
  });
});

function walkOfActor(events: Story, { windowHours, from = -Infinity, to = Infinity }: Question): number[] {
  const windowMs = windowHours === undefined ? null : windowHours * HOUR_MS;
  const plan = planEventFunnel(STAGES, {
    orgId: '',
    environment: 'live',
    flowId: null,
    start: { traits: [] },
    windowMs,
  });
  const actor = plan.newActor();
  let firstHour = 0;
  for (const [name, hour] of [...events].sort((left, right) => left[1] - right[1])) {
    const rest = { participantId: '', stepKey: null, toState: null, percent: null, offered: null };
    actor.take({ ...rest, name, atMs: hour * HOUR_MS, mayStart: hour >= from && hour < to });
  }
  const reach = actor.reach();
  const chain = actor as unknown as { state: { first: readonly ({ startMs: number } | null)[] } };
  firstHour = (chain.state.first[reach.entered.lastIndexOf(true)]?.startMs ?? 0) / HOUR_MS;
  return hoursOf(reach, firstHour);
}

function hoursOf({ entered, sinceMs }: FunnelReach, firstHour: number): number[] {
  let at = firstHour;
  return entered.flatMap((isEntered, stage) => {
    if (!isEntered) return [];
    at += stage === 0 ? 0 : (sinceMs[stage] ?? Number.NaN) / HOUR_MS;
    return [at];
  });
}

const ORG = '01900000-0000-7000-8000-00000000aaaa';
const OTHER_ORG = '01900000-0000-7000-8000-00000000bbbb';
const FLOW = '01900000-0000-7000-8000-0000000000f1';
const clock = fixedClock('2026-03-20T12:00:00.000Z');
const ids = sequentialIds();
const log = createEventLog({ ids });
const stories = fc.sample(story, { numRuns: 400, seed: 7 });
let test: TestDatabase;
let funnels: FunnelService;

beforeAll(async () => {
  test = await createTestDatabase({ clock });
  await keepPartitionsAhead({ database: test.database, clock });
  const flows = {
    flowByKey: async (_: unknown, key: string) => (key === 'claims' ? { id: FLOW } : null),
    versionForReport: async () => null,
  };
  funnels = createFunnelService({ database: test.database, clock, flows });
  await addOrganizations();
  await addStories();
});
afterAll(() => test.drop());

async function addOrganizations(): Promise<void> {
  for (const id of [ORG, OTHER_ORG]) {
    await test.asOwner(`insert into organizations (id, slug, name, created_at) values ($1, $2, 'x', now())`, [
      id,
      `o${id.slice(-4)}`,
    ]);
  }
}

/** Every third participant is French, every fourth has the plan "pro", whose events say so only of every eighth. */
async function addStories(): Promise<void> {
  const people = stories.map(() => ids.next());
  await addParticipants(people);
  const events = stories.flatMap((told, index): NewEvent[] => {
    const traits = index % 8 === 0 ? { plan: 'pro', seats: index } : null;
    const flow = { flowId: index % 2 === 0 ? FLOW : null, versionNumber: 1 + (index % 5) };
    const rest = { orgId: ORG, environment: 'live' as const, participantId: people[index] ?? '', ...flow, traits };
    return told.map(([name, hour]) => ({ ...rest, name, occurredAt: new Date(BASE_MS + hour * HOUR_MS) }));
  });
  const strangers = events.slice(0, 50).map((event) => ({ ...event, orgId: OTHER_ORG }));
  const inTest = events.slice(0, 50).map((event) => ({ ...event, environment: 'test' as const }));
  await test.database.asTenant(ORG, (tx) => log.appendEvents(tx, [...events, ...inTest]));
  await test.database.asTenant(OTHER_ORG, (tx) => log.appendEvents(tx, strangers));
}

async function addParticipants(people: readonly string[]): Promise<void> {
  const traits = people.map((_, index) =>
    index % 4 === 0 ? { plan: 'pro', tags: ['early', 'loud'] } : { plan: 'free', seats: 5 },
  );
  await test.asOwner(
    `insert into participants (id, org_id, environment, external_id, market, traits, created_at)
     select p.id, $1, 'live', p.id, p.market, p.traits, now() from unnest($2::uuid[], $3::text[], $4::jsonb[]) as p (id, market, traits)`,
    [ORG, people, people.map((_, index) => (index % 3 === 0 ? 'FR' : 'DE')), traits.map((one) => JSON.stringify(one))],
  );
}

const ask = (rest: Partial<EventFunnelBody> = {}, orgId = ORG) =>
  funnels.eventFunnel({ orgId, environment: 'live' }, { stages: STAGES, ...rest });
const some = (keep: (index: number) => boolean) => stories.filter((_, index) => keep(index));
const iso = (hour: number) => new Date(BASE_MS + hour * HOUR_MS).toISOString();

describe('a funnel over the events of an organization', () => {
  it('counts exactly and times by nearest rank', async () => {
    const report = await ask();
    expect(figuresOf(report)).toEqual(expectedStages(stories, {}));
    expect(report.stages.map((stage) => stage.title)).toEqual(['asked', 'approved', 'paid']);
    const [first, second] = report.stages;
    expect(second?.conversion).toBe((second?.entered ?? 0) / (second?.saw ?? 0));
    expect(second?.overall).toBe((second?.entered ?? 0) / (first?.entered ?? 0));
    expect(report.computed_at).toBe('2026-03-20T12:00:00.000Z');
  });

  it('keeps within a window from the first stage, its end included', async () => {
    expect(figuresOf(await ask({ window_days: 1 }))).toEqual(expectedStages(stories, { windowHours: 24 }));
  });

  it('begins only at or after `from` and before `to`', async () => {
    const report = await ask({ from: iso(20), to: iso(50) });
    expect(figuresOf(report)).toEqual(expectedStages(stories, { from: 20, to: 50 }));
    expect(report.filters).toEqual({ from: iso(20), to: iso(50) });
    expect(figuresOf(await ask({ from: iso(20), to: iso(50), window_days: 2 }))).toEqual(
      expectedStages(stories, { from: 20, to: 50, windowHours: 48 }),
    );
  });

  it('narrows to a flow, to a version and to a market', async () => {
    expect(figuresOf(await ask({ flow: 'claims' }))).toEqual(
      expectedStages(
        some((index) => index % 2 === 0),
        {},
      ),
    );
    expect(figuresOf(await ask({ version: 3 }))).toEqual(
      expectedStages(
        some((index) => index % 5 === 2),
        {},
      ),
    );
    expect(figuresOf(await ask({ market: 'FR' }))).toEqual(
      expectedStages(
        some((index) => index % 3 === 0),
        {},
      ),
    );
  });

  it('narrows to traits, as the event had them before as the participant has them', async () => {
    expect(figuresOf(await ask({ traits: { plan: 'pro' } }))).toEqual(
      expectedStages(
        some((index) => index % 4 === 0),
        {},
      ),
    );
    expect(figuresOf(await ask({ traits: { seats: 16 } }))).toEqual(
      expectedStages(
        some((index) => index === 16),
        {},
      ),
    );
    expect(figuresOf(await ask({ traits: { tags: 'loud' } }))).toEqual(
      expectedStages(
        some((index) => index % 4 === 0),
        {},
      ),
    );
    const both = await ask({ traits: { plan: 'free', seats: 5 } });
    expect(figuresOf(both)).toEqual(
      expectedStages(
        some((index) => index % 4 !== 0),
        {},
      ),
    );
  });

  it('shows an organization its own events only, and none of the other environment', async () => {
    const foreign = await ask({}, OTHER_ORG);
    expect(foreign.stages[0]?.entered).toBeLessThan(10);
    const inTest = await funnels.eventFunnel({ orgId: ORG, environment: 'test' }, { stages: STAGES });
    expect(inTest.stages[0]?.entered).toBe(foreign.stages[0]?.entered);
  });

  it('answers with nobody rather than failing when nothing matches', async () => {
    const report = await ask({ market: 'JP' });
    expect(
      report.stages.map(({ saw, entered, conversion, overall, median_seconds }) => [
        saw,
        entered,
        conversion,
        overall,
        median_seconds,
      ]),
    ).toEqual([
      [0, 0, null, null, null],
      [0, 0, null, null, null],
      [0, 0, null, null, null],
    ]);
  });

  it('refuses an unknown flow, shared keys and dates the wrong way round', async () => {
    await expect(ask({ flow: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
    const shared = [STAGES[0], STAGES[0]].map((stage) => stage ?? { key: '', events: [] });
    await expect(ask({ stages: shared })).rejects.toMatchObject({
      code: 'validation_failed',
      extra: { errors: [{ path: '/stages/1/key', code: 'duplicate_key' }] },
    });
    await expect(ask({ from: iso(5), to: iso(5) })).rejects.toMatchObject({ extra: { errors: [{ path: 'to' }] } });
  });

  it('tells the names of events, most frequent first', async () => {
    const expected = new Map<string, number>();
    for (const [name] of stories.flat()) expected.set(name, (expected.get(name) ?? 0) + 1);
    const names = await funnels.eventNames({ orgId: ORG, environment: 'live' });
    expect(new Map(names.map(({ name, count }) => [name, count]))).toEqual(expected);
    expect(names.map(({ count }) => count)).toEqual([...expected.values()].sort((left, right) => right - left));
  });
});
