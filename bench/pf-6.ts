/**
 * PF-6: rate limits. In memory against rate-limiter-flexible in memory; in Redis, with 50 in flight, against its Redis limiter
 * and against plain PINGs. Ours is an exact sliding window that also blocks repeat offenders; the peer's is a fixed window.
 * Every caller comes 25 times where 20 are let through, one caller after the other, and every side must let exactly those
 * through.
 */
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { createCircuitBreakers } from '../apps/server/src/platform/circuit-breaker/index.ts';
import { systemClock } from '../apps/server/src/platform/clock/index.ts';
import { silentLog } from '../apps/server/src/platform/database/index.ts';
import { ESCALATION, LIMITS } from '../apps/server/src/platform/limits/limit-table.ts';
import { ProcessCounters } from '../apps/server/src/platform/limits/process-counters.ts';
import { SharedCounters } from '../apps/server/src/platform/limits/shared-counters.ts';
import { inFlight } from './rig/call-rates.ts';
import { freePort, listening } from './rig/ports.ts';
import { missingPrograms, startProgram } from './rig/programs.ts';
import { type Contender, figuresOf, pairedRounds, ROUND_SECONDS } from './rig/rounds.ts';
import { median, quantile } from './rig/statistics.ts';
import { printTable } from './rig/table.ts';
import { judge, mustEqual, skip } from './rig/verdict.ts';

const LET_THROUGH = 20;
const ARRIVALS = 25;
const CALLERS = 1_000;
const WINDOW_SECONDS = 3_600;
const table = { ...LIMITS, signed_in: { count: LET_THROUGH, windowSeconds: WINDOW_SECONDS } };
const peerLimit = { points: LET_THROUGH, duration: WINDOW_SECONDS };

type Figures = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };
/** Whether the request of a caller may go on. */
type Take = (caller: string) => Promise<boolean>;

const missing = missingPrograms('redis-server');
await inMemory();
if (missing === undefined) await inRedis();
else for (const name of ['peer', 'ping', 'p99']) skip(`pf-6-redis-${name}`, missing);

async function inMemory(): Promise<void> {
  const contenders = [memoryOfOurs(), memoryOfPeer()];
  for (const contender of contenders) await contender.run();
  const rounds = await pairedRounds(contenders);
  printTable(
    `Limits in memory, medians of ${rounds.length} rounds`,
    ['', 'per second', 'ns each'],
    contenders.map(({ name }) => {
      const perSecond = median(figuresOf(rounds, name));
      return [name, perSecond, 1_000_000_000 / perSecond];
    }),
  );
  const [ours = [], peer = []] = contenders.map(({ name }) => figuresOf(rounds, name));
  judge({ name: 'pf-6-memory', ratios: ratiosOf(ours, peer), reference: peer, goal: { atLeast: 4 } });
}

function memoryOfOurs(): Contender<number> {
  return {
    name: 'Stepwell in memory',
    run: () =>
      memoryRound(() => {
        const counters = new ProcessCounters({ table, clock: systemClock, escalation: ESCALATION });
        return (callers) => {
          let allowed = 0;
          for (const caller of callers) if (counters.take('signed_in', caller).allowed) allowed += 1;
          return allowed;
        };
      }),
  };
}

function memoryOfPeer(): Contender<number> {
  return {
    name: 'rate-limiter-flexible in memory',
    run: () =>
      memoryRound(() => {
        const limiter = new RateLimiterMemory(peerLimit);
        return async (callers) => {
          let allowed = 0;
          for (const caller of callers) if (await consumed(limiter, caller)) allowed += 1;
          return allowed;
        };
      }),
  };
}

/** Over and over with counters that know nobody yet. Only the takes are timed. */
async function memoryRound(anew: () => (callers: readonly string[]) => number | Promise<number>): Promise<number> {
  let [count, elapsedMs] = [0, 0];
  for (let run = 0; elapsedMs < ROUND_SECONDS * 1_000; run += 1) {
    const take = anew();
    const callers = Array.from({ length: CALLERS }, (_, at) => asReceived(`m:0199d5a4-7c1e-7b3a-${run}-${at}`));
    let allowed = 0;
    for (let arrival = 0; arrival < ARRIVALS; arrival += 1) {
      const startedAt = performance.now();
      allowed += await take(callers);
      elapsedMs += performance.now() - startedAt;
      count += CALLERS;
    }
    mustEqual('requests let through', allowed, CALLERS * LET_THROUGH);
  }
  return (count * 1_000) / elapsedMs;
}

async function inRedis(): Promise<void> {
  const port = await freePort();
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = startProgram('redis-server', settings);
  await listening(port);
  // With a timeout for each command, as the server has it, but one that a busy machine keeps.
  const store = { commands: new Redis({ port, keyPrefix: 'stepwell:', commandTimeout: 10_000 }) };
  const client = new Redis({ port });
  try {
    await client.ping();
    const breakers = createCircuitBreakers({ clock: systemClock, log: silentLog });
    const breaker = breakers.create({ name: 'redis', failures: 5, halfOpenAfterMs: 300_000 });
    const counters = new SharedCounters({ table, escalation: ESCALATION, store, breaker });
    const limiter = new RateLimiterRedis({ ...peerLimit, storeClient: client });
    const contenders = [
      redisRound('Stepwell in Redis', client, async (caller) => (await counters.take('signed_in', caller)).allowed),
      redisRound('rate-limiter-flexible in Redis', client, (caller) => consumed(limiter, caller)),
      pings(client),
    ];
    for (const contender of contenders) await contender.run();
    judgeRedis(
      contenders.map(({ name }) => name),
      await pairedRounds(contenders),
    );
  } finally {
    client.disconnect();
    store.commands.disconnect();
    await server.stop();
  }
}

function judgeRedis(names: readonly string[], rounds: Awaited<ReturnType<typeof pairedRounds<Figures>>>): void {
  const [ours = [], peer = [], ping = []] = names.map((name) => figuresOf(rounds, name));
  printTable(
    `Limits in Redis, 50 in flight, medians of ${rounds.length} rounds`,
    ['', 'per second', 'p50 ms', 'p99 ms'],
    names.map((name) => {
      const figures = figuresOf(rounds, name);
      return [name, median(rates(figures)), median(figures.map((one) => one.p50Ms)), median(p99(figures))];
    }),
  );
  const judgeRate = (name: string, reference: Figures[], atLeast: number) =>
    judge({
      name,
      ratios: ratiosOf(rates(ours), rates(reference)),
      reference: rates(reference),
      goal: { atLeast },
    });
  judgeRate('pf-6-redis-peer', peer, 3);
  judgeRate('pf-6-redis-ping', ping, 1.2);
  judge({
    name: 'pf-6-redis-p99',
    ratios: ratiosOf(p99(ours), p99(peer)),
    reference: p99(peer),
    goal: { atMost: 0.5 },
  });
}

/** Each round among callers of its own, of whom a thousand at a time take turns. */
function redisRound(name: string, client: Redis, take: Take): Contender<Figures> {
  let round = 0;
  return {
    name,
    async run() {
      round += 1;
      await client.flushdb();
      const tally = { calls: 0, allowed: 0 };
      const figures = await timed(async () => {
        const call = tally.calls;
        tally.calls += 1;
        const group = Math.floor(call / (CALLERS * ARRIVALS));
        if (await take(`m:0199d5a4-7c1e-7b3a-${round}-${group}-${call % CALLERS}`)) tally.allowed += 1;
      });
      mustEqual('requests let through', tally.allowed, lawful(tally.calls));
      return figures;
    },
  };
}

function lawful(calls: number): number {
  const ofGroup = CALLERS * ARRIVALS;
  const inLast = Math.min(calls % ofGroup, CALLERS * LET_THROUGH);
  return Math.floor(calls / ofGroup) * CALLERS * LET_THROUGH + inLast;
}

function pings(client: Redis): Contender<Figures> {
  return {
    name: 'Redis PING',
    run: () =>
      timed(async () => {
        if ((await client.ping()) !== 'PONG') throw new Error('Redis did not answer a PING');
      }),
  };
}

async function timed(call: () => Promise<void>): Promise<Figures> {
  const times: number[] = [];
  const { perSecond } = await inFlight(async () => {
    const startedAt = performance.now();
    await call();
    times.push(performance.now() - startedAt);
  });
  return { perSecond, p50Ms: median(times), p99Ms: quantile(times, 0.99) };
}

/** The peer rejects with what it knows of the caller. */
async function consumed(limiter: { consume(key: string): Promise<unknown> }, caller: string): Promise<boolean> {
  try {
    await limiter.consume(caller);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}

/** A text as a request brings it. One that was put together from parts stays so in memory, and is slower to read. */
function asReceived(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function rates(figures: readonly Figures[]): number[] {
  return figures.map((one) => one.perSecond);
}

function p99(figures: readonly Figures[]): number[] {
  return figures.map((one) => one.p99Ms);
}

function ratiosOf(subject: readonly number[], reference: readonly number[]): number[] {
  return subject.map((one, at) => one / (reference[at] ?? Number.NaN));
}
