import { listCspViolations, reportCspViolation } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../../../platform/clock/index.ts';
import { createKeyring } from '../../../platform/crypto/index.ts';
import { createHttpServer, type HttpServer } from '../../../platform/http/index.ts';
import { LIMITS } from '../../../platform/limits/index.ts';
import { sequentialIds } from '../../../platform/ids/index.ts';
import { memberPrincipal } from '../../../testing/principals.ts';
import { createContentSecurity } from './index.ts';
import { createContentSecurityModule } from './module.ts';

const clock = fixedClock('2026-03-02T09:00:00.000Z');
const logged: object[] = [];
const note = () => undefined;
const log = { debug: note, info: note, warn: (what: object) => void logged.push(what), error: note };
const operator = memberPrincipal({ orgId: 'o', accountId: 'a', operatorRole: 'admin', secondFactor: true });
let app: HttpServer;

async function serve(): Promise<HttpServer> {
  return createHttpServer({
    routes: createContentSecurityModule({ contentSecurity: createContentSecurity({ log, clock }) }).routes,
    authenticate: async ({ bearer, sessionToken }) => {
      if (bearer === 'operator') return operator;
      return sessionToken === undefined ? { kind: 'public' } : memberPrincipal({ orgId: 'o', accountId: 'm' });
    },
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: { ...LIMITS, anonymous: { count: 10_000, windowSeconds: 60 } },
    clock,
    ids: sequentialIds(),
    log,
    trustedProxies: 0,
    checkReplies: true,
  });
}
beforeAll(async () => {
  app = await serve();
});
afterAll(() => app.close());
beforeEach(() => {
  logged.length = 0;
});

const FORMER = 'application/csp-report';
const CURRENT = 'application/reports+json';
const post = (type: string, payload: unknown, headers: Record<string, string> = {}, to = app) =>
  to.inject({
    method: reportCspViolation.method,
    url: reportCspViolation.path,
    headers: { 'content-type': type, ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const former = (blocked: string, page: string, directive = 'script-src-elem') => ({
  'csp-report': { 'document-uri': page, 'blocked-uri': blocked, 'effective-directive': directive, referrer: 'x' },
});
const groups = async (from = app) =>
  (await from.inject({ url: listCspViolations.path, headers: { authorization: 'Bearer operator' } })).json().data;
const newest = async () => (await groups())[0];

describe('a report of a browser', () => {
  test('is counted by directive, origin and path of what was blocked, and part of the product', async () => {
    const report = former(
      'https://evil.example/x.js?who=ada#here',
      'https://onboarding.example.com/participants/ada-l',
    );
    expect((await post(FORMER, report)).statusCode).toBe(204);
    clock.advance(1_000);
    expect((await post(FORMER, report)).statusCode).toBe(204);
    expect(await newest()).toEqual({
      directive: 'script-src-elem',
      blocked: 'https://evil.example/x.js',
      page: '/participants/*',
      count: 2,
      first_at: '2026-03-02T09:00:00.000Z',
      last_at: '2026-03-02T09:00:01.000Z',
    });
  });

  test('is taken in the form of the Reporting API too, several at once; other kinds are left aside', async () => {
    const before = (await groups()).length;
    const body = { documentURL: 'https://onboarding.example.com/', effectiveDirective: 'script-src-elem' };
    const reports = [
      { type: 'csp-violation', age: 5, url: 'https://x.example/', body: { ...body, blockedURL: 'inline' } },
      { type: 'csp-violation', body: { ...body, blockedURL: 'eval' } },
      { type: 'deprecation', body: { id: 'something' } },
      { type: 'csp-violation', body: null },
    ];
    expect((await post(CURRENT, reports)).statusCode).toBe(204);
    const found = await groups();
    expect(found.length - before).toBe(2);
    expect(found[0]).toMatchObject({ blocked: 'eval', page: '/', count: 1 });
    expect(found[1]).toMatchObject({ blocked: 'inline', page: '/', count: 1 });
  });

  test.each([
    ['chrome-extension://abcdef/inject.js', 'https://a.example/o/atelier/creator', 'chrome-extension:', '/o/*'],
    ['data:text/javascript,alert(1)', 'https://a.example/sign-in', 'data:', '/sign-in'],
    ['not an address', 'not an address', 'unknown', 'unknown'],
    ['', 'https://a.example/ada@atelier.example', 'unknown', '/*'],
  ])('says nothing personal of %j on %j', async (blocked, page, keptBlocked, keptPage) => {
    expect((await post(FORMER, former(blocked, page))).statusCode).toBe(204);
    expect(await newest()).toMatchObject({ blocked: keptBlocked, page: keptPage });
  });

  test('of an older browser names the directive with its value, of which the name is kept', async () => {
    const page = 'https://a.example/welcome';
    await post(FORMER, { 'csp-report': { 'document-uri': page, 'violated-directive': "img-src 'self' https:" } });
    expect((await newest()).directive).toBe('img-src');
  });

  test('may bring whatever cookie and come from anywhere: it is believed by nothing', async () => {
    const headers = { cookie: 'stepwell_session=s', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const reply = await post(FORMER, former('inline', 'https://a.example/'), headers);
    expect([reply.statusCode, reply.headers['set-cookie']]).toEqual([204, undefined]);
  });

  test.each([
    ['another form', 422, FORMER, { hello: 'world' }],
    ['no JSON', 400, CURRENT, 'not json'],
    ['another type', 400, 'text/plain', 'x'],
    ['far too much', 413, FORMER, former(`https://a.example/${'x'.repeat(17_000)}`, 'https://a.example/')],
    ['too many at once', 422, CURRENT, Array.from({ length: 51 }, () => ({ type: 'x' }))],
  ])('in %s is refused', async (_, status, type, payload) => {
    expect((await post(type, payload)).statusCode).toBe(status);
  });
});

describe('what is remembered', () => {
  test('is told to the log at the first, the tenth and the hundredth, and no more often', async () => {
    for (let at = 0; at < 120; at += 1) await post(FORMER, former('https://flood.example/', 'https://a.example/'));
    expect(logged).toEqual(
      [1, 10, 100].map((count) => expect.objectContaining({ blocked: 'https://flood.example/', count })),
    );
  });

  test('is bounded, and forgets first what was not seen for longest', async () => {
    const fresh = await serve();
    const report = (at: number) => former(`https://a.example/${at}`, 'https://a.example/');
    for (let at = 0; at <= 200; at += 1) await post(FORMER, report(at), {}, fresh);
    const found = await groups(fresh);
    expect([found.length, found[0].blocked, found.at(-1).blocked]).toEqual([
      200,
      'https://a.example/200',
      'https://a.example/1',
    ]);
    await fresh.close();
  });

  test('is for operators', async () => {
    expect((await app.inject({ url: listCspViolations.path })).statusCode).toBe(401);
  });
});
