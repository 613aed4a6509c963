import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../../testing/redis-server.ts';
import { silentLog } from '../database/index.ts';
import { openRedis, type SharedStore } from './index.ts';

let redis: RedisServer;
const open: SharedStore[] = [];

beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});
afterAll(() => redis?.kill());

async function connected(): Promise<SharedStore> {
  const store = openRedis({ url: redis.url, log: silentLog });
  open.push(store);
  await vi.waitFor(() => expect(store.isConnected()).toBe(true));
  return store;
}

describe.skipIf(!hasRedis)('a store shared by Redis', () => {
  it('keeps what one process wrote for the others, under its own prefix', async () => {
    const [one, other] = [await connected(), await connected()];
    await one.commands.set('greeting', 'hello');
    expect(await other.commands.get('greeting')).toBe('hello');
    expect(await other.commands.keys('*')).toContain('stepwell:greeting');
  });

  it('tells every process, once each', async () => {
    const [one, other] = [await connected(), await connected()];
    const heard: string[] = [];
    one.subscribe('changes', (message) => heard.push(`one ${message}`));
    other.subscribe('changes', (message) => heard.push(`other ${message}`));
    await vi.waitFor(async () => {
      expect(await one.commands.pubsub('NUMSUB', 'stepwell:changes')).toEqual(['stepwell:changes', 2]);
    });
    heard.length = 0;
    expect(await one.publish('changes', 'flags')).toBe(true);
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(['one flags', 'other flags']));
  });

  it('tells nothing to who has stopped listening', async () => {
    const store = await connected();
    const heard = vi.fn<(message: string) => void>();
    const still = vi.fn<(message: string) => void>();
    store.subscribe('changes', heard).stop();
    store.subscribe('changes', still);
    await vi.waitFor(async () => {
      await store.publish('changes', 'flags');
      expect(still).toHaveBeenCalledWith('flags');
    });
    expect(heard).not.toHaveBeenCalledWith('flags');
  });

  it('fails soon where Redis is held, and answers again when it is let go', async () => {
    const store = await connected();
    redis.freeze();
    try {
      await expect(store.commands.get('greeting')).rejects.toThrow(/timed out/i);
      expect(await store.publish('changes', 'flags')).toBe(false);
    } finally {
      redis.thaw();
    }
    await vi.waitFor(async () => expect(await store.commands.ping()).toBe('PONG'));
  });

  it('fails at once where Redis is gone, comes back by itself, and asks listeners to look again', async () => {
    const store = await connected();
    const heard = vi.fn<(message: string) => void>();
    store.subscribe('changes', heard);
    await redis.kill();
    await vi.waitFor(() => expect(store.isConnected()).toBe(false));
    await expect(store.commands.get('greeting')).rejects.toThrow();
    expect(await store.publish('changes', 'flags')).toBe(false);
    heard.mockClear();
    await redis.start();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(''), { timeout: 5_000 });
    await vi.waitFor(() => expect(store.isConnected()).toBe(true), { timeout: 5_000 });
    expect(await store.publish('changes', 'flags')).toBe(true);
  });
});
