import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { commonErrors } from '../errors/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Credentials } from './principal.ts';
import { mount, noContent } from './routing.ts';
import { createHttpServer } from './server.ts';

const base = { tag: 'Tests', summary: 'for tests', limit: 'signed_in', errors: [], responses: { 204: null } } as const;
const audience = { public: true } as const;
const read = defineRoute({ ...base, audience, id: 'read', method: 'GET', path: '/api/v1/thing' });
const change = defineRoute({ ...base, audience, id: 'change', method: 'PATCH', path: '/api/v1/thing' });
const desk = defineRoute({ ...base, audience, id: 'desk', method: 'GET', path: '/api/v1/admin/thing' });
const page = defineRoute({ ...base, audience, id: 'page', method: 'GET', path: '/elsewhere' });

const GOOD = 'https://good.example';
const believed: Credentials[] = [];
let app: Awaited<ReturnType<typeof createHttpServer>>;

function serve(corsOrigins: readonly string[] | undefined) {
  return createHttpServer({
    routes: [read, change, desk, page].map((route) => mount(route, async () => noContent())),
    authenticate: async (credentials) => {
      believed.push(credentials);
      if (credentials.bearer === 'refused') throw commonErrors.not_signed_in();
      return { kind: 'public' };
    },
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: { ...LIMITS, anonymous: { count: 10_000, windowSeconds: 60 } },
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
    ...(corsOrigins && { corsOrigins }),
  });
}
beforeAll(async () => {
  app = await serve([GOOD, 'http://localhost:8080']);
});
afterAll(() => app.close());

const preflight = (origin: string, url = '/api/v1/thing') =>
  app.inject({
    method: 'OPTIONS',
    url,
    headers: { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization' },
  });
const get = (origin: string | undefined, url = '/api/v1/thing', headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { ...(origin !== undefined && { origin }), ...headers } });

/** Each of them has to be told from the origins that are allowed. */
const OTHERS = [
  'null',
  'https://evil.example',
  'https://good.example.evil.test',
  'https://evil-good.example',
  'https://sub.good.example',
  'http://good.example',
  'https://good.example:8443',
  'https://good.example/',
  'https://GOOD.example',
  'https://good.example, https://evil.example',
  '*',
  'http://localhost',
];

describe('a page of an allowed origin', () => {
  it.each([GOOD, 'http://localhost:8080'])('is told that it may call: %s', async (origin) => {
    const { statusCode, headers } = await preflight(origin);
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' });
    expect(headers['access-control-allow-methods']).toContain('PATCH');
    expect(headers['access-control-allow-headers']).toContain('authorization');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('reads answers and refusals, with what they say beside', async () => {
    const good = await get(GOOD);
    expect([good.statusCode, good.headers['access-control-allow-origin']]).toEqual([204, GOOD]);
    expect(good.headers['access-control-expose-headers']).toContain('retry-after');
    const refused = await get(GOOD, '/api/v1/thing', { authorization: 'Bearer refused' });
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([401, GOOD]);
    expect(refused.headers.vary).toBe('origin, accept-language');
  });

  it('changes something with what it puts into a header, and nothing with a cookie or without', async () => {
    const send = (headers: Record<string, string>) =>
      app.inject({ method: 'PATCH', url: '/api/v1/thing', headers: { origin: GOOD, ...headers } });
    expect((await send({ authorization: 'Bearer token' })).statusCode).toBe(204);
    expect((await send({ 'stepwell-participant': 'creator-1' })).statusCode).toBe(204);
    expect((await send({ cookie: 'stepwell_session=s' })).json().code).toBe('origin_refused');
    expect((await send({})).json().code).toBe('origin_refused');
  });

  it('is never believed by a cookie', async () => {
    believed.length = 0;
    await get(GOOD, '/api/v1/thing', { cookie: 'stepwell_session=s' });
    await get(undefined, '/api/v1/thing', { cookie: 'stepwell_session=s' });
    expect(believed.map(({ sessionToken }) => sessionToken)).toEqual([undefined, 's']);
  });

  it.each(['/api/v1/admin/thing', '/elsewhere'])('may not call %s', async (url) => {
    expect((await preflight(GOOD, url)).statusCode).toBe(404);
    expect((await get(GOOD, url)).headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('every other origin', () => {
  it.each(OTHERS)('is told nothing: %s', async (origin) => {
    const asked = await preflight(origin);
    expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([404, undefined]);
    const { headers } = await get(origin);
    expect([headers['access-control-allow-origin'], headers.vary]).toEqual([undefined, 'origin']);
  });

  it('is told nothing where no origin is allowed', async () => {
    const closed = await serve(undefined);
    const reply = await closed.inject({ url: '/api/v1/thing', headers: { origin: GOOD } });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    expect(
      (await closed.inject({ method: 'OPTIONS', url: '/api/v1/thing', headers: { origin: GOOD } })).statusCode,
    ).toBe(404);
    await closed.close();
  });
});

it('an answer to nobody in particular names the origin among what it depends on', async () => {
  expect((await get(undefined)).headers.vary).toBe('origin');
});
