import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCircuitBreakers } from '../circuit-breaker/index.ts';
import { fixedClock } from '../clock/index.ts';
import { silentLog } from '../database/index.ts';
import { refusalFor } from '../errors/index.ts';
import { withCorrelation } from '../telemetry/index.ts';
import { createOutbound, type Outbound } from './outbound.ts';
import {
  answers,
  breaksOff,
  type FaultyServer,
  hangs,
  resets,
  startFaultyServer,
  works,
} from './testing/faulty-server.ts';

const clock = fixedClock('2026-03-02T09:00:00Z');
let server: FaultyServer;
let outbound: Outbound;
let waited: number[];
let made = 0;

beforeAll(async () => {
  server = await startFaultyServer();
});
beforeEach(() => {
  waited = [];
  server.seen.length = 0;
  outbound = outboundTo(server.host);
});
afterAll(() => server.close());

/** Nothing waits in these tests: what would be waited is written down, and moves the clock. */
function outboundTo(...allowedHosts: string[]): Outbound {
  return createOutbound({
    allowedHosts,
    clock,
    breakers: createCircuitBreakers({ clock, log: silentLog }),
    random: () => 0,
    wait: async (ms) => {
      waited.push(ms);
      clock.advance(ms);
    },
  });
}

const serviceWith = (rules: Partial<Parameters<Outbound['service']>[0]> = {}) =>
  outbound.service({ name: `service ${(made += 1)}`, ...rules });
const statusOf = async (request: Parameters<Outbound['fetch']>[1] = {}, rules = {}) =>
  (await serviceWith(rules).fetch(server.url, request)).status;

describe('a service that stumbles is tried again', () => {
  it.each([
    ['resets the connection', resets],
    ['breaks off its answer', breaksOff],
    ['answers 500', answers(500)],
    ['answers 503', answers(503)],
  ])('when it %s', async (_, fault) => {
    server.answerWith(fault, fault, works);
    expect(await statusOf()).toBe(200);
    expect([server.seen.length, waited]).toEqual([3, [100, 200]]);
  });

  it('when it hangs', async () => {
    server.answerWith(hangs, works);
    expect(await statusOf({}, { responseTimeoutMs: 250 })).toBe(200);
    expect(waited.length).toBeGreaterThan(0);
  });

  it.each([
    ['seconds', { 'retry-after': '3' }],
    ['a date', { 'retry-after': 'Mon, 02 Mar 2026 09:00:03 GMT' }],
  ])('when it answers 429 with Retry-After in %s, after so long', async (_, headers) => {
    clock.advance(Date.parse('2026-03-02T09:00:00Z') - clock.nowMs());
    server.answerWith(answers(429, headers), works);
    expect(await statusOf()).toBe(200);
    expect(waited).toEqual([3_000]);
  });

  it('with the same body, where the caller says that it may be sent again', async () => {
    server.answerWith(resets, works);
    expect(await statusOf({ method: 'POST', body: 'the body', retry: true })).toBe(200);
    server.answerWith(answers(502), works);
    expect(await statusOf({ method: 'POST', body: 'the body', headers: { 'idempotency-key': 'k-1' } })).toBe(200);
    expect(server.seen.map(({ body }) => body)).toEqual(Array(4).fill('the body'));
  });
});

describe('it is not tried again', () => {
  it.each([
    ['what is not idempotent', answers(500), { method: 'POST', body: 'x' }, 500],
    ['what the caller says may not be', answers(500), { retry: false }, 500],
    ['429 that does not say until when', answers(429), {}, 429],
    ['429 that asks for longer than anybody waits', answers(429, { 'retry-after': '31' }), {}, 429],
    ['a refusal', answers(404), {}, 404],
    ['what it has never learned', answers(501), {}, 501],
  ])('%s', async (_, behaviour, request, status) => {
    server.answerWith(behaviour, works);
    expect(await statusOf(request)).toBe(status);
    expect([server.seen.length, waited]).toEqual([1, []]);
  });

  it('more often than its tries, and the last answer is given', async () => {
    server.answerWith(answers(503));
    expect(await statusOf({}, { tries: 4 })).toBe(503);
    expect([server.seen.length, waited]).toEqual([4, [100, 200, 400]]);
  });

  it('when its time would be over', async () => {
    server.answerWith(answers(503));
    expect(await statusOf({}, { tries: 10, failures: 99, totalMs: 750 })).toBe(503);
    expect(waited).toEqual([100, 200, 400]);
  });

  it('once the caller has given up, whose own error comes back', async () => {
    server.answerWith(hangs);
    const giveUp = AbortSignal.timeout(30);
    await expect(serviceWith().fetch(server.url, { signal: giveUp })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('a service that gives no answer', () => {
  it('is a failure that says what happened and not where', async () => {
    server.answerWith(resets);
    const failure = await serviceWith({ name: 'ledger' })
      .fetch(`${server.url}?key=secret`)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'OutboundFailure',
      service: 'ledger',
      reason: 'network',
      category: 'network',
    });
    expect(String(failure)).not.toMatch(/secret|127/);
    expect(refusalFor(failure).code).toBe('connection_failed');
  });

  it('in time is told from one that is not there', async () => {
    server.answerWith(hangs);
    const slow = serviceWith({ responseTimeoutMs: 30, tries: 1 }).fetch(server.url);
    await expect(slow).rejects.toMatchObject({ reason: 'timeout', category: 'network' });
    const closed = await startFaultyServer();
    await closed.close();
    const nowhere = outboundTo(closed.host).fetch(closed.url);
    await expect(nowhere).rejects.toMatchObject({ reason: 'network', code: 'ECONNREFUSED' });
  });

  it('is a language model where it is one', async () => {
    server.answerWith(resets);
    const failure = await serviceWith({ category: 'llm_api' })
      .fetch(server.url)
      .catch((error: unknown) => error);
    expect(refusalFor(failure).code).toBe('language_model_unavailable');
  });

  it('has a fallback answer for it', async () => {
    const fallback = () => new Response('instead', { status: 203 });
    server.answerWith(resets);
    expect(await statusOf({ fallback })).toBe(203);
    server.answerWith(answers(500));
    expect(await statusOf({ fallback })).toBe(203);
    server.answerWith(answers(404));
    expect(await statusOf({ fallback })).toBe(404);
  });
});

describe('the correlation id', () => {
  it('of the request that is worked on goes along, on each try', async () => {
    server.answerWith(answers(500), works);
    await withCorrelation('correlation-1', () => serviceWith().fetch(server.url));
    expect(server.seen.map(({ headers }) => headers['x-correlation-id'])).toEqual(['correlation-1', 'correlation-1']);
  });

  it('is the one that is given, none where nobody asked, and none where it is nobody’s business', async () => {
    server.answerWith(works);
    await withCorrelation('outer', () => serviceWith().fetch(server.url, { correlationId: 'given' }));
    await serviceWith().fetch(server.url);
    await withCorrelation('outer', () => serviceWith({ passesCorrelationId: false }).fetch(server.url));
    expect(server.seen.map(({ headers }) => headers['x-correlation-id'])).toEqual(['given', undefined, undefined]);
  });
});

describe('the guard', () => {
  const localhost = [{ address: '127.0.0.1', family: 4 }];

  it('judges the name anew on the next try, which a name that has turned inward does not pass', async () => {
    let asked = 0;
    const turning = createOutbound({
      allowedHosts: [],
      wait: async () => undefined,
      resolve: (_name, _options, done) => {
        asked += 1;
        if (asked === 1) done(Object.assign(new Error('try again'), { code: 'EAI_AGAIN' }), []);
        else done(null, localhost);
      },
    });
    const call = turning.fetch(`https://turning.example:${server.host.split(':')[1]}/`);
    await expect(call).rejects.toMatchObject({ code: 'outside_address_refused' });
    expect([asked, server.seen.length]).toEqual([2, 0]);
  });

  it('is not asked twice about what it refused, and a refusal is no failure of the service', async () => {
    await expect(serviceWith({ failures: 1 }).fetch('https://10.0.0.1/')).rejects.toMatchObject({
      code: 'outside_address_refused',
    });
    const inward = createOutbound({ allowedHosts: [], resolve: (_name, _options, done) => done(null, localhost) });
    const service = inward.service({ name: 'inward', failures: 1 });
    for (let time = 0; time < 3; time += 1) {
      await expect(service.fetch('https://inward.example/')).rejects.toMatchObject({ code: 'outside_address_refused' });
    }
  });

  it('lets a service call the hosts that the operator named for it, and no other service', async () => {
    server.answerWith(works);
    const strict = outboundTo();
    const own = strict.service({ name: 'own', allowedHosts: [server.host] });
    expect((await own.fetch(server.url)).status).toBe(200);
    await expect(strict.fetch(server.url)).rejects.toMatchObject({ code: 'outside_address_refused' });
  });
});
