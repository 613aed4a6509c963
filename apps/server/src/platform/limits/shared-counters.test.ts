import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../../testing/redis-server.ts';
import { fixedClock } from '../clock/index.ts';
import { ESCALATION, type Limit } from './limit-table.ts';
import { ProcessCounters } from './process-counters.ts';
import { SharedCounters } from './shared-counters.ts';
import { arrivals, mustFollowTheModel, START_MS, tableOf } from './testing/window-model.ts';

const always = { run: <T>(work: () => Promise<T>) => work() };
const RULE = {
  apartSeconds: 60,
  offences: 2,
  withinSeconds: 600,
  blockSeconds: [60, 300],
  forgottenAfterSeconds: 3_600,
};

let redis: RedisServer;
/** Waits for as long as a busy machine takes: it is not time that is tried here. */
let store: { commands: Redis };
let runs = 0;

beforeAll(async () => {
  if (!hasRedis) return;
  redis = await startRedis();
  store = connect();
});
afterAll(async () => {
  store?.commands.disconnect();
  await redis?.kill();
});

function connect() {
  return { commands: new Redis(redis.url, { keyPrefix: 'stepwell:' }) };
}

function countersOf(limit: Limit, more: Partial<ConstructorParameters<typeof SharedCounters>[0]> = {}) {
  return new SharedCounters({ table: tableOf(limit), escalation: ESCALATION, store, breaker: always, ...more });
}

/** Callers of a run of their own. */
function anew(): string {
  runs += 1;
  return `run ${runs} `;
}

describe.skipIf(!hasRedis)('a sliding window in Redis', () => {
  it('Feature: rate limits, Property 2: equals the model for every sequence of arrivals', async () => {
    const unblocked = { ...ESCALATION, offences: 1_000_000 };
    const property = fc.asyncProperty(arrivals(), (given) =>
      mustFollowTheModel(given, (clock) => ({
        counters: countersOf(given.limit, { nowMs: () => clock.nowMs(), escalation: unblocked }),
        prefix: anew(),
      })),
    );
    await fc.assert(property, { numRuns: 200 });
  });

  it('Feature: rate limits, Property 3: blocks whom the counters in memory block, for as long', async () => {
    const sequence = fc.array(
      fc.record({
        afterMs: fc.constantFrom(0, 1, 20_000, 59_999, 60_000, 299_999, 400_000, 3_600_000),
        times: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 4, maxLength: 24 },
    );
    const blocks = { seen: 0 };
    const property = fc.asyncProperty(sequence, async (moments) => {
      const clock = fixedClock(new Date(START_MS).toISOString());
      const limit = { count: 1, windowSeconds: 60 };
      const here = new ProcessCounters({ table: tableOf(limit), clock, escalation: RULE });
      const shared = countersOf(limit, { nowMs: () => clock.nowMs(), escalation: RULE });
      const caller = anew();
      await store.commands.del('limits:blocked-until');
      for (const { afterMs, times } of moments) {
        clock.advance(afterMs);
        const takes = Array.from({ length: times }, () => shared.take('signed_in', caller));
        const verdicts = await Promise.all(takes);
        expect(verdicts).toEqual(verdicts.map(() => here.take('signed_in', caller)));
        if (verdicts.some(({ blocked }) => blocked)) blocks.seen += 1;
      }
    });
    await fc.assert(property, { numRuns: 200 });
    expect(blocks.seen).toBeGreaterThan(100);
  });

  it('is one for all processes, by the time of Redis', async () => {
    const limit = { count: 50, windowSeconds: 60 };
    const otherStore = connect();
    const [one, other] = [countersOf(limit), countersOf(limit, { store: otherStore })];
    const caller = anew();
    const takes = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? one : other).take('signed_in', caller));
    const verdicts = await Promise.all(takes);
    otherStore.commands.disconnect();
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50);
    const waits = verdicts.filter(({ allowed }) => !allowed).map(({ resetMs }) => resetMs);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
    expect(Math.min(...waits)).toBeGreaterThan(0);
  });

  it('asks for all takes of one turn in one command, however many callers', async () => {
    const evaluations = vi.spyOn(store.commands, 'evalsha');
    const counters = countersOf({ count: 2, windowSeconds: 60 });
    const prefix = anew();
    const verdicts = await Promise.all(
      Array.from({ length: 300 }, (_, at) => counters.take('signed_in', prefix + (at % 100))),
    );
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(200);
    expect(evaluations).toHaveBeenCalledOnce();
    evaluations.mockRestore();
  });

  it('answers more than fit into one command', async () => {
    const counters = countersOf({ count: 1, windowSeconds: 60 });
    const prefix = anew();
    const verdicts = await Promise.all(
      Array.from({ length: 2_100 }, (_, at) => counters.take('signed_in', prefix + (at % 1_050))),
    );
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(1_050);
  });

  it('leaves nothing behind that does not expire', async () => {
    const counters = countersOf({ count: 1, windowSeconds: 60 });
    const caller = anew();
    await Promise.all([counters.take('signed_in', caller), counters.take('signed_in', caller)]);
    const lives = await Promise.all(
      [`limits:signed_in:${caller}`, `limits:offences:${caller}`].map((key) => store.commands.pttl(key)),
    );
    expect(lives[0]).toBeGreaterThan(50_000);
    expect(lives[0]).toBeLessThanOrEqual(60_000);
    expect(lives[1]).toBeGreaterThan(86_400_000);
  });

  it('goes on after Redis has forgotten the script', async () => {
    const counters = countersOf({ count: 1, windowSeconds: 60 });
    const caller = anew();
    expect((await counters.take('signed_in', caller)).allowed).toBe(true);
    await store.commands.script('FLUSH');
    expect((await counters.take('signed_in', caller)).allowed).toBe(false);
  });

  it('rejects every take of a turn when Redis can’t be asked', async () => {
    const down = { run: () => Promise.reject(new Error('down')) };
    const counters = countersOf({ count: 1, windowSeconds: 60 }, { breaker: down });
    const outcomes = await Promise.allSettled([counters.take('signed_in', 'ada'), counters.take('signed_in', 'mia')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

if (!hasRedis) process.stdout.write('SKIPPED (no redis-server on this machine): a sliding window in Redis\n');
