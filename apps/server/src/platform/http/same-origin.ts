import type { Route } from '@stepwell/contract';
import type { FastifyRequest } from 'fastify';
import { commonErrors } from '../errors/index.ts';

/** Protocols that other sites or the browser itself speak: whoever calls is believed by nothing that travels along. */
const WITHOUT_SESSION: ReadonlySet<Route['wire']> = new Set(['form', 'csp_report']);

/**
 * A cookie travels by itself, so whatever changes something must come from our own pages, signing in as well; what is
 * put into a header on purpose does not travel by itself.
 * Throws `origin_refused`.
 */
export function assertSameOrigin(request: FastifyRequest, route: Route, publicUrl: string): void {
  if (route.method === 'GET' || WITHOUT_SESSION.has(route.wire)) return;
  const { authorization } = request.headers;
  if (authorization?.startsWith('Bearer ') || request.headers['stepwell-participant'] !== undefined) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const own = origin === undefined ? site === undefined || site === 'same-origin' : !isForeign(request, publicUrl);
  if (!own) throw commonErrors.origin_refused();
}

/** Whether cookies count: never where another site calls, whatever it may call otherwise. */
export function believesCookies(request: FastifyRequest, route: Route, publicUrl: string): boolean {
  return !WITHOUT_SESSION.has(route.wire) && !isForeign(request, publicUrl);
}

/** Whether a page of another site calls. */
function isForeign(request: FastifyRequest, publicUrl: string): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return origin !== new URL(publicUrl).origin && origin !== `${request.protocol}://${request.host}`;
}
