import type { FlagDefinition } from '@stepwell/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../platform/database/index.ts';
import { openRedis, type SharedStore } from '../../../platform/redis/index.ts';
import { booleanFlag, changeFlagIn, createFlagIn, type Neighbour, openNeighbour } from '../../../testing/flag-world.ts';
import { hasRedis, type RedisServer, startRedis } from '../../../testing/redis-server.ts';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';
import { createFlagMirror } from './mirror.ts';

const SOON = { timeout: 5_000, interval: 10 };
const REST_MS = 1_000;
const off = booleanFlag({ is_enabled: false });

let world: World;
let redis: RedisServer;
let store: SharedStore;
let acme: WorldOrganization;
let organizations = 0;
const neighbours: Neighbour[] = [];

beforeAll(async () => {
  if (!hasRedis) return;
  world = await createWorld();
  redis = await startRedis();
  store = openRedis({ url: redis.url, log: silentLog });
});
beforeEach(async () => {
  if (!hasRedis) return;
  await vi.waitUntil(() => store.isConnected(), SOON);
  acme = await world.organization(`acme-${(organizations += 1)}`);
});
afterEach(async () => {
  for (const neighbour of neighbours.splice(0)) await neighbour.stop();
});
afterAll(async () => {
  store?.close();
  await redis?.kill();
  await world?.drop();
});

/** A process that learns of changes over Redis alone, or, without it, not at all. */
async function processOf(settings: Record<string, string>): Promise<Neighbour> {
  const neighbour = await openNeighbour(world, { hearsNotifications: false, settings });
  neighbours.push(neighbour);
  const { sharedStore, apiKeys, flags } = neighbour.application as typeof neighbour.application & {
    sharedStore?: SharedStore;
  };
  if (sharedStore) await vi.waitFor(() => expect(sharedStore.isConnected()).toBe(true), SOON);
  await apiKeys.authenticateApiKey(acme.keys.live, 'live');
  const following = await flags.followChanges();
  const stop = neighbour.stop.bind(neighbour);
  neighbour.stop = async () => {
    following.stop();
    await stop();
  };
  return neighbour;
}

const withRedis = (more: Record<string, string> = {}) => processOf({ REDIS_URL: redis.url, ...more });

/** Changes a flag through another process, which mirrors it. */
async function changeBy(neighbour: Neighbour, key: string, definition: FlagDefinition): Promise<void> {
  const { flags } = neighbour.application;
  const caller = { orgId: acme.id, environment: 'live' as const, actorKind: 'system' as const, actorId: null };
  const { row_version: rowVersion, name, description } = await flags.flag(caller, key);
  await flags.update(caller, key, { name, description, definition, rowVersion });
}

describe.skipIf(!hasRedis)('a process whose database does not answer', () => {
  it('reads what another one mirrored, and says so; without Redis there is nothing', async () => {
    await createFlagIn(world, acme, 'kept', booleanFlag({ percentage: 50 }));
    const mirroring = await withRedis();
    await mirroring.valueOf(acme, 'kept', { targetingKey: 'somebody' });
    const [cut, alone] = [await withRedis(), await processOf({})];
    cut.database('refuses');
    alone.database('refuses');
    const { status, body } = await cut.evaluate(acme, 'kept', { targetingKey: 'somebody' });
    const { value } = (await mirroring.evaluate(acme, 'kept', { targetingKey: 'somebody' })).body;
    expect([status, body.value, body.reason, body.metadata]).toEqual([200, value, 'SPLIT', { source: 'mirror' }]);
    expect((await alone.evaluate(acme, 'kept')).status).toBe(503);
    expect((await mirroring.evaluate(acme, 'kept', { targetingKey: 'somebody' })).body.metadata).toBeUndefined();
  });

  it('learns over Redis what was changed meanwhile, within a second; without Redis it does not', async () => {
    await createFlagIn(world, acme, 'news', booleanFlag());
    const [changing, cut, alone] = [await withRedis(), await withRedis(), await processOf({})];
    expect([await cut.valueOf(acme, 'news'), await alone.valueOf(acme, 'news')]).toEqual([true, true]);
    cut.database('refuses');
    alone.database('refuses');
    await changeBy(changing, 'news', off);
    await vi.waitFor(async () => expect(await cut.valueOf(acme, 'news')).toBe(false), { timeout: 1_000 });
    expect((await cut.evaluate(acme, 'news')).body.metadata).toEqual({ source: 'mirror' });
    expect(await alone.valueOf(acme, 'news')).toBe(true);
    cut.database('answers');
    await changeBy(changing, 'news', booleanFlag());
    await vi.waitFor(async () => {
      const { body } = await cut.evaluate(acme, 'news');
      expect([body.value, body.metadata]).toEqual([true, undefined]);
    }, SOON);
  });

  it('goes on with what it remembers where the mirror is older or gone, and with the environment after that', async () => {
    await createFlagIn(world, acme, 'worn', booleanFlag());
    const remembering = await withRedis();
    expect(await remembering.valueOf(acme, 'worn')).toBe(true);
    // The process that changes it here has no Redis, and the news is that it changed, not how.
    await changeFlagIn(world, acme, 'worn', off);
    const asked = await remembering.statements();
    await store.publish('flags', '');
    await vi.waitFor(async () => expect(await remembering.statements()).toBeGreaterThan(asked), SOON);
    const fresh = await withRedis({ STEPWELL_FLAG_WORN: '"from outside"' });
    remembering.database('refuses');
    fresh.database('refuses');
    const remembered = async () => {
      const { value, metadata } = (await remembering.evaluate(acme, 'worn')).body;
      return [value, metadata];
    };
    await store.commands.hset(`flags:${acme.id}:live`, { version: 0, flags: '[]' });
    expect(await remembered()).toEqual([true, { source: 'memory' }]);
    await redis.kill();
    expect(await remembered()).toEqual([true, { source: 'memory' }]);
    const outside = await fresh.evaluate(acme, 'worn');
    expect([outside.body.value, outside.body.metadata]).toEqual(['from outside', { source: 'environment' }]);
    await redis.start();
    fresh.database('answers');
    world.clock.advance(REST_MS);
    expect(await fresh.valueOf(acme, 'worn')).toBe(false);
  });

  it('is not held up by a Redis that hangs', async () => {
    const cut = await withRedis({ STEPWELL_FLAG_HELD: 'true' });
    cut.database('refuses');
    redis.freeze();
    try {
      expect((await cut.evaluate(acme, 'held')).body.metadata).toEqual({ source: 'environment' });
    } finally {
      redis.thaw();
    }
  });
});

describe.skipIf(!hasRedis)('the mirror', () => {
  const address = { orgId: '00000000-0000-7000-8000-000000000000', environment: 'live' } as const;
  const setOf = (version: number) => ({ version, flags: [{ key: `v${version}`, definition: off }] });

  it('keeps the newest set for a day, whoever writes last', async () => {
    const mirror = createFlagMirror(store);
    expect(await mirror.read(address)).toBeUndefined();
    await mirror.write(address, setOf(9));
    await mirror.write(address, setOf(8));
    expect(await mirror.read(address)).toEqual(setOf(9));
    await mirror.write(address, setOf(10));
    expect(await mirror.read(address)).toEqual(setOf(10));
    const seconds = await store.commands.ttl(`flags:${address.orgId}:live`);
    expect(seconds).toBeGreaterThan(86_000);
    expect(seconds).toBeLessThanOrEqual(86_400);
  });

  it('is made to last on by whoever knows the version in it', async () => {
    const mirror = createFlagMirror(store);
    await mirror.write(address, setOf(11));
    await store.commands.expire(`flags:${address.orgId}:live`, 60);
    expect(await mirror.renew(address, 10)).toBe(false);
    expect(await store.commands.ttl(`flags:${address.orgId}:live`)).toBeLessThanOrEqual(60);
    expect(await mirror.renew(address, 11)).toBe(true);
    expect(await store.commands.ttl(`flags:${address.orgId}:live`)).toBeGreaterThan(60);
  });
});
