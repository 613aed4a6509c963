import { archiveFlag } from '@stepwell/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';
import {
  booleanFlag,
  changeFlagIn,
  createFlagIn,
  evaluateIn,
  type Neighbour,
  openNeighbour,
} from '../../../testing/flag-world.ts';

const POLL_MS = 5_000;
const IDLE_MS = 60_000;
const REST_MS = 1_000;
const SOON = { timeout: 5_000, interval: 5 };

let world: World;
let acme: WorldOrganization;
const neighbours: Neighbour[] = [];

beforeAll(async () => {
  world = await createWorld();
  acme = await world.organization('acme');
});
afterEach(async () => {
  vi.useRealTimers();
  for (const neighbour of neighbours.splice(0)) await neighbour.stop();
});
afterAll(() => world.drop());

async function neighbourOf(options: Parameters<typeof openNeighbour>[1] = {}): Promise<Neighbour> {
  const neighbour = await openNeighbour(world, options);
  neighbours.push(neighbour);
  return neighbour;
}

const off = booleanFlag({ is_enabled: false });

/** The time between two looks, without waiting for it. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  vi.useRealTimers();
}

describe('a change in one process', () => {
  it('is seen by another within a second, and by the one that made it at once', async () => {
    const neighbour = await neighbourOf();
    const following = await neighbour.application.flags.followChanges();
    await createFlagIn(world, acme, 'told', booleanFlag());
    expect(await neighbour.valueOf(acme, 'told')).toBe(true);
    await changeFlagIn(world, acme, 'told', off);
    expect((await evaluateIn(world, acme, 'told')).body.value).toBe(false);
    await vi.waitFor(async () => expect(await neighbour.valueOf(acme, 'told')).toBe(false), { timeout: 1_000 });
    await createFlagIn(world, acme, 'told-later', booleanFlag());
    await vi.waitFor(async () => expect(await neighbour.valueOf(acme, 'told-later')).toBe(true), { timeout: 1_000 });
    await world.send(archiveFlag, { session: acme.session, params: { key: 'told' } });
    await vi.waitFor(async () => expect(await neighbour.valueOf(acme, 'told')).toBe('FLAG_NOT_FOUND'), {
      timeout: 1_000,
    });
    following.stop();
  });

  it('is seen after five seconds where notifications are cut off, and no sooner', async () => {
    const neighbour = await neighbourOf({ hearsNotifications: false });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const following = await neighbour.application.flags.followChanges();
    await createFlagIn(world, acme, 'healed', booleanFlag());
    expect(await neighbour.valueOf(acme, 'healed')).toBe(true);
    await changeFlagIn(world, acme, 'healed', off);
    await vi.advanceTimersByTimeAsync(POLL_MS - 1);
    expect(await neighbour.valueOf(acme, 'healed')).toBe(true);
    await pass(1);
    await neighbour.statements();
    expect(await neighbour.valueOf(acme, 'healed')).toBe(false);
    following.stop();
  });

  it('is never seen by a process that neither hears nor looks', async () => {
    const neighbour = await neighbourOf({ hearsNotifications: false });
    await createFlagIn(world, acme, 'unseen', booleanFlag());
    expect(await neighbour.valueOf(acme, 'unseen')).toBe(true);
    await changeFlagIn(world, acme, 'unseen', off);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await pass(2 * POLL_MS);
    expect(await neighbour.valueOf(acme, 'unseen')).toBe(true);
  });
});

describe('what is remembered', () => {
  it('is asked without the database', async () => {
    const neighbour = await neighbourOf();
    await createFlagIn(world, acme, 'warm', booleanFlag({ percentage: 50 }));
    await neighbour.valueOf(acme, 'warm', { targetingKey: 'somebody' });
    const before = await neighbour.statements();
    for (let at = 0; at < 20; at += 1) await neighbour.valueOf(acme, 'warm', { targetingKey: `somebody-${at}` });
    expect(await neighbour.statements()).toBe(before);
    expect(await neighbour.valueOf(await world.organization('cold'), 'warm')).toBe('FLAG_NOT_FOUND');
    expect(await neighbour.statements()).toBeGreaterThan(before);
  });

  it('is looked after while it is used, and not when nobody asks for it any more', async () => {
    const neighbour = await neighbourOf({ hearsNotifications: false });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const following = await neighbour.application.flags.followChanges();
    const statementsOfLook = async () => {
      const before = await neighbour.statements();
      await vi.advanceTimersByTimeAsync(POLL_MS);
      return (await neighbour.statements()) - before;
    };
    expect(await statementsOfLook()).toBe(0);
    await neighbour.valueOf(acme, 'warm');
    expect(await statementsOfLook()).toBe(1);
    world.clock.advance(IDLE_MS);
    expect(await statementsOfLook()).toBe(1);
    expect(await statementsOfLook()).toBe(0);
    following.stop();
  });

  it('goes on being served while the database is away, and is brought up to date afterwards', async () => {
    await createFlagIn(world, acme, 'sturdy', booleanFlag());
    const neighbour = await neighbourOf();
    const following = await neighbour.application.flags.followChanges();
    expect(await neighbour.valueOf(acme, 'sturdy')).toBe(true);
    const before = await neighbour.statements();
    await changeFlagIn(world, acme, 'sturdy', off);
    // It knows of the change now, and has not read it.
    await vi.waitFor(async () => expect(await neighbour.statements()).toBeGreaterThan(before), SOON);
    neighbour.database('refuses');
    expect(await neighbour.valueOf(acme, 'sturdy')).toBe(true);
    neighbour.database('answers');
    expect(await neighbour.valueOf(acme, 'sturdy')).toBe(true);
    world.clock.advance(REST_MS);
    expect(await neighbour.valueOf(acme, 'sturdy')).toBe(false);
    following.stop();
  });
});

describe('where nothing is remembered and the database is silent', () => {
  const settings = {
    STEPWELL_FLAG_NEW_CHECKOUT: 'true',
    STEPWELL_FLAG_LAYOUT: 'compact',
    STEPWELL_FLAG_LIMITS: '{"rows": 20}',
  };

  it('the environment answers, and the flag itself as soon as it can be read', async () => {
    await createFlagIn(world, acme, 'new-checkout', off);
    const neighbour = await neighbourOf({ settings });
    await neighbour.application.apiKeys.authenticateApiKey(acme.keys.live, 'live');
    neighbour.database('refuses');
    const { status, body } = await neighbour.evaluate(acme, 'new-checkout');
    expect([status, body]).toEqual([
      200,
      { key: 'new-checkout', value: true, reason: 'DEFAULT', metadata: { source: 'environment' } },
    ]);
    expect(await neighbour.valueOf(acme, 'layout')).toBe('compact');
    expect(await neighbour.valueOf(acme, 'limits')).toEqual({ rows: 20 });
    neighbour.database('answers');
    expect(await neighbour.valueOf(acme, 'new-checkout')).toBe(true);
    world.clock.advance(REST_MS);
    expect(await neighbour.valueOf(acme, 'new-checkout')).toBe(false);
    expect(await neighbour.valueOf(acme, 'layout')).toBe('FLAG_NOT_FOUND');
  });

  it('the environment answers after a second where the database hangs', async () => {
    const neighbour = await neighbourOf({ settings });
    await neighbour.application.apiKeys.authenticateApiKey(acme.keys.live, 'live');
    neighbour.database('hangs');
    const startedAt = performance.now();
    expect(await neighbour.valueOf(acme, 'layout')).toBe('compact');
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    neighbour.database('answers');
    world.clock.advance(REST_MS);
    expect(await neighbour.valueOf(acme, 'layout')).toBe('FLAG_NOT_FOUND');
  });

  it('a flag of which the environment says nothing is unavailable, not unknown', async () => {
    const neighbour = await neighbourOf({ settings });
    await neighbour.application.apiKeys.authenticateApiKey(acme.keys.live, 'live');
    neighbour.database('refuses');
    const { status, body } = await neighbour.evaluate(acme, 'constructor');
    expect([status, body.code]).toEqual([503, 'database_unavailable']);
  });
});

describe('a percentage', () => {
  it('means the same people in every process, and keeps them when it is raised', async () => {
    const neighbour = await neighbourOf();
    const ids = Array.from({ length: 300 }, (_, at) => `creator-${at}`);
    await createFlagIn(world, acme, 'rollout', booleanFlag({ percentage: 25 }));
    const insideHere = async () => {
      const values = await Promise.all(ids.map((id) => evaluateIn(world, acme, 'rollout', { targetingKey: id })));
      return ids.filter((_, at) => values[at]?.body.value);
    };
    const quarter = await insideHere();
    const there = await Promise.all(ids.map((id) => neighbour.valueOf(acme, 'rollout', { targetingKey: id })));
    expect(ids.filter((_, at) => there[at])).toEqual(quarter);
    expect(quarter.length).toBeGreaterThan(45);
    expect(quarter.length).toBeLessThan(105);
    await changeFlagIn(world, acme, 'rollout', booleanFlag({ percentage: 60 }));
    const more = await insideHere();
    expect(more).toEqual(expect.arrayContaining(quarter));
    expect(more.length).toBeGreaterThan(quarter.length);
  });
});
