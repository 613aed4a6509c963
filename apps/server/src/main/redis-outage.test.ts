import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Arrival, arrivalsAt, type Arrivals } from '../testing/arrivals.ts';
import { hasRedis, type RedisServer, startRedis } from '../testing/redis-server.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { testServer } from '../testing/template-database.ts';

/**
 * Redis is held, let go, killed and started again under constant arrivals at real processes. What is critical is refused in
 * time, everything else goes on. Times are compared with those of health checks that arrive at the same moments and ask no
 * Redis, so that a busy machine does not count; when the breaker moved is read from the server's own log.
 */
const DATABASE = 'redis_outage';
const EVERY_MS = 50;
const KINDS = {
  critical: { method: 'POST', path: '/api/v1/auth/sign-in', body: '{}' },
  other: { method: 'GET', path: '/api/v1/meta' },
  health: { method: 'GET', path: '/health' },
} as const;
/** An empty sign-in that was counted is refused for being empty. */
const COUNTED = { critical: [422], other: [200], health: [200] };

let admin: pg.Client;
let redis: RedisServer;
let server: ServerProcess;
let neverOpening: ServerProcess;

beforeAll(async () => {
  if (!hasRedis) return;
  const { ownerUrl, template } = await testServer();
  admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.query(`create database ${DATABASE} template ${template} strategy file_copy`);
  redis = await startRedis();
  const url = Object.assign(new URL(ownerUrl), { pathname: `/${DATABASE}` }).href;
  const dataDir = `${process.env['TMPDIR'] ?? '/tmp'}/stepwell-redis-outage-${process.pid}`;
  const settings = { DATA_DIR: dataDir, REDIS_URL: redis.url, TRUSTED_PROXIES: '1', BREACH_CHECK_URL: 'off' };
  server = await startServerProcess(url, settings);
  neverOpening = await startServerProcess(url, { ...settings, REDIS_BREAKER_FAILURES: '1000000' });
}, 180_000);

afterAll(async () => {
  redis?.thaw();
  await Promise.all([server?.stop(), neverOpening?.stop()]);
  await redis?.kill();
  await admin?.query(`drop database ${DATABASE} with (force)`);
  await admin?.end();
});

describe.skipIf(!hasRedis)('while requests arrive without end', () => {
  it('a Redis that is held, and one that is killed, costs nobody more than goes with it', {
    timeout: 120_000,
  }, async () => {
    const arrivals = arrivalsAt(server.url, KINDS, EVERY_MS);
    await calm(arrivals);
    for (const outage of [held, killed]) {
      const { begunAt, endedAt } = await outage();
      const closedAt = await movedAt('closed', endedAt);
      const openedAt = await movedAt('open', begunAt);
      expect(openedAt - begunAt).toBeLessThanOrEqual(1_000);
      expect(closedAt - endedAt).toBeLessThanOrEqual(2_000);
      const during = arrivals.between(begunAt + EVERY_MS, endedAt);
      const whileOpen = arrivals.between(openedAt + EVERY_MS, endedAt);
      expect(statuses(during, 'critical')).toEqual([503]);
      expect(medianAdded(during, 'critical')).toBeLessThanOrEqual(250);
      expect(medianAdded(whileOpen, 'critical')).toBeLessThanOrEqual(10);
      expect(statuses(during, 'other').filter((status) => status >= 500)).toEqual([]);
      expect(whileOpen.length).toBeGreaterThan(30);
      await calm(arrivals);
    }
    const all = await arrivals.stop();
    expect(statuses(all, 'other').filter((status) => status >= 500)).toEqual([]);
    expect(statuses(all, 'health')).toEqual([200]);
  });

  it('without a breaker every request waits for a Redis that is held', { timeout: 60_000 }, async () => {
    const arrivals = arrivalsAt(neverOpening.url, KINDS, EVERY_MS);
    await calm(arrivals);
    const { begunAt, endedAt } = await held();
    const whileHeld = arrivals.between(begunAt + EVERY_MS, endedAt);
    await arrivals.stop();
    expect(statuses(whileHeld, 'critical')).toEqual([503]);
    expect(medianAdded(whileHeld, 'critical')).toBeGreaterThan(100);
  });

  it('with the library’s own settings a request would not be answered at all', async () => {
    const client = new Redis(redis.url);
    await client.ping();
    redis.freeze();
    const answer = await Promise.race([client.ping(), wait(1_000, 'nothing yet')]);
    redis.thaw();
    client.disconnect();
    expect(answer).toBe('nothing yet');
  });
});

if (!hasRedis) process.stdout.write('SKIPPED (no redis-server on this machine): an outage of Redis\n');

async function held() {
  const begunAt = Date.now();
  redis.freeze();
  await wait(3_000);
  const endedAt = Date.now();
  redis.thaw();
  return { begunAt, endedAt };
}

async function killed() {
  const begunAt = Date.now();
  await redis.kill();
  await wait(3_000);
  await redis.start();
  return { begunAt, endedAt: Date.now() };
}

/** Everything is counted by Redis: half a second of it, as soon as the machine lets that be. */
function calm(arrivals: Arrivals<keyof typeof KINDS>): Promise<void> {
  return vi.waitFor(
    () => {
      const latest = arrivals.between(0, Date.now()).slice(-10);
      expect(latest).toHaveLength(10);
      for (const kind of ['critical', 'other', 'health'] as const)
        expect([kind, statuses(latest, kind)]).toEqual([kind, COUNTED[kind]]);
    },
    { timeout: 10_000, interval: 100 },
  );
}

/** When the server says that its breaker moved, looking from a moment on. */
function movedAt(state: 'open' | 'closed', sinceMs: number): Promise<number> {
  return vi.waitFor(
    () => {
      const lines = server
        .output()
        .split('\n')
        .filter((line) => line.includes('"service":"redis"'));
      const moves = lines.map((line) => JSON.parse(line) as { time: string; state: string });
      const move = moves.find((one) => one.state === state && Date.parse(one.time) >= sinceMs);
      if (move === undefined) throw new Error(`the breaker was not ${state} in time:\n${server.output()}`);
      return Date.parse(move.time);
    },
    { timeout: 10_000 },
  );
}

type Answered = readonly Arrival<keyof typeof KINDS>[];

function statuses(arrivals: Answered, kind: keyof typeof KINDS): number[] {
  return [...new Set(arrivals.map(({ answers }) => answers[kind].status))].toSorted();
}

/** How many milliseconds more it took than a health check that arrived at the same moment. */
function medianAdded(arrivals: Answered, kind: keyof typeof KINDS): number {
  const added = arrivals.map(({ answers }) => answers[kind].tookMs - answers.health.tookMs).toSorted((a, b) => a - b);
  return added[Math.floor(added.length / 2)] ?? Number.NaN;
}
