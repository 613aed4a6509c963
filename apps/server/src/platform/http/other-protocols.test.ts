import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { commonErrors, defineErrors } from '../errors/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Authenticate } from './principal.ts';
import { created, mount, ok, seeOther } from './routing.ts';
import { createHttpServer } from './server.ts';

const errors = defineErrors({
  name_taken: { kind: 'conflict', title: 'Somebody has this name.', details: z.object({ scim_type: z.string() }) },
});
const base = { tag: 'Tests', summary: 'for tests', limit: 'signed_in', errors: [] } as const;
const provision = defineRoute({
  ...base,
  id: 'provision',
  method: 'POST',
  path: '/scim/people',
  audience: { directory: true },
  wire: 'scim',
  body: z.object({ userName: z.string().max(10) }),
  responses: { 201: z.record(z.string(), z.unknown()) },
});
const post = defineRoute({
  ...base,
  id: 'post',
  method: 'POST',
  path: '/acs',
  audience: { public: true },
  wire: 'form',
  body: z.object({ SAMLResponse: z.string() }),
  responses: { 303: null },
});
const metadata = defineRoute({
  ...base,
  id: 'metadata',
  method: 'GET',
  path: '/metadata',
  audience: { public: true },
  wire: 'saml_metadata',
  responses: { 200: z.string() },
});
const plain = defineRoute({
  ...base,
  id: 'plain',
  method: 'POST',
  path: '/plain',
  audience: { public: true },
  body: z.object({ SAMLResponse: z.string() }),
  responses: { 201: z.object({ done: z.boolean() }) },
});

const believed: (string | undefined)[] = [];
const authenticate: Authenticate = async ({ bearer, sessionToken }) => {
  believed.push(sessionToken);
  if (bearer === 'scim') return { kind: 'directory', orgId: 'o', tokenId: 't' };
  if (bearer !== undefined) throw commonErrors.not_signed_in();
  return { kind: 'public' };
};

let app: Awaited<ReturnType<typeof createHttpServer>>;

beforeAll(async () => {
  app = await createHttpServer({
    routes: [
      mount(provision, async ({ body, context }) => {
        if (body.userName === 'ada') throw errors.name_taken({ scim_type: 'uniqueness' });
        context.setHeader('etag', 'W/"1"');
        return created({ userName: body.userName });
      }),
      mount(post, async ({ body, context }) => {
        context.setCookie('visit', body.SAMLResponse, { path: '/acs', maxAgeSeconds: 60 });
        context.setHeader('location', '/sign-in');
        return seeOther();
      }),
      mount(metadata, async () => ok('<EntityDescriptor/>')),
      mount(plain, async () => created({ done: true })),
    ],
    authenticate,
    publicUrl: 'https://stepwell.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: LIMITS,
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
    checkReplies: true,
  });
});

afterAll(() => app.close());

const scim = (payload: string, type = 'application/scim+json', bearer = 'scim') =>
  app.inject({
    method: 'POST',
    url: '/scim/people',
    headers: { 'content-type': type, authorization: `Bearer ${bearer}` },
    payload,
  });
const FORM = 'application/x-www-form-urlencoded';

describe('SCIM bodies', () => {
  it.each(['application/scim+json', 'application/scim+json; charset=utf-8', 'application/json'])(
    'are read as %s and answered as SCIM',
    async (type) => {
      const reply = await scim('{"userName":"grace"}', type);
      expect(reply.statusCode).toBe(201);
      expect(reply.headers).toMatchObject({
        'content-type': 'application/scim+json; charset=utf-8',
        etag: 'W/"1"',
      });
      expect(reply.json()).toEqual({ userName: 'grace' });
    },
  );

  it.each([
    ['{"userName":"ada"}', 'scim', '409', 'uniqueness'],
    ['{"userName":"far too long a name"}', 'scim', '400', 'invalidValue'],
    ['{', 'scim', '400', 'invalidSyntax'],
    ['{"userName":"grace"}', 'nobody', '401', undefined],
  ])('are refused in the words of RFC 7644: %s by %s', async (payload, bearer, status, scimType) => {
    const reply = await scim(payload, 'application/scim+json', bearer);
    expect(reply.statusCode).toBe(Number(status));
    expect(reply.headers['content-type']).toBe('application/scim+json; charset=utf-8');
    const document = reply.json();
    expect(document).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status });
    expect(document.scimType).toBe(scimType);
    expect(document.detail).toContain(String(reply.headers['x-correlation-id']));
  });

  it('name the field that is not accepted', async () => {
    expect((await scim('{"userName":"far too long a name"}')).json().detail).toContain('/userName');
  });

  it('are not read by a route that is not SCIM', async () => {
    const headers = { 'content-type': 'application/scim+json' };
    const reply = await app.inject({ method: 'POST', url: '/plain', headers, payload: '{"SAMLResponse":"x"}' });
    expect(reply.json()).toMatchObject({ status: 400, code: 'unsupported_media_type' });
  });

  it('let in nobody but a directory', async () => {
    const headers = { 'content-type': 'application/scim+json' };
    const reply = await app.inject({ method: 'POST', url: '/scim/people', headers, payload: '{"userName":"grace"}' });
    expect(reply.statusCode).toBe(401);
  });
});

describe('forms of other sites', () => {
  it('are read where a route expects one, from anywhere, and lead on', async () => {
    const headers = { 'content-type': FORM, origin: 'https://idp.example.com', cookie: 'stepwell_session=s' };
    const reply = await app.inject({ method: 'POST', url: '/acs', headers, payload: 'SAMLResponse=a%2Bb' });
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe('/sign-in');
    expect(reply.headers['set-cookie']).toBe('visit=a+b; Max-Age=60; Path=/acs; HttpOnly; Secure; SameSite=Lax');
  });

  it('bring no session, whatever cookie travels with them', async () => {
    believed.length = 0;
    const headers = { 'content-type': FORM, cookie: 'stepwell_session=s' };
    await app.inject({ method: 'POST', url: '/acs', headers, payload: 'SAMLResponse=x' });
    await app.inject({ method: 'POST', url: '/plain', headers: { cookie: 'stepwell_session=s' }, payload: {} });
    expect(believed).toEqual([undefined, 's']);
  });

  it('are not read by a route that expects none', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/plain',
      headers: { 'content-type': FORM },
      payload: 'SAMLResponse=x',
    });
    expect(reply.json()).toMatchObject({ status: 400, code: 'unsupported_media_type' });
  });

  it('may not name what objects are made of', async () => {
    const headers = { 'content-type': FORM };
    const reply = await app.inject({ method: 'POST', url: '/acs', headers, payload: '__proto__=x&SAMLResponse=x' });
    expect(reply.json()).toMatchObject({ status: 400, code: 'malformed_body' });
  });
});

describe('SAML metadata', () => {
  it('is an XML document as it stands', async () => {
    const reply = await app.inject({ method: 'GET', url: '/metadata' });
    expect(reply.headers['content-type']).toBe('application/samlmetadata+xml; charset=utf-8');
    expect(reply.body).toBe('<EntityDescriptor/>');
  });
});
