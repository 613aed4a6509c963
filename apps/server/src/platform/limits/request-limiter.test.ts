import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../../testing/redis-server.ts';
import { createCircuitBreakers } from '../circuit-breaker/index.ts';
import { systemClock } from '../clock/index.ts';
import { silentLog } from '../database/index.ts';
import { openRedis, type SharedStore } from '../redis/index.ts';
import { createRequestLimiter, LIMITS, type RequestLimiter } from './index.ts';
import { fallbackTable } from './limit-table.ts';

const IP = '192.0.2.7';
let redis: RedisServer;
const open: { stop(): void }[] = [];

beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});
afterAll(() => redis?.kill());

async function limiterOverRedis() {
  const store: SharedStore = openRedis({ url: redis.url, log: silentLog });
  await vi.waitFor(() => expect(store.isConnected()).toBe(true));
  const breakers = createCircuitBreakers({ clock: systemClock, log: silentLog });
  const shared = { store, breakers, failures: 5, halfOpenAfterMs: 300_000, log: silentLog };
  const limiter = createRequestLimiter({ limits: LIMITS, clock: systemClock, shared });
  open.push({ stop: () => (limiter.stop(), store.close()) });
  return { limiter, state: () => breakers.reports()[0]?.state };
}

async function takeTimes(limiter: RequestLimiter, limitClass: keyof typeof LIMITS, times: number) {
  const verdicts = [];
  for (let at = 0; at < times; at += 1) verdicts.push(await limiter.take(limitClass, 'ada', IP));
  return verdicts.map((verdict) => verdict?.allowed);
}

describe('the limiter of one process', () => {
  it('answers at once, and counts what became of each request', () => {
    const limiter = createRequestLimiter({ limits: LIMITS, clock: systemClock });
    for (let at = 0; at < 7; at += 1) void limiter.take('sign_in', IP, IP);
    expect(limiter.take('sign_in', IP, IP)).toMatchObject({ allowed: false, limit: 5, remaining: 0 });
    expect(limiter.tallies().sign_in).toMatchObject({ accepted: 5, refused: 3, blocked: 0 });
  });

  it('does not count callers of an allowed network, and counts all others', () => {
    const limiter = createRequestLimiter({ limits: LIMITS, clock: systemClock, allowed: ['10.0.0.0/8'] });
    for (let at = 0; at < 9; at += 1) expect(limiter.take('sign_in', '10.0.0.1', '10.0.0.1')).toBeUndefined();
    expect(limiter.take('sign_in', IP, IP)).toMatchObject({ remaining: 4 });
    expect(limiter.tallies().sign_in).toMatchObject({ uncounted: 9, accepted: 1 });
  });
});

it('falls back to fifty an hour, and to the class’s own figures where those are fewer', () => {
  const table = fallbackTable(LIMITS);
  expect(table.signed_in).toEqual({ count: 50, windowSeconds: 3_600 });
  expect(table.step_update).toEqual({ count: 50, windowSeconds: 3_600 });
  expect(table.snooze).toEqual({ count: 3, windowSeconds: 86_400 });
});

describe.skipIf(!hasRedis)('the limiter of several processes', () => {
  it('refuses what is critical while Redis is down, counts the rest here, and goes on together when it is back', async () => {
    const { limiter, state } = await limiterOverRedis();
    expect(await takeTimes(limiter, 'signed_in', 1)).toEqual([true]);
    await redis.kill();
    for (let at = 0; at < 5; at += 1) {
      await expect(limiter.take('sign_in', IP, IP)).rejects.toMatchObject({
        code: 'limits_unavailable',
        kind: 'unavailable',
        extra: { retryAfterSeconds: 1 },
      });
    }
    expect(state()).toBe('open');
    expect(await takeTimes(limiter, 'signed_in', 52)).toEqual([
      ...Array.from({ length: 50 }, () => true),
      false,
      false,
    ]);
    expect(limiter.tallies()).toMatchObject({ sign_in: { unavailable: 5 }, signed_in: { accepted: 51, refused: 2 } });
    await redis.start();
    await vi.waitFor(() => expect(state()).toBe('closed'), { timeout: 5_000 });
    expect(await takeTimes(limiter, 'sign_in', 1)).toEqual([true]);
    expect(await takeTimes(limiter, 'signed_in', 3)).toEqual([true, true, true]);
  });

  it('counts the questions of load balancers alone, whether or not Redis is there', async () => {
    const { limiter } = await limiterOverRedis();
    expect(limiter.take('health', IP, IP)).toMatchObject({ allowed: true, limit: 600 });
    expect(limiter.take('signed_in', IP, IP)).toBeInstanceOf(Promise);
  });
});

if (!hasRedis) process.stdout.write('SKIPPED (no redis-server on this machine): the limiter of several processes\n');
