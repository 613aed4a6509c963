import type { Route } from '@stepwell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headerOf } from './credentials.ts';
import { type CsrfTokens, keepCsrfToken } from './csrf.ts';
import { SESSION_COOKIE } from './principal.ts';
import type { RequestContext } from './routing.ts';

/** What a handler learns of a request, and what it may say beside its answer. */
export function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  { publicUrl, csrf }: { publicUrl: string; csrf: CsrfTokens },
): RequestContext {
  const guarded = { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
  return {
    correlationId: request.id,
    // A link-local address carries the interface it came by, which is no part of an address.
    ip: request.ip.split('%')[0] ?? request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 500),
    route: `${route.method} ${route.path}`,
    rawBody: (request as { rawBody?: string }).rawBody ?? '',
    header: (name) => headerOf(request, name.toLowerCase()),
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, { path, maxAgeSeconds }) =>
      void reply.setCookie(name, value, { ...guarded, path, maxAge: value === '' ? 0 : maxAgeSeconds }),
    setHeader: (name, value) => void reply.header(name, value),
    setSessionCookie(token, expiresAt) {
      const lasting = expiresAt ? { expires: expiresAt } : { maxAge: 0 };
      reply.setCookie(SESSION_COOKIE, token, { ...guarded, path: '/', ...lasting });
      keepCsrfToken(reply, csrf, token, expiresAt);
    },
  };
}
