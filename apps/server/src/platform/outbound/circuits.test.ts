import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CircuitBreakers, createCircuitBreakers } from '../circuit-breaker/index.ts';
import { type FixedClock, fixedClock } from '../clock/index.ts';
import { silentLog } from '../database/index.ts';
import { refusalFor } from '../errors/index.ts';
import { createOutbound, type Outbound } from './outbound.ts';
import { answers, type FaultyServer, resets, startFaultyServer, works } from './testing/faulty-server.ts';

let server: FaultyServer;
let other: FaultyServer;
let outbound: Outbound;
let breakers: CircuitBreakers;
let clock: FixedClock;

beforeAll(async () => {
  [server, other] = await Promise.all([startFaultyServer(), startFaultyServer()]);
});
beforeEach(() => {
  // The library of the breakers measures by the machine's clock.
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  clock = fixedClock('2026-03-02T09:00:00Z');
  breakers = createCircuitBreakers({ clock, log: silentLog });
  const wait = async (ms: number) => clock.advance(ms);
  outbound = createOutbound({ allowedHosts: [server.host, other.host], clock, breakers, random: () => 0, wait });
  for (const each of [server, other]) each.seen.length = 0;
});
afterEach(() => void vi.useRealTimers());
afterAll(() => Promise.all([server.close(), other.close()]));

const once = { tries: 1, failures: 3, halfOpenAfterMs: 10_000 };
const stateOf = (name: string) => breakers.reports().find((report) => report.name === name)?.state;
const attempt = (call: Promise<Response>) =>
  call.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
  );

describe('the circuit of a service', () => {
  it.each([
    ['resets', resets, 'OutboundFailure'],
    ['faults', answers(502), 502],
  ])('opens after so many %s, spares the calls, and closes when it answers again', async (_, fault, seen) => {
    const ledger = outbound.service({ name: 'ledger', ...once });
    server.answerWith(fault);
    const outcomes = [];
    for (let time = 0; time < 6; time += 1) outcomes.push(await attempt(ledger.fetch(server.url)));
    expect(outcomes).toEqual([seen, seen, seen, 'CircuitOpen', 'CircuitOpen', 'CircuitOpen']);
    expect([server.seen.length, stateOf('ledger')]).toEqual([3, 'open']);

    server.answerWith(works);
    expect(await attempt(ledger.fetch(server.url))).toBe('CircuitOpen');
    vi.setSystemTime(10_000);
    expect(await attempt(ledger.fetch(server.url))).toBe(200);
    expect([server.seen.length, stateOf('ledger')]).toEqual([4, 'closed']);
  });

  it.each([
    ['refusals', answers(404)],
    ['429', answers(429)],
    ['answers', works],
  ])('stays closed at any number of %s', async (_, answer) => {
    const ledger = outbound.service({ name: 'ledger', ...once });
    server.answerWith(answer);
    for (let time = 0; time < 9; time += 1) await ledger.fetch(server.url);
    expect([server.seen.length, stateOf('ledger')]).toEqual([9, 'closed']);
  });

  it('counts each try, and ends a call whose circuit opened meanwhile', async () => {
    const ledger = outbound.service({ name: 'ledger', ...once, tries: 9 });
    server.answerWith(resets);
    expect(await attempt(ledger.fetch(server.url))).toBe('CircuitOpen');
    expect(server.seen).toHaveLength(3);
  });

  it('is a problem of another service, and of nobody who has a fallback', async () => {
    const ledger = outbound.service({ name: 'ledger', ...once, failures: 1 });
    server.answerWith(resets);
    await attempt(ledger.fetch(server.url));
    const open = await ledger.fetch(server.url).catch((error: unknown) => error);
    expect(refusalFor(open)).toMatchObject({ code: 'service_unavailable', nature: { category: 'external_service' } });
    const instead = await ledger.fetch(server.url, { fallback: () => new Response('instead') });
    expect([await instead.text(), server.seen.length]).toEqual(['instead', 1]);
  });

  it('is its own, and that of a host where tenants name the hosts', async () => {
    const both = outbound.service({ name: 'hosts', ...once, perHost: true });
    const ledger = outbound.service({ name: 'ledger', ...once });
    server.answerWith(resets);
    other.answerWith(works);
    for (let time = 0; time < 4; time += 1) await attempt(both.fetch(server.url));
    expect(await attempt(both.fetch(server.url))).toBe('CircuitOpen');
    expect(await attempt(both.fetch(other.url))).toBe(200);
    expect(await attempt(ledger.fetch(other.url))).toBe(200);
    expect(breakers.reports().map(({ name }) => name)).toEqual(['ledger']);
  });

  it('has one service of a name', () => {
    outbound.service({ name: 'ledger' });
    expect(() => outbound.service({ name: 'ledger' })).toThrow('two services are named ledger');
  });
});

describe('what is counted', () => {
  const reportOf = (name: string) => outbound.reports().find(({ service }) => service === name);

  it('is each call with what became of it', async () => {
    const ledger = outbound.service({ name: 'ledger', failures: 4, tries: 3 });
    server.answerWith(answers(500), works);
    await ledger.fetch(server.url);
    server.answerWith(resets);
    await attempt(ledger.fetch(server.url));
    await attempt(ledger.fetch(server.url, { fallback: () => new Response('instead') }));
    await attempt(ledger.fetch(server.url));
    expect(reportOf('ledger')).toMatchObject({ calls: 4, failures: 3, retries: 4, spared: 2, fallbacks: 1 });
  });

  it('is the time that calls took, in buckets that count those below them', async () => {
    const ledger = outbound.service({ name: 'ledger', tries: 2 });
    server.answerWith(works);
    await ledger.fetch(server.url);
    server.answerWith(answers(500), works);
    await ledger.fetch(server.url);
    const durations = reportOf('ledger')?.durations;
    expect(durations).toMatchObject({ count: 2, sumMs: 100 });
    expect(durations?.buckets.map(({ leMs, count }) => [leMs, count])).toEqual([
      [10, 1],
      [25, 1],
      [50, 1],
      [100, 2],
      [250, 2],
      [500, 2],
      [1_000, 2],
      [2_500, 2],
      [5_000, 2],
      [10_000, 2],
      [30_000, 2],
    ]);
  });

  it('is nothing for what the guard refuses', async () => {
    const ledger = outbound.service({ name: 'ledger' });
    await attempt(ledger.fetch('https://10.0.0.1/'));
    expect(reportOf('ledger')).toMatchObject({ calls: 0, failures: 0 });
  });
});
