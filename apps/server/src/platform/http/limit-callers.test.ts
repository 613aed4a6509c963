import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { memberPrincipal } from '../../testing/principals.ts';
import { fixedClock } from '../clock/index.ts';
import { silentLog } from '../database/index.ts';
import { commonErrors } from '../errors/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from './limits.ts';
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

const authenticate: Authenticate = async ({ bearer }) => {
  if (bearer === undefined) return { kind: 'public' };
  if (bearer === 'forged') throw commonErrors.not_signed_in();
  return memberPrincipal({ orgId: 'o', accountId: bearer, role: 'owner' });
};

const clock = fixedClock('2026-03-02T09:00:00.000Z');
let app: HttpServer | undefined;
beforeEach(async () => {
  await app?.close();
  const few = { count: 3, windowSeconds: 60 };
  app = await createHttpServer({
    routes: [mount(open, async () => noContent()), mount(closed, async () => noContent())],
    authenticate,
    publicUrl: 'https://onboarding.example.com',
    limits: { ...LIMITS, sign_in: few, anonymous: few, signed_in: few },
    clock,
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
  });
});
afterAll(() => app?.close());

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
  expect(await statusesOf(2, { ...ada, from: '192.0.2.1' })).toEqual([204, 204]);
  expect(await statusesOf(2, { ...ada, from: '192.0.2.2' })).toEqual([204, 429]);
  expect(await statusesOf(1, { ...ada, bearer: 'mia', from: '192.0.2.2' })).toEqual([204]);
});
