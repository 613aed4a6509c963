import {
  computeFunnel,
  getFunnel,
  getOnboarding,
  listEventNames,
  type Route,
  reviewStep,
  updateStep,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';

const MINUTE_MS = 60_000;
let world: World;
let org: WorldOrganization;
let stranger: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  org = await world.organization('atelier');
  stranger = await world.organization('elsewhere');
  await org.publish('start', SAMPLE_FLOW);
  await tellStories();
});
afterAll(() => world.drop());

/** Opens the journey and gives a function that makes a move, some minutes after the one before. */
async function begin(externalId: string, market?: string) {
  const send = async (route: Route, rest: object = {}) =>
    world.send(route, { bearer: await org.token(externalId, { market }), ...rest });
  await send(getOnboarding);
  return async (minutes: number, key: string, move: string, rest: object = {}) => {
    world.clock.advance(minutes * MINUTE_MS);
    const { steps } = (await send(getOnboarding)).body.data;
    const step = steps.find((one: { key: string }) => one.key === key);
    const body = { move, row_version: step.row_version, ...rest };
    const reply = await send(updateStep, { params: { key }, body });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  };
}

const byServer = (externalId: string, key: string) =>
  world.send(reviewStep, {
    bearer: org.keys.live,
    params: { external_id: externalId, key },
    body: { decision: 'complete' },
  });

/** Weights of the sample flow: welcome 1, profile 1, terms 1, payout 3, identity 2, sample 1; one of them needs review. */
async function tellStories(): Promise<void> {
  await begin('only-opened', 'FR');

  const reader = await begin('reader', 'FR');
  await reader(10, 'welcome', 'complete');

  const studio = await begin('studio', 'DE');
  await studio(10, 'welcome', 'complete');
  await studio(20, 'profile', 'submit', { answers: { name: 'Ada', studio: true } });
  await studio(30, 'studio_details', 'submit', { answers: { city: 'Lyon' } });

  // Out of order: the terms come before the welcome, and the sample is handed in early.
  const hasty = await begin('hasty', 'FR');
  await hasty(1, 'terms', 'complete', { terms_version: '2026-01' });
  await hasty(2, 'sample', 'submit', { answers: { link: 'https://example.com/1' } });
  await hasty(3, 'welcome', 'complete');
  await hasty(4, 'profile', 'submit', { answers: { name: 'Grace' } });
  world.clock.advance(5 * MINUTE_MS);
  expect((await byServer('hasty', 'payout')).status).toBe(200);
}

const ask = async (query: Record<string, string | number> = {}) =>
  (await world.send(getFunnel, { session: org.session, query: { flow: 'start', ...query } })).body.data;
const counts = (funnel: { stages: { key: string; saw: number; entered: number }[] }) =>
  Object.fromEntries(funnel.stages.map((stage) => [stage.key, [stage.saw, stage.entered]]));

describe('the milestones of a flow', () => {
  it('count who came how far, whatever order the steps were done in', async () => {
    const funnel = await ask();
    expect(counts(funnel)).toEqual({
      started: [4, 4],
      engaged: [4, 3],
      half_way: [3, 1],
      submitted: [1, 1],
      completed: [1, 0],
    });
    expect(funnel.stages.map((stage: { title: string }) => stage.title)).toEqual([
      'Started',
      'Engaged',
      'Half way',
      'Submitted',
      'Completed',
    ]);
  });

  it('take the time from the milestone before, each one when it and all before it held', async () => {
    const { stages } = await ask();
    // Engaged after 10, 10 and 1 minutes; the hasty one was half way 14 minutes later and had submitted long before.
    expect(stages[1]).toMatchObject({ median_seconds: 600, p90_seconds: 600, conversion: 0.75, overall: 0.75 });
    expect(stages[2]).toMatchObject({ median_seconds: 14 * 60 });
    expect(stages[3]).toMatchObject({ median_seconds: 0 });
    expect(stages[4]).toMatchObject({ median_seconds: null, conversion: 0 });
  });

  it('narrow to a market, and to a time without anybody', async () => {
    expect(counts(await ask({ market: 'DE' }))).toMatchObject({ started: [1, 1], engaged: [1, 1], half_way: [1, 0] });
    expect(counts(await ask({ from: '2026-06-01T00:00:00Z' }))).toMatchObject({ started: [0, 0] });
  });
});

describe('the steps of a flow', () => {
  it('count among those to whom the step applied, not among those of the row above', async () => {
    const funnel = await ask({ stages: 'steps' });
    const found = counts(funnel);
    expect(Object.keys(found)).toEqual(SAMPLE_FLOW.steps.map((step) => step.key));
    expect(found).toMatchObject({
      welcome: [4, 3],
      profile: [4, 2],
      terms: [4, 1],
      payout: [4, 1],
      identity: [4, 0],
      sample: [4, 1],
      studio_details: [1, 1],
    });
    expect(funnel.stages.map((stage: { title: string }) => stage.title)).toContain('Payout account');
  });

  it('take the time since the participant’s own previous step', async () => {
    const { stages } = await ask({ stages: 'steps' });
    const of = (key: string) => stages.find((stage: { key: string }) => stage.key === key);
    expect(of('studio_details').median_seconds).toBe(30 * 60);
    expect(of('terms').median_seconds).toBe(60);
    expect(of('sample').median_seconds).toBe(2 * 60);
    // 10 and 10 minutes after the start, and 3 after the sample.
    expect(of('welcome').median_seconds).toBe(600);
    expect(of('profile')).toMatchObject({ median_seconds: 4 * 60, p90_seconds: 20 * 60, overall: 0.5 });
  });

  it('are those of the version that is asked for, and a version that is not there is not found', async () => {
    expect((await ask({ stages: 'steps', version: 1 })).stages).toHaveLength(SAMPLE_FLOW.steps.length);
    const reply = await world.send(getFunnel, {
      session: org.session,
      query: { flow: 'start', stages: 'steps', version: 9 },
    });
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
  });
});

describe('who may ask', () => {
  it('does not find a flow of another organization', async () => {
    const reply = await world.send(getFunnel, { session: stranger.session, query: { flow: 'start' } });
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
    const names = await world.send(listEventNames, { session: stranger.session });
    expect(names.body.data).toEqual([]);
  });

  it('is a member or a key, not a participant and not the public', async () => {
    const body = { stages: [{ key: 'a', events: ['journey.started'] }] };
    expect((await world.send(computeFunnel, { bearer: org.keys.live, body })).body.data.stages[0].entered).toBe(4);
    expect((await world.send(computeFunnel, { bearer: org.keys.test, body })).body.data.stages[0].entered).toBe(0);
    expect((await world.send(computeFunnel, { bearer: await org.token('reader'), body })).status).toBe(403);
    expect((await world.send(computeFunnel, { body })).status).toBe(401);
  });

  it('is told what is wrong with the question', async () => {
    const reply = await world.send(getFunnel, {
      session: org.session,
      query: { flow: 'start', trait: 'plan', window_days: 0 },
    });
    expect([reply.status, reply.body.code]).toEqual([422, 'validation_failed']);
    expect(reply.body.errors.map((error: { path: string }) => error.path).sort()).toEqual([
      'query/trait',
      'query/window_days',
    ]);
  });
});
