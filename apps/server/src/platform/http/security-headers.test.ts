import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import { mountPages } from './pages.ts';
import { mount, noContent, seeOther } from './routing.ts';
import { createHttpServer } from './server.ts';

const base = { tag: 'Tests', summary: 'for tests', limit: 'signed_in', errors: [] } as const;
const anybody = { audience: { public: true }, responses: { 204: null } } as const;
const read = defineRoute({ ...base, ...anybody, id: 'read', method: 'GET', path: '/api/v1/thing' });
const breaks = defineRoute({ ...base, ...anybody, id: 'breaks', method: 'GET', path: '/api/v1/breaks' });
const moved = defineRoute({
  ...base,
  id: 'moved',
  method: 'GET',
  path: '/api/v1/moved',
  audience: { public: true },
  responses: { 303: null },
});
const directory = defineRoute({ ...base, ...anybody, id: 'scim', method: 'GET', path: '/scim/thing', wire: 'scim' });
const form = defineRoute({ ...base, ...anybody, id: 'form', method: 'POST', path: '/acs', wire: 'form' });

let app: Awaited<ReturnType<typeof createHttpServer>>;

async function serve(publicUrl: string) {
  const webDir = mkdtempSync(join(tmpdir(), 'stepwell-web-'));
  mkdirSync(join(webDir, 'assets'));
  writeFileSync(join(webDir, 'index.html'), '<script nonce="__CSP_NONCE__"></script><i nonce="__CSP_NONCE__"></i>');
  writeFileSync(join(webDir, 'hosted.html'), '<script nonce="__CSP_NONCE__"></script>');
  writeFileSync(join(webDir, 'assets/main-1a2b3c.js'), 'export {};');
  writeFileSync(join(webDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const server = await createHttpServer({
    routes: [
      mount(read, async () => noContent()),
      mount(breaks, async () => Promise.reject(new Error('on purpose'))),
      mount(moved, async ({ context }) => {
        context.setHeader('location', '/');
        return seeOther();
      }),
      mount(directory, async () => noContent()),
      mount(form, async () => noContent()),
    ],
    authenticate: async () => ({ kind: 'public' }),
    publicUrl,
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: { ...LIMITS, anonymous: { count: 10_000, windowSeconds: 60 } },
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 1,
  });
  await mountPages(server, { webDir, openApiJson: '{}' });
  return server;
}

beforeAll(async () => {
  app = await serve('https://onboarding.example.com');
});
afterAll(() => app.close());

const EVERYTHING: readonly (readonly [what: string, url: string, status: number])[] = [
  ['an answer of the API', '/api/v1/thing', 204],
  ['a redirect', '/api/v1/moved', 303],
  ['a failure', '/api/v1/breaks', 500],
  ['what is not there', '/api/v1/nothing', 404],
  ['an answer to a directory', '/scim/thing', 204],
  ['an address that can’t be read', '/%zz', 400],
  ['a page', '/', 200],
  ['a hosted page', '/o/atelier/creator', 200],
  ['the documentation', '/docs', 200],
  ['its script', '/docs/assets/swagger-ui-bundle.js', 200],
  ['its start', '/docs/start.js', 200],
  ['the description of the API', '/openapi.json', 200],
  ['an asset', '/assets/main-1a2b3c.js', 200],
  ['a picture', '/favicon.svg', 200],
  ['an asset that is not there', '/assets/gone.js', 404],
];

describe('every answer', () => {
  it.each(EVERYTHING)('carries the headers: %s', async (_, url, status) => {
    const reply = await app.inject({ url });
    expect(reply.statusCode).toBe(status);
    const { headers } = reply;
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
    });
    expect(headers['permissions-policy']).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\).*payment=\(\)/);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(headers['cache-control']).toMatch(/^(no-store|no-cache|public, max-age=31536000, immutable)$/);
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(server|x-powered-by)$/)]),
    );
  });

  it('of a form carries them too', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await app.inject({ method: 'POST', url: '/acs', headers, payload: 'a=b' });
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('says nothing of https where people come by plain http', async () => {
    const plain = await serve('http://localhost:3000');
    expect((await plain.inject({ url: '/' })).headers['strict-transport-security']).toBeUndefined();
    await plain.close();
  });
});

describe('an answer of the API', () => {
  it.each(['/api/v1/thing', '/api/v1/nothing', '/api/v1/breaks', '/scim/thing'])(
    'loads nothing and is kept nowhere: %s',
    async (url) => {
      const { headers } = await app.inject({ url });
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers['cache-control']).toBe('no-store');
    },
  );
});

describe('a page', () => {
  const nonceIn = (policy: unknown) =>
    /script-src 'self' 'nonce-([\w-]{22})' 'strict-dynamic';/.exec(String(policy))?.[1];

  it.each(['/', '/o/atelier/creator', '/docs'])('runs what carries the nonce of this one answer: %s', async (url) => {
    const [one, another] = [await app.inject({ url }), await app.inject({ url })];
    const nonce = nonceIn(one.headers['content-security-policy']);
    expect(nonce).toBeDefined();
    expect(nonceIn(another.headers['content-security-policy'])).not.toBe(nonce);
    const marked = [...one.body.matchAll(/nonce="([^"]*)"/g)].map(([, value]) => value);
    expect(marked.length).toBeGreaterThan(0);
    expect(new Set(marked)).toEqual(new Set([nonce]));
    for (const [script] of one.body.matchAll(/<script[^>]*>/g)) expect(script).toContain(`nonce="${nonce}"`);
  });

  it('names where violations are reported, over https in the newer way too', async () => {
    const plain = await app.inject({ url: '/' });
    expect(plain.headers['content-security-policy']).toMatch(/report-uri \/api\/v1\/csp-reports$/);
    expect(plain.headers['reporting-endpoints']).toBeUndefined();
    const { headers } = await app.inject({ url: '/', headers: { 'x-forwarded-proto': 'https' } });
    expect(headers['content-security-policy']).toMatch(/report-uri \/api\/v1\/csp-reports; report-to csp$/);
    expect(headers['reporting-endpoints']).toBe('csp="/api/v1/csp-reports"');
  });

  it('is not served as a file, where the nonce would be missing', async () => {
    expect((await app.inject({ url: '/index.html' })).statusCode).toBe(404);
  });
});
