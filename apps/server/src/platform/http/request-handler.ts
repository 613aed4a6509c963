import type { FieldError, Route } from '@stepwell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock/index.ts';
import { commonErrors, type Languages } from '../errors/index.ts';
import { fieldMessagesFor } from './answer-language.ts';
import {
  headersToKeep,
  type Idempotency,
  type KeyedRequest,
  keyedRequestOf,
  type WrittenAnswer,
} from './idempotency.ts';
import { assertAudience, assertConfirmed } from './audience.ts';
import type { RequestLimiter } from './limits.ts';
import { credentialsOf } from './credentials.ts';
import type { Authenticate, MemberPrincipal, Principal } from './principal.ts';
import { withCorrelation } from '../telemetry/index.ts';
import { contextOf } from './request-context.ts';
import type { MountedRoute, RouteRequest } from './routing.ts';
import { assertSameOrigin } from './same-origin.ts';
import { compileSerializer } from './serializer.ts';
import { parsePart, refuseIfAny } from './validation.ts';

export type HandlerOptions = {
  readonly authenticate: Authenticate;
  readonly limiter: RequestLimiter;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly languages: Languages;
  /** Throws where the organization has not yet reached a capability of the built-in set-up flow. */
  readonly assertGate: (capability: string, member: MemberPrincipal) => Promise<void>;
  readonly idempotency: Idempotency;
  /** Checks every reply against its schema in full; for tests. */
  readonly checkReplies: boolean;
};

const MEDIA_TYPES = {
  json: 'application/json; charset=utf-8',
  scim: 'application/scim+json; charset=utf-8',
  form: 'application/json; charset=utf-8',
  saml_metadata: 'application/samlmetadata+xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Readonly<Record<NonNullable<Route['wire']> | 'json', string>>;

/** The one way through: audience → limit → confirmation → gate → validation → handler → reply. */
export function requestHandler(mounted: MountedRoute, options: HandlerOptions) {
  const { route } = mounted;
  const write = replyWriter(route, options.checkReplies);
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    assertSameOrigin(request, route, options.publicUrl);
    const principal = await admit(request, reply, route, options);
    const parsed = parseRequest(request, reply, route, principal, options);
    const work = async (): Promise<WrittenAnswer> => {
      const { status, body } = await mounted.handle(parsed);
      const written = body === undefined || body === null ? null : write(status, body);
      return { status, headers: {}, body: written };
    };
    const keyed = keyedRequestOf(request, route, principal, callerOf(principal, request.ip));
    const answer = keyed ? await atMostOnce(keyed, reply, work, options) : await work();
    reply.code(answer.status);
    if (answer.body === null) return reply.send();
    return reply.type(MEDIA_TYPES[route.wire ?? 'json']).send(answer.body);
  };
  return (request: FastifyRequest, reply: FastifyReply) => withCorrelation(request.id, () => answer(request, reply));
}

async function atMostOnce(
  keyed: KeyedRequest,
  reply: FastifyReply,
  work: () => Promise<WrittenAnswer>,
  { idempotency }: HandlerOptions,
): Promise<WrittenAnswer> {
  const { answer, isReplay } = await idempotency.once(keyed, async () => ({
    ...(await work()),
    headers: headersToKeep(reply),
  }));
  if (isReplay) reply.headers({ ...answer.headers, 'idempotent-replayed': 'true' });
  return answer;
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
    const principal = await options.authenticate(credentialsOf(request, route));
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
    case 'directory':
      return `d:${principal.tokenId}`;
    case 'operations':
      return 'operations';
    default:
      return ip;
  }
}

function parseRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  principal: Principal,
  options: HandlerOptions,
): RouteRequest<Route> {
  const errors: FieldError[] = [];
  // A directory is refused in English throughout.
  const wanted = route.wire === 'scim' ? undefined : request.headers['accept-language'];
  const messages = fieldMessagesFor(wanted, options.languages);
  const params = route.params && parsePart(route.params, request.params, 'params', errors, messages);
  const query = route.query && parsePart(route.query, request.query, 'query', errors, messages);
  const body = route.body && parsePart(route.body, request.body ?? {}, '', errors, messages);
  refuseIfAny(errors);
  return { principal, params, query, body, context: contextOf(request, reply, route, options.publicUrl) };
}

function replyWriter(route: Route, checkReplies: boolean): (status: number, body: unknown) => string {
  if (route.wire === 'saml_metadata' || route.wire === 'csv') return (_status, body) => String(body);
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
