import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memberPrincipal } from '../../testing/principals.ts';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { createCsrfTokens } from './csrf.ts';
import { LIMITS } from '../limits/index.ts';
import type { Authenticate, Credentials } from './principal.ts';
import { mount, noContent, ok } from './routing.ts';
import { createHttpServer } from './server.ts';

const OWN = 'https://onboarding.example.com';
const keyring = createKeyring(Buffer.alloc(32, 7));
const tokens = createCsrfTokens(keyring, OWN);
const base = { tag: 'Tests', summary: 'for tests', path: '/thing', limit: 'signed_in', errors: [] } as const;
const anybody = { audience: { public: true }, responses: { 204: null } } as const;
const change = defineRoute({ ...base, ...anybody, id: 'change', method: 'DELETE' });
const read = defineRoute({ ...base, ...anybody, id: 'read', method: 'GET' });
const arrive = defineRoute({
  ...base,
  id: 'arrive',
  method: 'POST',
  audience: { public: true },
  wire: 'form',
  responses: { 200: z.object({ who: z.string() }) },
});

const believed: Credentials[] = [];
/** The session `good` is a member's, a bearer an API key, `over` has ended. */
const authenticate: Authenticate = async (credentials) => {
  believed.push(credentials);
  const tenant = { orgId: 'o', environment: 'live' as const };
  if (credentials.bearer) return { kind: 'api_key', ...tenant, keyId: 'k', scopes: [] };
  if (credentials.sessionToken === 'good') return memberPrincipal({ ...tenant, accountId: 'ada' });
  return { kind: 'public' };
};
let app: Awaited<ReturnType<typeof createHttpServer>>;

function serve(publicUrl: string) {
  return createHttpServer({
    routes: [
      mount(change, async () => noContent()),
      mount(read, async () => noContent()),
      mount(arrive, async ({ principal }) => ok({ who: principal.kind })),
    ],
    authenticate,
    publicUrl,
    keyring,
    limits: LIMITS,
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
  });
}

beforeAll(async () => {
  app = await serve(OWN);
});
afterAll(() => app.close());

const COOKIE = 'stepwell_session=good';
const TOKEN = tokens.tokenOf('good');
const send = (method: 'DELETE' | 'GET' | 'POST', headers: Record<string, string>) =>
  app.inject({ method, url: '/thing', headers });

describe('a change in the name of a session', () => {
  it('is made with the token of that session', async () => {
    expect((await send('DELETE', { cookie: COOKIE, 'x-csrf-token': TOKEN })).statusCode).toBe(204);
  });

  it.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['a token that nobody made', 'f'.repeat(64)],
    ['the token of another session', tokens.tokenOf('another')],
    ['the token of another installation', createCsrfTokens(createKeyring(Buffer.alloc(32, 8)), OWN).tokenOf('good')],
  ])('is refused with %s, though a cookie holds the same', async (_, token) => {
    const cookie = `${COOKIE}; ${tokens.cookie}=${token ?? ''}`;
    const reply = await send('DELETE', { cookie, ...(token !== undefined && { 'x-csrf-token': token }) });
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'csrf_token_invalid']);
  });

  it('is refused in the language of the person', async () => {
    const reply = await send('DELETE', { cookie: COOKIE, 'accept-language': 'fr' });
    expect(reply.json().title).toContain('rechargez');
  });

  it('is refused with the token where another site sends it', async () => {
    const headers = { cookie: COOKIE, 'x-csrf-token': TOKEN, origin: 'https://evil.example' };
    expect((await send('DELETE', headers)).json().code).toBe('origin_refused');
  });
});

describe('nothing is asked of', () => {
  it.each([
    ['whoever only reads', 'GET', { cookie: COOKIE }],
    ['an API key, whatever cookie travels along', 'DELETE', { cookie: COOKIE, authorization: 'Bearer sk_live_x' }],
    ['somebody without a session', 'DELETE', {}],
    ['somebody whose session is over', 'DELETE', { cookie: 'stepwell_session=over' }],
    ['a form of another site, which brings no session', 'POST', { cookie: COOKIE, origin: 'https://idp.example' }],
  ] as const)('%s', async (_, method, headers) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await send(method, method === 'POST' ? { ...form, ...headers } : { ...headers });
    expect(reply.statusCode).toBeLessThan(300);
  });

  it('but a scheme that nobody knows does not hide the session', async () => {
    const reply = await send('DELETE', { cookie: COOKIE, authorization: 'Basic eDp5' });
    expect(reply.json().code).toBe('csrf_token_invalid');
  });
});

describe('the cookie of the token', () => {
  const isSet = `${tokens.cookie}=${TOKEN}; Path=/; Secure; SameSite=Lax`;

  it('is set by the next answer to a session that began without one, by a refusal as well', async () => {
    expect((await send('GET', { cookie: COOKIE })).headers['set-cookie']).toBe(isSet);
    expect((await send('DELETE', { cookie: COOKIE })).headers['set-cookie']).toBe(isSet);
  });

  it('is set anew where it is another session’s, and left alone where it is right', async () => {
    const stale = `${COOKIE}; ${tokens.cookie}=${tokens.tokenOf('another')}`;
    expect((await send('GET', { cookie: stale })).headers['set-cookie']).toBe(isSet);
    expect(
      (await send('GET', { cookie: `${COOKIE}; ${tokens.cookie}=${TOKEN}` })).headers['set-cookie'],
    ).toBeUndefined();
  });

  it('is set for nobody who has no session', async () => {
    expect((await send('GET', { cookie: 'stepwell_session=over' })).headers['set-cookie']).toBeUndefined();
  });

  it('has a plain name where the installation speaks plain http', async () => {
    const plain = await serve('http://localhost:3000');
    const reply = await plain.inject({ method: 'GET', url: '/thing', headers: { cookie: COOKIE } });
    expect(reply.headers['set-cookie']).toBe(`stepwell_csrf=${TOKEN}; Path=/; SameSite=Lax`);
    await plain.close();
  });
});

describe('signing in and everything else that changes something', () => {
  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['a site whose name begins like ours', { origin: `${OWN}.evil.example` }, 403],
    ['our own page', { origin: OWN }, 204],
    ['a program', {}, 204],
  ])('is refused or not without any session, from %s', async (_, headers, status) => {
    expect((await send('DELETE', headers as Record<string, string>)).statusCode).toBe(status);
  });

  it('is open to other sites for whoever proves itself by a header', async () => {
    const headers = { origin: 'https://tenant.example', authorization: 'Bearer sk_live_x' };
    expect((await send('DELETE', headers)).statusCode).toBe(204);
  });

  it('is read for another site without the session that travels along', async () => {
    believed.length = 0;
    await send('GET', { cookie: COOKIE, origin: 'https://evil.example' });
    await send('GET', { cookie: COOKIE, origin: OWN });
    expect(believed.map(({ sessionToken }) => sessionToken)).toEqual([undefined, 'good']);
  });
});
