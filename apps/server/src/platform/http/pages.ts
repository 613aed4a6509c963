import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { randomToken } from '../ids/index.ts';
import { ASSET_HEADERS, pageHeaders } from './security-headers.ts';

export type PagesOptions = {
  /** Folder of the built web application. */
  readonly webDir: string;
  /** The OpenAPI document, as JSON. */
  readonly openApiJson: string;
};

/** Stands in the built pages where the nonce of an answer goes; see `html.cspNonce` of the web's build. */
const NONCE_PLACE = '__CSP_NONCE__';
const NONCE_BYTES = 16;

/** First parts of the dashboard's addresses; below `/test` the same pages show the test environment. */
const DASHBOARD_PATHS = [
  '/test',
  '/sign-in',
  '/sign-up',
  '/verify-email',
  '/magic-link',
  '/unlock',
  '/forgot-password',
  '/reset-password',
  '/invitation',
  '/farewell',
  '/welcome',
  '/terms',
  '/privacy',
  '/dev',
  '/overview',
  '/flows',
  '/flags',
  '/kill-switch',
  '/participants',
  '/funnels',
  '/api-keys',
  '/settings',
  '/admin',
];

/** Serves the dashboard, the hosted flow at `/o/…` and the interactive API documentation at `/docs`. */
export async function mountPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  await mountDocumentation(app, options.openApiJson);
  if (!existsSync(options.webDir)) return;
  const read = pageReader(options.webDir);
  const page = async (reply: FastifyReply, name: string) => sendPage(reply, await read(name));
  await app.register(fastifyStatic, {
    root: options.webDir,
    wildcard: false,
    index: false,
    cacheControl: false,
    // Pages are sent below, with a nonce.
    globIgnore: ['**/*.html'],
    setHeaders: (response, path) => void response.headers({ ...ASSET_HEADERS, 'cache-control': cacheControlOf(path) }),
  });
  app.get('/o/*', (_, reply) => page(reply, 'hosted.html'));
  app.get('/', (_, reply) => page(reply, 'index.html'));
  for (const path of DASHBOARD_PATHS) {
    app.get(path, (_, reply) => page(reply, 'index.html'));
    app.get(`${path}/*`, (_, reply) => page(reply, 'index.html'));
  }
}

function cacheControlOf(path: string): string {
  return path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function pageReader(webDir: string): (name: string) => Promise<string> {
  const pages = new Map<string, Promise<string>>();
  return (name) => {
    const known = pages.get(name) ?? readFile(join(webDir, name), 'utf8');
    pages.set(name, known);
    return known;
  };
}

/** What the page may run carries a nonce that nobody could know before. */
function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomToken(NONCE_BYTES);
  return reply
    .type('text/html; charset=utf-8')
    .headers({ ...pageHeaders(nonce, reply.request.protocol === 'https'), 'cache-control': 'no-cache' })
    .send(page.replaceAll(NONCE_PLACE, nonce));
}

const DOCUMENTATION_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Stepwell API</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="documentation"></div>
    <script nonce="${NONCE_PLACE}" src="/docs/assets/swagger-ui-bundle.js"></script>
    <script nonce="${NONCE_PLACE}" src="/docs/start.js"></script>
  </body>
</html>
`;
const DOCUMENTATION_START = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#documentation', deepLinking: true, docExpansion: 'list' });
`;

async function mountDocumentation(app: FastifyInstance, openApiJson: string): Promise<void> {
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get('/openapi.json', (_, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(openApiJson),
  );
  app.get('/docs', (_, reply) => sendPage(reply, DOCUMENTATION_PAGE));
  app.get('/docs/start.js', (_, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .headers({ ...ASSET_HEADERS, 'cache-control': 'no-cache' })
      .send(DOCUMENTATION_START),
  );
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/docs/assets/',
    decorateReply: false,
    cacheControl: false,
    setHeaders: (response) => void response.headers({ ...ASSET_HEADERS, 'cache-control': 'no-cache' }),
    allowedPath: (path) => path === '/swagger-ui.css' || path === '/swagger-ui-bundle.js',
  });
}
