import type { FieldError, LimitClass, Route, Wire } from '@stepwell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock/index.ts';
import { commonErrors, type Languages } from '../errors/index.ts';
import { callerAddress, type LimitVerdict, type RequestLimiter } from '../limits/index.ts';
import { fieldMessagesFor } from './answer-language.ts';
import {
  headersToKeep,
  type Idempotency,
  type KeyedRequest,
  keyedRequestOf,
  type WrittenAnswer,
} from './idempotency.ts';
import { assertAudience, assertConfirmed } from './audience.ts';
import { assertCsrfToken, type CsrfTokens } from './csrf.ts';
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
  readonly limiter: Pick<RequestLimiter, 'take'>;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly csrf: CsrfTokens;
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
  csp_report: 'application/json; charset=utf-8',
  saml_metadata: 'application/samlmetadata+xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  metrics: 'text/plain; version=0.0.4; charset=utf-8',
  ofrep: 'application/json; charset=utf-8',
} as const satisfies Readonly<Record<NonNullable<Route['wire']> | 'json', string>>;
const TEXTS: ReadonlySet<Wire> = new Set(['saml_metadata', 'csv', 'metrics']);

/** Participants' names have at most so many characters. */
const LONGEST_NAME = 200;

/** The one way through: audience → limit → confirmation → gate → validation → handler → reply. */
export function requestHandler(mounted: MountedRoute, options: HandlerOptions) {
  const { route } = mounted;
  const write = replyWriter(route, options.checkReplies);
  const respond = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    assertSameOrigin(request, route, options.publicUrl);
    const principal = await admit(request, reply, route, options);
    const parsed = parseRequest(request, reply, route, principal, options);
    const work = async (): Promise<WrittenAnswer> => {
      const { status, body } = await mounted.handle(parsed);
      const written = body === undefined || body === null ? null : write(status, body);
      return { status, headers: {}, body: written };
    };
    const keyed = keyedRequestOf(request, route, principal, () => callerOf(principal, request.ip));
    const answer = keyed ? await atMostOnce(keyed, reply, work, options) : await work();
    reply.code(answer.status);
    if (answer.body === null) return reply.send();
    return reply.type(MEDIA_TYPES[route.wire ?? 'json']).send(answer.body);
  };
  return (request: FastifyRequest, reply: FastifyReply) => withCorrelation(request.id, () => respond(request, reply));
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
    const credentials = credentialsOf(request, route, options.publicUrl);
    const principal = await options.authenticate(credentials);
    const sessionToken = credentials.bearer === undefined ? credentials.sessionToken : undefined;
    const isSignedIn = principal.kind === 'member' || principal.kind === 'account';
    if (isSignedIn && sessionToken) assertCsrfToken(options.csrf, { request, reply, route, sessionToken });
    const counting = count(request, reply, options, { principal, limitClass: route.limit });
    if (counting !== undefined) await counting;
    return principal;
  } catch (error) {
    if (isAuthenticationRefusal(error))
      await take(request, reply, options, { limitClass: 'anonymous', caller: callerAddress(request.ip) });
    throw error;
  }
}

/** What a tenant's server does for its people is counted for each of them, and for the server as a whole. */
const PER_PERSON: ReadonlySet<LimitClass> = new Set(['step_update', 'snooze', 'upload']);

/** Undefined where it was counted at once. */
function count(
  request: FastifyRequest,
  reply: FastifyReply,
  options: HandlerOptions,
  { principal, limitClass }: { principal: Principal; limitClass: LimitClass },
): Promise<void> | undefined {
  const caller = callerOf(principal, request.ip);
  if (principal.kind === 'public' && limitClass === 'signed_in')
    return take(request, reply, options, { limitClass: 'anonymous', caller });
  if (principal.kind !== 'api_key' || !PER_PERSON.has(limitClass))
    return take(request, reply, options, { limitClass, caller });
  return Promise.resolve(take(request, reply, options, { limitClass: 'signed_in', caller })).then(() =>
    take(request, reply, options, { limitClass, caller: `${caller}:${personIn(request.query)}` }),
  );
}

function personIn(query: unknown): string {
  const named = typeof query === 'object' && query !== null && 'participant' in query ? query.participant : undefined;
  return typeof named === 'string' ? named.slice(0, LONGEST_NAME) : '';
}

function isAuthenticationRefusal(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && error.kind === 'authentication';
}

/** Undefined where it was counted at once. Throws or rejects where the request may not go on. */
function take(
  request: FastifyRequest,
  reply: FastifyReply,
  { limiter }: HandlerOptions,
  { limitClass, caller }: { limitClass: LimitClass; caller: string },
): Promise<void> | undefined {
  const verdict = limiter.take(limitClass, caller, request.ip);
  if (verdict instanceof Promise) return verdict.then((settled) => abideBy(settled, reply));
  abideBy(verdict, reply);
  return undefined;
}

function abideBy(verdict: LimitVerdict | undefined, reply: FastifyReply): void {
  if (verdict === undefined) return;
  const { allowed, blocked, limit, remaining, resetMs } = verdict;
  const resetSeconds = Math.max(1, Math.ceil(resetMs / 1_000));
  reply.header('ratelimit-limit', limit);
  reply.header('ratelimit-remaining', remaining);
  reply.header('ratelimit-reset', resetSeconds);
  if (allowed) return;
  const refuse = blocked ? commonErrors.caller_blocked : commonErrors.rate_limited;
  throw refuse(undefined, { retryAfterSeconds: resetSeconds });
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
      return callerAddress(ip);
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
  return { principal, params, query, body, context: contextOf(request, reply, route, options) };
}

function replyWriter(route: Route, checkReplies: boolean): (status: number, body: unknown) => string {
  if (route.wire !== undefined && TEXTS.has(route.wire)) return (_status, body) => String(body);
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
