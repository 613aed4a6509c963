import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

export type PagesOptions = {
  /** Folder of the built web application. */
  readonly webDir: string;
  /** The OpenAPI document, as JSON. */
  readonly openApiJson: string;
};

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
} as const;

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
  app.addHook('onRequest', async (_, reply) => void reply.headers(PAGE_HEADERS));
  await mountDocumentation(app, options.openApiJson);
  if (!existsSync(options.webDir)) return;
  const page = pageReader(options.webDir);
  await app.register(fastifyStatic, {
    root: options.webDir,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => void response.header('cache-control', cacheControlOf(path)),
  });
  app.get('/o/*', (_, reply) => sendPage(reply, page, 'hosted.html'));
  app.get('/', (_, reply) => sendPage(reply, page, 'index.html'));
  for (const path of DASHBOARD_PATHS) {
    app.get(path, (_, reply) => sendPage(reply, page, 'index.html'));
    app.get(`${path}/*`, (_, reply) => sendPage(reply, page, 'index.html'));
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

async function sendPage(
  reply: FastifyReply,
  page: (name: string) => Promise<string>,
  name: string,
): Promise<FastifyReply> {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(await page(name));
}

const DOCUMENTATION_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Stepwell API</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="documentation"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const DOCUMENTATION_START = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#documentation', deepLinking: true, docExpansion: 'list' });
`;

async function mountDocumentation(app: FastifyInstance, openApiJson: string): Promise<void> {
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get('/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(openApiJson));
  app.get('/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(DOCUMENTATION_PAGE));
  app.get('/docs/start.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(DOCUMENTATION_START));
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/docs/assets/',
    decorateReply: false,
    allowedPath: (path) => path === '/swagger-ui.css' || path === '/swagger-ui-bundle.js',
  });
}
