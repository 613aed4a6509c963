import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { memberPrincipal } from '../../testing/principals.ts';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { commonErrors } from '../errors/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { createRequestLimiter, LIMITS } from '../limits/index.ts';
import type { Authenticate } from './principal.ts';
import { mount, noContent } from './routing.ts';
import { createHttpServer, type HttpServer } from './index.ts';

const shared = { tag: 'Tests', summary: 'for tests', responses: { 204: null }, errors: [] } as const;
const open = defineRoute({
  ...shared,
  id: 'enter',
  method: 'POST',
  path: '/enter',
  audience: { public: true },
  limit: 'sign_in',
});
const closed = defineRoute({
  ...shared,
  id: 'inside',
  method: 'GET',
  path: '/inside',
  audience: { account: true },
  limit: 'signed_in',
});

const perPerson = defineRoute({
  ...shared,
  id: 'step',
  method: 'GET',
  path: '/step',
  audience: { apiKey: 'participants:write' },
  limit: 'step_update',
});

const authenticate: Authenticate = async ({ bearer }) => {
  if (bearer === undefined) return { kind: 'public' };
  if (bearer === 'key')
    return { kind: 'api_key', orgId: 'o', environment: 'live', keyId: 'k', scopes: ['participants:write'] };
  if (bearer === 'forged') throw commonErrors.not_signed_in();
  return memberPrincipal({ orgId: 'o', accountId: bearer, role: 'owner' });
};

const clock = fixedClock('2026-03-02T09:00:00.000Z');
let app: HttpServer | undefined;
beforeEach(async () => {
  await app?.close();
  app = await createHttpServer(options());
});
afterAll(() => app?.close());

function options(): Parameters<typeof createHttpServer>[0] {
  const few = { count: 3, windowSeconds: 60 };
  return {
    routes: [open, closed, perPerson].map((route) => mount(route, async () => noContent())),
    authenticate,
    publicUrl: 'https://onboarding.example.com',
    limits: { ...LIMITS, sign_in: few, anonymous: few, signed_in: { ...few, count: 4 }, step_update: few },
    keyring: createKeyring(Buffer.alloc(32, 7)),
    clock,
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
  };
}

async function statusesOf(times: number, request: { url: string; bearer?: string; from: string }): Promise<unknown[]> {
  const { url, bearer, from: remoteAddress } = request;
  const headers = { ...(bearer && { authorization: `Bearer ${bearer}` }), 'x-forwarded-for': '203.0.113.9' };
  const statuses: unknown[] = [];
  for (let at = 0; at < times; at += 1) {
    const method = url === '/enter' ? 'POST' : 'GET';
    statuses.push((await app?.inject({ method, url, headers, remoteAddress }))?.statusCode);
  }
  return statuses;
}

test('attempts to get in count against the address that they come from, whatever it says of itself', async () => {
  expect(await statusesOf(4, { url: '/enter', from: '192.0.2.1' })).toEqual([204, 204, 204, 429]);
  expect(await statusesOf(1, { url: '/enter', from: '192.0.2.2' })).toEqual([204]);
});

test('credentials that are refused count too', async () => {
  const forged = { url: '/inside', bearer: 'forged' };
  expect(await statusesOf(4, { ...forged, from: '192.0.2.1' })).toEqual([401, 401, 401, 429]);
  expect(await statusesOf(1, { ...forged, from: '192.0.2.2' })).toEqual([401]);
});

test('whoever is known is counted as themselves, wherever they are', async () => {
  const ada = { url: '/inside', bearer: 'ada' };
  expect(await statusesOf(3, { ...ada, from: '192.0.2.1' })).toEqual([204, 204, 204]);
  expect(await statusesOf(2, { ...ada, from: '192.0.2.2' })).toEqual([204, 429]);
  expect(await statusesOf(1, { ...ada, bearer: 'mia', from: '192.0.2.2' })).toEqual([204]);
});

test('what a key does for people is counted for each of them, and for the key as a whole', async () => {
  const step = (participant: string) => ({ url: `/step?participant=${participant}`, bearer: 'key', from: '192.0.2.1' });
  expect(await statusesOf(2, step('p-1'))).toEqual([204, 204]);
  expect(await statusesOf(2, step('p-2'))).toEqual([204, 204]);
  expect(await statusesOf(1, step('p-3'))).toEqual([429]);
  clock.advance(60_000);
  expect(await statusesOf(4, step('p-1'))).toEqual([204, 204, 204, 429]);
});

test('whoever is refused often is told that they are blocked, and until when', async () => {
  const attempt = () => app?.inject({ method: 'POST', url: '/enter', remoteAddress: '192.0.2.1' });
  for (let minute = 0; minute < 5; minute += 1) {
    for (let at = 0; at < 4; at += 1) await attempt();
    if (minute < 4) clock.advance(60_000);
  }
  const refused = await attempt();
  expect([refused?.statusCode, refused?.json()]).toMatchObject([429, { code: 'caller_blocked', retryAfter: 60 }]);
  expect(refused?.headers).toMatchObject({
    'ratelimit-limit': '3',
    'ratelimit-remaining': '0',
    'ratelimit-reset': '60',
    'retry-after': '60',
  });
  expect(await statusesOf(1, { url: '/enter', from: '192.0.2.2' })).toEqual([204]);
  clock.advance(60_000);
  expect((await attempt())?.statusCode).toBe(204);
});

test('a request that can’t be counted and must be is answered 503, with the time to come again', async () => {
  const limiter = {
    take: () => Promise.reject(commonErrors.limits_unavailable(undefined, { retryAfterSeconds: 1 })),
  };
  const uncounted = await createHttpServer({ ...options(), limiter });
  const answer = await uncounted.inject({ method: 'POST', url: '/enter' });
  await uncounted.close();
  expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([
    503,
    'limits_unavailable',
    '1',
  ]);
});

test('callers of an allowed network are told nothing of limits, for they have none', async () => {
  const limiter = createRequestLimiter({ limits: LIMITS, clock, allowed: ['127.0.0.0/8'] });
  const inside = await createHttpServer({ ...options(), limiter });
  const answers = [];
  for (let at = 0; at < 9; at += 1) answers.push(await inside.inject({ method: 'POST', url: '/enter' }));
  await inside.close();
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 9 }, () => 204));
  expect(answers[0]?.headers).not.toHaveProperty('ratelimit-limit');
});
