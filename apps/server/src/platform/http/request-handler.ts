import type { Environment, FieldError, Route } from '@stepwell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock/index.ts';
import { commonErrors } from '../errors/index.ts';
import { assertAudience, assertConfirmed } from './audience.ts';
import type { RequestLimiter } from './limits.ts';
import {
  type Authenticate,
  type Credentials,
  type MemberPrincipal,
  type Principal,
  SESSION_COOKIE,
} from './principal.ts';
import type { MountedRoute, RequestContext, RouteRequest } from './routing.ts';
import { compileSerializer } from './serializer.ts';
import { parsePart, refuseIfAny } from './validation.ts';

export type HandlerOptions = {
  readonly authenticate: Authenticate;
  readonly limiter: RequestLimiter;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** Throws where the organization has not yet reached a capability of the built-in set-up flow. */
  readonly assertGate: (capability: string, member: MemberPrincipal) => Promise<void>;
  /** Checks every reply against its schema in full; for tests. */
  readonly checkReplies: boolean;
};

/** The one way through: audience → limit → confirmation → gate → validation → handler → reply. */
export function requestHandler(mounted: MountedRoute, options: HandlerOptions) {
  const { route } = mounted;
  const write = replyWriter(route, options.checkReplies);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    assertSameOrigin(request, route, options.publicUrl);
    const principal = await admit(request, reply, route, options);
    const { status, body } = await mounted.handle(parseRequest(request, reply, route, principal, options));
    reply.code(status);
    if (body === undefined || body === null) return reply.send();
    return reply.type('application/json; charset=utf-8').send(write(status, body));
  };
}

async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  options: HandlerOptions,
): Promise<Principal> {
  const principal = await authenticateOrLimit(request, reply, route, options);
  assertAudience(route.audience, principal);
  assertConfirmed(route, principal, options.clock.nowMs());
  if (route.gate !== undefined && principal.kind === 'member') await options.assertGate(route.gate, principal);
  return principal;
}

/** Failed credentials count against the address, so that tokens and keys can't be guessed at full speed. */
async function authenticateOrLimit(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  options: HandlerOptions,
): Promise<Principal> {
  try {
    const principal = await options.authenticate(credentialsOf(request));
    const limitClass = principal.kind === 'public' && route.limit === 'signed_in' ? 'anonymous' : route.limit;
    take(reply, options, limitClass, callerOf(principal, request.ip));
    return principal;
  } catch (error) {
    if (isAuthenticationRefusal(error)) take(reply, options, 'anonymous', request.ip);
    throw error;
  }
}

function isAuthenticationRefusal(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && error.kind === 'authentication';
}

function take(reply: FastifyReply, options: HandlerOptions, limitClass: Route['limit'], caller: string): void {
  const verdict = options.limiter.take(limitClass, caller, options.clock.nowMs());
  reply.header('ratelimit-limit', verdict.limit);
  reply.header('ratelimit-remaining', verdict.remaining);
  reply.header('ratelimit-reset', verdict.resetSeconds);
  if (!verdict.allowed) throw commonErrors.rate_limited(undefined, { retryAfterSeconds: verdict.resetSeconds });
}

function callerOf(principal: Principal, ip: string): string {
  switch (principal.kind) {
    case 'member':
    case 'account':
      return `m:${principal.accountId}`;
    case 'participant':
      return `p:${principal.orgId}:${principal.environment}:${principal.externalId}`;
    case 'api_key':
      return `k:${principal.keyId}`;
    case 'operations':
      return 'operations';
    default:
      return ip;
  }
}

function credentialsOf(request: FastifyRequest): Credentials {
  const authorization = request.headers.authorization;
  const environment = headerOf(request, 'stepwell-environment');
  return {
    sessionToken: request.cookies[SESSION_COOKIE],
    bearer: authorization?.startsWith('Bearer ') ? authorization.slice(7).trim() : undefined,
    organization: headerOf(request, 'stepwell-organization'),
    environment: environmentOf(environment),
    unsignedParticipant: headerOf(request, 'stepwell-participant'),
  };
}

/** A misspelt environment must not quietly mean live. */
function environmentOf(name: string | undefined): Environment | undefined {
  if (name === undefined || name === 'live' || name === 'test') return name;
  const error = { path: 'headers/stepwell-environment', code: 'invalid_value', message: 'live or test' };
  throw commonErrors.validation_failed(undefined, { errors: [error] });
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A cookie travels by itself, so whatever changes something must come from our own pages. */
function assertSameOrigin(request: FastifyRequest, route: Route, publicUrl: string): void {
  if (route.method === 'GET' || request.cookies[SESSION_COOKIE] === undefined || request.headers.authorization) return;
  const origin = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  const own =
    origin === undefined ? site === undefined || site === 'same-origin' : isOwnOrigin(origin, request, publicUrl);
  if (!own) throw commonErrors.origin_refused();
}

function isOwnOrigin(origin: string, request: FastifyRequest, publicUrl: string): boolean {
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`;
}

function parseRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  principal: Principal,
  options: HandlerOptions,
): RouteRequest<Route> {
  const errors: FieldError[] = [];
  const params = route.params && parsePart(route.params, request.params, 'params', errors);
  const query = route.query && parsePart(route.query, request.query, 'query', errors);
  const body = route.body && parsePart(route.body, request.body ?? {}, '', errors);
  refuseIfAny(errors);
  return { principal, params, query, body, context: contextOf(request, reply, route, options) };
}

function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  options: HandlerOptions,
): RequestContext {
  return {
    correlationId: request.id,
    // A link-local address carries the interface it came by, which is no part of an address.
    ip: request.ip.split('%')[0] ?? request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 500),
    route: `${route.method} ${route.path}`,
    rawBody: (request as { rawBody?: string }).rawBody ?? '',
    header: (name) => headerOf(request, name.toLowerCase()),
    setSessionCookie: (token, expiresAt) =>
      void reply.setCookie(SESSION_COOKIE, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: options.publicUrl.startsWith('https:'),
        ...(expiresAt ? { expires: expiresAt } : { maxAge: 0 }),
      }),
  };
}

function replyWriter(route: Route, checkReplies: boolean): (status: number, body: unknown) => string {
  const writers = new Map(
    Object.entries(route.responses).flatMap(([status, schema]) =>
      schema === null ? [] : [[Number(status), { schema, write: compileSerializer(schema) }]],
    ),
  );
  return (status, body) => {
    const writer = writers.get(status);
    if (!writer) throw new Error(`route ${route.id} declares no answer ${status}`);
    if (checkReplies) writer.schema.parse(JSON.parse(writer.write(body)));
    return writer.write(body);
  };
}
