import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FixedClock, fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { commonErrors, defineErrors, type Failure } from '../errors/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Authenticate } from './principal.ts';
import { created, mount, noContent, ok } from './routing.ts';
import { createHttpServer } from './server.ts';
import { memberPrincipal } from '../../testing/principals.ts';

const errors = defineErrors({
  too_green: { kind: 'conflict', title: 'It is too green.', details: z.object({ shade: z.string() }) },
});
const base = { tag: 'Tests', summary: 'for tests', limit: 'signed_in', errors: [] } as const;
const echo = defineRoute({
  ...base,
  id: 'echo',
  method: 'POST',
  path: '/echo/{id}',
  audience: { public: true },
  params: z.object({ id: z.coerce.number().int() }),
  query: z.object({ shout: z.enum(['yes', 'no']).default('no') }),
  body: z.strictObject({ text: z.string().max(10), nested: z.object({ deep: z.boolean() }).optional() }),
  responses: {
    201: z.object({ id: z.int(), text: z.string(), note: z.string().nullable(), when: z.iso.datetime().nullable() }),
  },
});
const membersOnly = defineRoute({
  ...base,
  id: 'members',
  method: 'GET',
  path: '/members',
  audience: { member: 'api-keys:write' },
  responses: { 200: z.object({ role: z.string() }) },
});
const keysOnly = defineRoute({
  ...base,
  id: 'keys',
  method: 'GET',
  path: '/keys',
  audience: { apiKey: 'flows:read' },
  responses: { 204: null },
});
const change = defineRoute({
  ...base,
  id: 'change',
  method: 'DELETE',
  path: '/change',
  audience: { public: true },
  responses: { 204: null },
});
const breaks = defineRoute({
  ...base,
  id: 'breaks',
  method: 'GET',
  path: '/breaks/{how}',
  audience: { public: true },
  params: z.object({ how: z.string() }),
  responses: { 204: null },
});

const CODES: Record<string, object> = { database: { code: '57P01' }, network: { code: 'ECONNREFUSED' } };

const authenticate: Authenticate = async ({ bearer }) => {
  const tenant = { orgId: 'o', environment: 'live' as const };
  if (bearer === 'admin' || bearer === 'viewer') return memberPrincipal({ ...tenant, accountId: bearer, role: bearer });
  if (bearer === 'reader') return { kind: 'api_key', ...tenant, keyId: 'k', scopes: ['flows:read'] };
  if (bearer === 'writer') return { kind: 'api_key', ...tenant, keyId: 'k2', scopes: ['flows:write'] };
  if (bearer !== undefined) throw commonErrors.not_signed_in();
  return { kind: 'public' };
};

let clock: FixedClock;
const failures: Failure[] = [];
let app: Awaited<ReturnType<typeof createHttpServer>>;

beforeAll(async () => {
  clock = fixedClock('2026-03-02T09:00:00.000Z');
  app = await createHttpServer({
    routes: [
      mount(echo, async ({ params, query, body }) => {
        const text = query.shout === 'yes' ? body.text.toUpperCase() : body.text;
        return created({ id: params.id, text, note: null, when: '2026-03-02T09:00:00.000Z' });
      }),
      mount(membersOnly, async ({ principal }) => ok({ role: principal.kind === 'member' ? principal.role : '' })),
      mount(keysOnly, async () => noContent()),
      mount(change, async () => noContent()),
      mount(breaks, async ({ params }) => {
        if (params.how === 'expected') throw errors.too_green({ shade: 'lime' }, { detail: 'Far too green.' });
        throw Object.assign(new Error('secret detail'), CODES[params.how]);
      }),
    ],
    authenticate,
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: { ...LIMITS, anonymous: { count: 40, windowSeconds: 60 } },
    clock,
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
    checkReplies: true,
    onFailure: (failure) => void failures.push(failure),
  });
});
afterAll(() => app.close());

const post = (payload: unknown, headers: Record<string, string> = {}, url = '/echo/7') =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: payload as string,
  });

describe('a request', () => {
  it('is validated, handled and answered by its schema', async () => {
    const reply = await post({ text: 'hello' }, {}, '/echo/7?shout=yes');
    expect(reply.statusCode).toBe(201);
    expect(reply.json()).toEqual({ id: 7, text: 'HELLO', note: null, when: '2026-03-02T09:00:00.000Z' });
    expect(reply.headers).toMatchObject({
      'ratelimit-limit': '40',
      'x-correlation-id': expect.stringMatching(/^01900000-/),
    });
  });

  it('that breaks the schema names every field', async () => {
    const reply = await post({ text: 'much too long for this', nested: {}, extra: 1 }, {}, '/echo/x?shout=maybe');
    expect(reply.statusCode).toBe(422);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.json()).toMatchObject({ code: 'validation_failed', instance: '/echo/x' });
    expect(
      reply
        .json()
        .errors.map((error: { path: string }) => error.path)
        .sort(),
    ).toEqual(['/extra', '/nested/deep', '/text', 'params/id', 'query/shout']);
  });

  it.each([
    ['{"text":', {}, 400, 'malformed_body'],
    ['{"__proto__":{"a":1},"text":"x"}', {}, 400, 'malformed_body'],
    ['text=x', { 'content-type': 'text/plain' }, 400, 'unsupported_media_type'],
    [`{"text":"${'x'.repeat(70_000)}"}`, {}, 413, 'body_too_large'],
    ['', {}, 422, 'validation_failed'],
    ['{"text":"x"}', { 'stepwell-environment': 'prod' }, 422, 'validation_failed'],
  ])('with the body %.20s is refused', async (payload, headers, status, code) => {
    const reply = await post(payload, headers);
    expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
  });

  it('keeps a well-formed correlation id and replaces any other', async () => {
    const kept = await post({ text: 'x' }, { 'x-correlation-id': 'my-request-1' });
    expect(kept.headers['x-correlation-id']).toBe('my-request-1');
    const replaced = await post({ text: 'x' }, { 'x-request-id': 'bad id\u0001' });
    expect(replaced.headers['x-correlation-id']).toMatch(/^01900000-/);
  });

  it('to nowhere is told so', async () => {
    const reply = await app.inject({ method: 'GET', url: '/nowhere' });
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found']);
  });
});

describe('an audience', () => {
  const get = (url: string, bearer?: string) =>
    app.inject({ method: 'GET', url, headers: bearer ? { authorization: `Bearer ${bearer}` } : {} });

  it.each([
    ['/members', undefined, 401, 'not_signed_in'],
    ['/members', 'forged', 401, 'not_signed_in'],
    ['/members', 'viewer', 403, 'permission_denied'],
    ['/members', 'reader', 403, 'permission_denied'],
    ['/keys', 'writer', 403, 'permission_denied'],
    ['/keys', 'admin', 403, 'permission_denied'],
  ])('of %s refuses %s', async (url, bearer, status, code) => {
    const reply = await get(url, bearer);
    expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
  });

  it('lets in whom it names', async () => {
    expect((await get('/members', 'admin')).json()).toEqual({ role: 'admin' });
    expect((await get('/keys', 'reader')).statusCode).toBe(204);
  });

  it('must name somebody', async () => {
    const nobody = defineRoute({
      ...base,
      id: 'nobody',
      method: 'GET',
      path: '/x',
      audience: {},
      responses: { 204: null },
    });
    const build = createHttpServer({
      routes: [mount(nobody, async () => noContent())],
      authenticate,
      publicUrl: 'https://a.example',
      keyring: createKeyring(Buffer.alloc(32, 7)),
      limits: LIMITS,
      clock,
      ids: sequentialIds(),
      log: silentLog,
      trustedProxies: 0,
    });
    await expect(build).rejects.toThrow('route nobody names no audience');
  });
});

describe('a change that comes with a cookie', () => {
  const send = (headers: Record<string, string>) =>
    app.inject({ method: 'DELETE', url: '/change', headers: { cookie: 'stepwell_session=x', ...headers } });

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another site without an origin', { 'sec-fetch-site': 'cross-site' }, 403],
    ['our own address', { origin: 'https://onboarding.example.com' }, 204],
    ['the address it was sent to', { origin: 'http://localhost:80', host: 'localhost:80' }, 204],
    ['a program', {}, 204],
  ])('from %s', async (_, headers, status) => {
    expect((await send(headers as Record<string, string>)).statusCode).toBe(status);
  });
});

describe('what goes wrong', () => {
  it('as expected is a problem with its details', async () => {
    const reply = await app.inject({ method: 'GET', url: '/breaks/expected' });
    expect(reply.statusCode).toBe(409);
    expect(reply.json()).toMatchObject({
      code: 'too_green',
      title: 'It is too green.',
      detail: 'Far too green.',
      details: { shade: 'lime' },
      category: 'validation',
      severity: 'info',
      retry: 'after_change',
    });
  });

  it('unexpectedly tells nothing but the correlation id', async () => {
    const reply = await app.inject({ method: 'GET', url: '/breaks/badly' });
    expect(reply.statusCode).toBe(500);
    expect(reply.body).not.toContain('secret detail');
    expect(reply.json()).toMatchObject({
      code: 'internal_error',
      correlationId: expect.any(String),
      category: 'system',
      severity: 'high',
      retry: 'none',
    });
  });

  it('between here and elsewhere is worth another try, and tells no more', async () => {
    const reply = await app.inject({ method: 'GET', url: '/breaks/network' });
    expect(reply.statusCode).toBe(503);
    expect(reply.body).not.toContain('secret detail');
    expect(reply.json()).toMatchObject({ code: 'connection_failed', category: 'network', retry: 'backoff' });
    expect(reply.json()).not.toHaveProperty('retryAfter');
  });

  it('in the database asks to come again', async () => {
    const reply = await app.inject({ method: 'GET', url: '/breaks/database' });
    expect([reply.statusCode, reply.json().code, reply.headers['retry-after']]).toEqual([
      503,
      'database_unavailable',
      '1',
    ]);
    expect(reply.json()).toMatchObject({ category: 'database', severity: 'critical', retry: 'after_retry_after' });
  });
});

describe('whoever keeps count of failures', () => {
  it('is told of each with the route’s pattern and what the caller was told', async () => {
    failures.length = 0;
    await app.inject({
      method: 'GET',
      url: '/breaks/badly?email=ines',
      headers: { 'x-correlation-id': 'correlation-1' },
    });
    await post('{"text":', {}, '/echo/7');
    await app.inject({ method: 'GET', url: '/nowhere/ines' });
    expect(failures.map(({ place, refusal }) => [place, refusal?.code])).toEqual([
      ['GET /breaks/{how}', 'internal_error'],
      ['POST /echo/{id}', 'malformed_body'],
      ['GET unknown', 'not_found'],
    ]);
    expect(failures[0]).toMatchObject({ error: { message: 'secret detail' }, correlationId: 'correlation-1' });
  });
});

describe('the limit', () => {
  it('refuses what is over it, says when to come again, and lets go with time', async () => {
    clock.advance(3_600_000);
    const statuses = [];
    for (let at = 0; at < 41; at += 1) statuses.push((await post({ text: 'x' })).statusCode);
    expect(statuses.slice(0, 40).every((status) => status === 201)).toBe(true);
    expect(statuses[40]).toBe(429);
    const refused = await post({ text: 'x' });
    expect(refused.json()).toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) });
    expect(refused.headers['retry-after']).toBe(String(refused.json().retryAfter));
    clock.advance(120_000);
    expect((await post({ text: 'x' })).statusCode).toBe(201);
  });
});
