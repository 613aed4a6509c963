import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Route, routes } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, mountPages } from '../../apps/server/src/platform/http/index.ts';
import { SAMPLE_FLOW } from '../../apps/server/src/testing/flow-definitions.ts';
import { type Finding, hasScanner, scan } from './wapiti.ts';
import { createWorld, type World, type WorldOrganization } from '../../apps/server/src/testing/world.ts';
import { ensureWebBuild, WEB_DIR } from '../../apps/server/src/main/web-build.ts';

if (!hasScanner) process.stdout.write('SKIPPED (wapiti is not installed): a scanner of others finds nothing\n');

/** What the scanner would like otherwise, and why it is as it is. */
const MEANT: readonly RegExp[] = [
  // Our pages have to read it: it is what they prove themselves with, and of no use without the session.
  /HttpOnly flag is not set in the cookie : (__Host-)?stepwell_csrf/,
  // It asks for the filter of old browsers to be on, which could be turned against a page.
  /X-XSS-Protection is not set/,
];
const worthALook = (findings: readonly Finding[]) =>
  findings.filter((finding) => !MEANT.some((meant) => meant.test(finding)));

/** Every route that reads, with one parameter of its query at a time: the scanner puts its attacks in the place of the value. */
function readingAddresses(): string[] {
  const reading = routes.filter(({ method, path }: Route) => method === 'GET' && !path.includes('{'));
  return reading.flatMap(({ path, query }: Route) => [
    path,
    ...Object.keys(query?.shape ?? {}).map((name) => `${path}?${name}=1`),
  ]);
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe.skipIf(!hasScanner)('a scanner of others', () => {
  let world: World;
  let atelier: WorldOrganization;
  let app: HttpServer;
  let url: string;

  beforeAll(async () => {
    await ensureWebBuild((message) => void process.stdout.write(`${message}\n`));
    world = await createWorld();
    atelier = await world.organization('atelier');
    await atelier.publish('creator', SAMPLE_FLOW);
    app = await world.application.http();
    await mountPages(app, { webDir: WEB_DIR, openApiJson: '{}' });
    await app.listen({ port: 0, host: '127.0.0.1' });
    url = addressOf(app.server);
  });
  afterAll(async () => {
    await app?.close();
    await world?.drop();
  });

  it('finds nothing while nobody is signed in', async () => {
    const pages = ['/docs', '/o/atelier/creator', '/sign-in?return_to=%2Fflows', '/invitation?token=1'];
    const open = routes.filter(({ audience }) => audience.public).map(({ path }) => path);
    const addresses = readingAddresses().filter((address) => open.includes(address.split('?')[0] ?? ''));
    expect(worthALook(await scan(url, [...pages, ...addresses]))).toEqual([]);
  });

  it('finds nothing in the name of somebody signed in', async () => {
    const gate = '/api/v1/gates/payouts.request?participant=creator-1&flow=creator';
    const addresses = [...readingAddresses(), gate];
    expect(worthALook(await scan(url, addresses, `stepwell_session=${atelier.session}`))).toEqual([]);
  });
});

/** Answers with whatever it is asked, and complains like a database about a quote. */
function carelessServer(): Server {
  return createServer((request, response) => {
    const asked = new URL(request.url ?? '', 'http://localhost').searchParams.get('q') ?? '';
    const complaint =
      'You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version';
    response.setHeader('content-type', 'text/html').setHeader('set-cookie', 'session=1');
    response.end(`<html><body>${asked}${asked.includes("'") ? complaint : ''}</body></html>`);
  });
}

it.skipIf(!hasScanner)('finds what there is to find in a server that is careless', async () => {
  const careless = carelessServer();
  await new Promise<void>((resolve) => careless.listen(0, '127.0.0.1', resolve));
  const found = worthALook(await scan(addressOf(careless), ['/?q=1'])).join('\n');
  careless.closeAllConnections();
  careless.close();
  for (const kind of ['Cross Site Scripting', 'SQL Injection', 'HTTP Secure Headers', 'Content Security Policy']) {
    expect(found).toContain(kind);
  }
  expect(found).toContain('HttpOnly flag is not set in the cookie : session');
});
