import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, mountPages, openApiDocument } from '../platform/http/index.ts';
import { createWorld, type World } from '../testing/world.ts';
import { allErrorEntries } from './catalogue.ts';

let world: World;
let app: HttpServer;
const document = openApiDocument(routes, allErrorEntries(), { version: '1.2.3', serverUrl: '/' });

beforeAll(async () => {
  const webDir = mkdtempSync(join(tmpdir(), 'stepwell-web-'));
  mkdirSync(join(webDir, 'assets'));
  writeFileSync(join(webDir, 'index.html'), '<title>dashboard</title>');
  writeFileSync(join(webDir, 'hosted.html'), '<title>hosted</title>');
  writeFileSync(join(webDir, 'assets/main-1a2b3c.js'), 'export {};');
  world = await createWorld();
  app = await world.application.http();
  await mountPages(app, { webDir, openApiJson: JSON.stringify(document) });
});
afterAll(async () => {
  await app.close();
  await world.drop();
});

const get = (url: string) => app.inject({ method: 'GET', url });

describe('pages', () => {
  it.each(['/', '/sign-in', '/flows', '/flows/creator', '/participants/x%2Fy', '/test', '/test/flows', '/api-keys'])(
    'of the dashboard are served at %s',
    async (url) => {
      expect((await get(url)).body).toBe('<title>dashboard</title>');
    },
  );

  it('are served at every address that the web application knows', async () => {
    const router = readFileSync(new URL('../../../web/src/app/router.tsx', import.meta.url), 'utf8');
    const addresses = [...router.matchAll(/path: '(\/[^']*)/g)].map(([, path = '']) => path.replaceAll(':', ''));
    expect(addresses).toEqual(expect.arrayContaining(['/farewell', '/admin', '/flows/key']));
    for (const address of addresses) {
      expect([address, (await get(address)).body]).toEqual([address, '<title>dashboard</title>']);
    }
  });

  it('of the hosted flow are served below /o', async () => {
    expect((await get('/o/atelier/creator')).body).toBe('<title>hosted</title>');
  });

  it('carry a policy that allows no inline script or style', async () => {
    const { headers } = await get('/');
    expect(headers['content-security-policy']).toMatch(
      /script-src 'self' 'nonce-[\w-]+' 'strict-dynamic'; style-src 'self';/,
    );
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' });
  });

  it('have assets that are kept for good, since their names change with their content', async () => {
    expect((await get('/assets/main-1a2b3c.js')).headers['cache-control']).toContain('immutable');
  });

  it('do not stand in for what is not there', async () => {
    for (const url of ['/api/v1/nothing', '/assets/gone.js', '/nowhere']) {
      const reply = await get(url);
      expect([url, reply.statusCode, reply.json().code]).toEqual([url, 404, 'not_found']);
    }
  });
});

describe('the API documentation', () => {
  it('is served as a page of our own origin', async () => {
    const page = await get('/docs');
    expect(page.body).toContain('/docs/assets/swagger-ui-bundle.js');
    expect(page.body).not.toContain('http');
    expect((await get('/docs/assets/swagger-ui.css')).statusCode).toBe(200);
    expect((await get('/docs/assets/package.json')).statusCode).toBe(404);
    expect((await get('/openapi.json')).json().info.version).toBe('1.2.3');
  });

  it('describes every route with its audience, parameters, answers and problems', () => {
    const paths = document.paths as Record<
      string,
      Record<string, { parameters: { name: string }[]; responses: object; security: object[] }>
    >;
    for (const route of routes) expect(paths[route.path]?.[route.method.toLowerCase()], route.id).toBeDefined();
    const update = paths['/api/v1/onboarding/steps/{key}']?.patch;
    expect(update?.parameters.map(({ name }) => name)).toEqual([
      'key',
      'flow',
      'participant',
      'locale',
      'Idempotency-Key',
    ]);
    const read = paths['/api/v1/flags/{key}']?.get;
    expect(read?.parameters.map(({ name }) => name)).not.toContain('Idempotency-Key');
    expect(Object.keys(update?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '401', '403', '404', '409', '422', '429', '500']),
    );
    expect(update?.security).toEqual([{ session: [] }, { accessToken: [] }, { participant: [] }, { apiKey: [] }]);
    expect(JSON.stringify(document)).not.toContain('#/$defs/');
  });

  it('refuses a route that names a problem nobody defined', () => {
    const [route] = routes;
    if (!route) throw new Error('there are routes');
    const build = () =>
      openApiDocument([{ ...route, errors: ['made_up'] }], allErrorEntries(), { version: '1', serverUrl: '/' });
    expect(build).toThrow('made_up');
  });
});
