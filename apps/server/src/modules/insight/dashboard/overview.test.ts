import { checkGate, getOnboarding, getOverview, type Route, updateStep } from '@stepwell/contract';
import type { FlowDefinition } from '@stepwell/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOW, sampleWith } from '../../../testing/flow-definitions.ts';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Two steps, of which the first is enough to complete. */
const SHORT: FlowDefinition = sampleWith(
  SAMPLE_FLOW.steps.filter((step) => step.key === 'welcome' || step.key === 'newsletter'),
);
let world: World;
let org: WorldOrganization;
let stranger: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  org = await world.organization('atelier');
  stranger = await world.organization('elsewhere');
  await org.publish('start', SAMPLE_FLOW);
  await org.publish('short', SHORT);
  await tellStories();
});
afterAll(() => world.drop());

async function send(externalId: string, route: Route, rest: object = {}) {
  return world.send(route, { bearer: await org.token(externalId), ...rest });
}
const open = (externalId: string, flow: string) => send(externalId, getOnboarding, { query: { flow } });
async function move(externalId: string, flow: string, key: string, body: object) {
  const { steps } = (await open(externalId, flow)).body.data;
  const step = steps.find((one: { key: string }) => one.key === key);
  const reply = await send(externalId, updateStep, {
    params: { key },
    query: { flow },
    body: { ...body, row_version: step.row_version },
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
}

/** 40 days ago one started; 2 days ago three more; yesterday one completed the short flow within 2 hours. */
async function tellStories(): Promise<void> {
  await open('early', 'start');
  world.clock.advance(38 * DAY_MS);
  await open('reader', 'start');
  await move('reader', 'start', 'welcome', { move: 'complete' });
  await open('maker', 'start');
  await move('maker', 'start', 'sample', { move: 'submit', answers: { link: 'https://example.com/1' } });
  await send('maker', checkGate, { params: { capability: 'content.publish' }, query: { flow: 'start' } });
  world.clock.advance(DAY_MS);
  await open('quick', 'short');
  world.clock.advance(2 * HOUR_MS);
  await move('quick', 'short', 'welcome', { move: 'complete' });
  world.clock.advance(DAY_MS);
  await world.application.stop();
}

/** By key: the sessions of the members have run out over the days that pass here. */
const ask = async (query: Record<string, string | number> = {}, bearer = org.keys.live) =>
  world.send(getOverview, { bearer, query });

describe('the overview', () => {
  it('counts the days asked for, what is open now, and what waits for a reviewer', async () => {
    const { data } = (await ask({ days: 30 })).body;
    expect(data).toMatchObject({
      participants: 4,
      journeys: { started: 3, active: 3, completed: 1 },
      completion_rate: 1 / 3,
      median_hours_to_complete: 2,
      waiting_for_review: 1,
    });
    expect((await ask({ days: 60 })).body.data.journeys).toEqual({ started: 4, active: 3, completed: 1 });
  });

  it('has a day of the trend for every day, today the last', async () => {
    const { trend } = (await ask({ days: 7 })).body.data;
    expect(trend).toHaveLength(7);
    expect(trend.at(-1)).toEqual({ day: '2026-04-11', started: 0, completed: 0 });
    expect(trend.filter((day: { started: number; completed: number }) => day.started + day.completed > 0)).toEqual([
      { day: '2026-04-09', started: 2, completed: 0 },
      { day: '2026-04-10', started: 1, completed: 1 },
    ]);
  });

  it('names where open journeys stand, with the step’s title and share', async () => {
    const { stuck_steps: stuck } = (await ask({})).body.data;
    expect(stuck).toEqual([
      { flow_key: 'start', step_key: 'welcome', title: 'Welcome', open: 2, share: 2 / 3 },
      { flow_key: 'start', step_key: 'profile', title: 'Profile', open: 1, share: 1 / 3 },
    ]);
  });

  it('counts refused gates by route and step', async () => {
    const { gate_refusals: refusals } = (await ask({})).body.data;
    expect(refusals.map((one: { step_key: string; count: number }) => [one.step_key, one.count])).toEqual([
      ['sample', 1],
      ['terms', 1],
    ]);
    expect(refusals[0]).toMatchObject({ capability: 'content.publish', route: 'GET /api/v1/gates/{capability}' });
  });

  it('shows the latest events of all journeys, newest first', async () => {
    const { recent } = (await ask({})).body.data;
    expect(recent[0]).toMatchObject({ external_id: 'quick', name: 'journey.completed', flow_key: 'short' });
    const times = recent.map((event: { occurred_at: string }) => Date.parse(event.occurred_at));
    expect(times).toEqual([...times].sort((left, right) => right - left));
    expect(new Set(recent.map((event: { external_id: string }) => event.external_id))).toEqual(
      new Set(['quick', 'maker', 'reader', 'early']),
    );
  });

  it('narrows to a flow', async () => {
    const { data } = (await ask({ flow: 'short' })).body;
    expect(data).toMatchObject({
      participants: 1,
      journeys: { started: 1, active: 0, completed: 1 },
      completion_rate: 1,
      waiting_for_review: 0,
    });
    expect(data.stuck_steps).toEqual([]);
    expect(new Set(data.recent.map((event: { flow_key: string }) => event.flow_key))).toEqual(new Set(['short']));
  });

  it('is at most five seconds old', async () => {
    const before = (await ask({ days: 45 })).body.data.participants;
    await open('late', 'start');
    expect((await ask({ days: 45 })).body.data.participants).toBe(before);
    world.clock.advance(5_000);
    expect((await ask({ days: 45 })).body.data.participants).toBe(before + 1);
  });

  it('is empty for another organization, does not find its flows, and is closed to participants', async () => {
    const { data } = (await ask({}, stranger.keys.live)).body;
    expect(data).toMatchObject({
      participants: 0,
      journeys: { started: 0, active: 0, completed: 0 },
      completion_rate: null,
      recent: [],
    });
    expect((await ask({ flow: 'start' }, stranger.keys.live)).status).toBe(404);
    expect((await send('reader', getOverview)).status).toBe(403);
  });
});
