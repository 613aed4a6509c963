import type { Route } from '@stepwell/contract';
import type { FastifyRequest } from 'fastify';
import { commonErrors } from '../errors/index.ts';
import { SESSION_COOKIE } from './principal.ts';

/**
 * A cookie travels by itself, so whatever changes something must come from our own pages. A form comes from another site by
 * its nature, and nobody is believed by the cookie that travels with it.
 * Throws `origin_refused`.
 */
export function assertSameOrigin(request: FastifyRequest, route: Route, publicUrl: string): void {
  if (route.method === 'GET' || route.wire === 'form') return;
  if (request.cookies[SESSION_COOKIE] === undefined || request.headers.authorization) return;
  const origin = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  const own =
    origin === undefined ? site === undefined || site === 'same-origin' : isOwnOrigin(origin, request, publicUrl);
  if (!own) throw commonErrors.origin_refused();
}

function isOwnOrigin(origin: string, request: FastifyRequest, publicUrl: string): boolean {
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`;
}
