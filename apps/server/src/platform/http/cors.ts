import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS = [
  'accept-language',
  'authorization',
  'content-type',
  'if-none-match',
  'stepwell-environment',
  'stepwell-organization',
  'stepwell-participant',
  'x-correlation-id',
].join(', ');
const ANSWER_HEADERS = [
  'content-language',
  'etag',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-correlation-id',
].join(', ');
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of these origins, and of no other, call the API with what they put into headers: participant tokens and API
 * keys. Cookies never count there (see `believesCookies`), so that browsers are not told to send them.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  app.addHook('onRequest', async (request, reply) => {
    if (!isOpen(request)) return;
    varyBy(reply, 'origin');
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return;
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': ANSWER_HEADERS });
  });
  app.options('/*', (request, reply) => {
    const { origin } = request.headers;
    if (!isOpen(request) || origin === undefined || !allowed.has(origin)) return reply.callNotFound();
    return reply
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': REQUEST_HEADERS,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
      .code(204)
      .send();
  });
}

/** Names one more header that the answer depends on. */
export function varyBy(reply: FastifyReply, name: string): void {
  const known = reply.getHeader('vary');
  reply.header('vary', known === undefined ? name : `${String(known)}, ${name}`);
}

/** Nothing of the console, whose callers have sessions, and nothing that is for browsers alone. */
function isOpen({ url }: FastifyRequest): boolean {
  return (url.startsWith('/api/v1/') && !url.startsWith('/api/v1/admin/')) || url.startsWith('/ofrep/');
}
