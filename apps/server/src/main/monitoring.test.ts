import { listServices, metrics } from '@stepwell/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { createMonitoringModule } from '../modules/operations/monitoring/module.ts';
import { createCircuitBreakers } from '../platform/circuit-breaker/index.ts';
import { fixedClock } from '../platform/clock/index.ts';
import { createKeyring } from '../platform/crypto/index.ts';
import { silentLog } from '../platform/database/index.ts';
import { createHttpServer, type HttpServer, type Principal } from '../platform/http/index.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { sequentialIds } from '../platform/ids/index.ts';
import { createRequestLimiter, LIMITS } from '../platform/limits/index.ts';
import { memberPrincipal } from '../testing/principals.ts';
import { metricsOf } from './metrics.ts';

const AT = '2026-03-02T09:00:00.000Z';
const someone = { orgId: 'o', accountId: 'a', role: 'owner' } as const;
const CALLERS: Readonly<Record<string, Principal>> = {
  operations: { kind: 'operations' },
  operator: memberPrincipal({ ...someone, operatorRole: 'admin', secondFactor: true }),
  owner: memberPrincipal(someone),
};

let app: HttpServer | undefined;
afterEach(() => app?.close());

async function open() {
  const clock = fixedClock(AT);
  const breakers = createCircuitBreakers({ clock, log: silentLog });
  const outbound = createOutbound({ allowedHosts: [], breakers, clock });
  const limiter = createRequestLimiter({ limits: { ...LIMITS, signed_in: { count: 1, windowSeconds: 60 } }, clock });
  app = await createHttpServer({
    routes: createMonitoringModule({ metrics: metricsOf({ breakers, limiter, outbound }), breakers }).routes,
    authenticate: async ({ bearer }) => CALLERS[bearer ?? ''] ?? { kind: 'public' },
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: LIMITS,
    limiter,
    clock,
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
    checkReplies: true,
  });
  const get = ({ path }: { path: string }, bearer: string) =>
    app?.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${bearer}` } });
  return { get, breakers, outbound };
}

describe('services', () => {
  it('are none where nothing has a circuit breaker', async () => {
    const { get } = await open();
    expect((await get(listServices, 'operator'))?.json()).toEqual({ data: [] });
  });

  it('are told with their state, since when, and how often they were given up', async () => {
    const { get, breakers } = await open();
    const breaker = breakers.create({ name: 'redis', failures: 1, halfOpenAfterMs: 300_000 });
    breakers.create({ name: 'mail', failures: 1, halfOpenAfterMs: 300_000 });
    await expect(breaker.run(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect((await get(listServices, 'operator'))?.json()).toEqual({
      data: [
        { name: 'redis', state: 'open', since: AT, times_opened: 1 },
        { name: 'mail', state: 'closed', since: null, times_opened: 0 },
      ],
    });
  });

  it('are for operators alone', async () => {
    const { get } = await open();
    expect((await get(listServices, 'owner'))?.statusCode).toBe(403);
    expect((await get(listServices, 'nobody'))?.statusCode).toBe(401);
  });
});

describe('metrics', () => {
  it('tell the state of each breaker, and what became of requests at their limits', async () => {
    const { get, breakers } = await open();
    const breaker = breakers.create({ name: 'redis', failures: 1, halfOpenAfterMs: 300_000 });
    await expect(breaker.run(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    await get(listServices, 'operator');
    await get(listServices, 'operator');
    const answer = await get(metrics, 'operations');
    expect(answer?.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer?.body.split('\n')).toEqual(
      expect.arrayContaining([
        'stepwell_circuit_breaker_state{service="redis",state="open"} 1',
        'stepwell_circuit_breaker_state{service="redis",state="closed"} 0',
        'stepwell_circuit_breaker_opened_total{service="redis"} 1',
        'stepwell_limit_requests_total{class="signed_in",verdict="accepted"} 1',
        'stepwell_limit_requests_total{class="signed_in",verdict="refused"} 1',
        'stepwell_limit_requests_total{class="sign_in",verdict="unavailable"} 0',
      ]),
    );
  });

  it('tell what became of calls to other services', async () => {
    const { get, outbound } = await open();
    const service = outbound.service({ name: 'sample', allowedHosts: ['127.0.0.1:1'] });
    await expect(service.fetch('http://127.0.0.1:1/', { method: 'POST' })).rejects.toThrow();
    const lines = (await get(metrics, 'operations'))?.body.split('\n');
    expect(lines).toContain('stepwell_outbound_calls_total{service="sample"} 1');
    expect(lines).toContain('stepwell_outbound_failures_total{service="sample"} 1');
    expect(lines).toContain('stepwell_outbound_retries_total{service="sample"} 0');
  });

  it('are for the installation’s monitoring alone', async () => {
    const { get } = await open();
    expect((await get(metrics, 'owner'))?.statusCode).toBe(403);
    expect((await get(metrics, 'nobody'))?.statusCode).toBe(401);
  });
});
