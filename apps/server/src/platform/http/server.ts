import fastifyCookie from '@fastify/cookie';
import type { Wire } from '@stepwell/contract';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../clock/index.ts';
import {
  commonErrors,
  type FailureWatch,
  type Languages,
  readLanguages,
  Refusal,
  refusalFor,
} from '../errors/index.ts';
import type { Keyring } from '../crypto/index.ts';
import { type IdSource } from '../ids/index.ts';
import { createRequestLimiter, type LimitTable, type RequestLimiter } from '../limits/index.ts';
import type { Log } from '../telemetry/index.ts';
import { preferredLanguage } from './answer-language.ts';
import { assertNamesSomebody } from './audience.ts';
import { readForms, readJsonBodies } from './body-parsers.ts';
import type { Idempotency } from './idempotency.ts';
import { CONNECTION_LIMITS, type ConnectionLimits, connectionOptions, connectionRefuser } from './connections.ts';
import { allowOrigins, varyBy } from './cors.ts';
import { createCsrfTokens } from './csrf.ts';
import type { Authenticate, MemberPrincipal } from './principal.ts';
import { sendOfrepError } from './ofrep-error.ts';
import { PROBLEM_MEDIA_TYPE, problemOf } from './problem-document.ts';
import { requestHandler } from './request-handler.ts';
import type { MountedRoute } from './routing.ts';
import { commonHeaders } from './security-headers.ts';
import { SCIM_MEDIA_TYPE, scimErrorOf } from './scim-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    wire?: Wire | undefined;
  }
}

export type HttpOptions = {
  readonly routes: readonly MountedRoute[];
  readonly authenticate: Authenticate;
  readonly publicUrl: string;
  readonly keyring: Keyring;
  readonly limits: LimitTable;
  /** Counts as it likes instead of by `limits` in this process alone. */
  readonly limiter?: Pick<RequestLimiter, 'take'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** How many proxies in front are believed about the caller's address. */
  readonly trustedProxies: number;
  readonly checkReplies?: boolean;
  /** Origins of other sites whose pages may call the API; none where absent. */
  readonly corsOrigins?: readonly string[];
  readonly connections?: ConnectionLimits;
  /** What problems can be told in; absent means what the folder `locales` has. */
  readonly languages?: Languages;
  /** Is told of every request that could not be served. */
  readonly onFailure?: FailureWatch;
  /** See `Route.gate`; absent where no mounted route has one. */
  readonly assertGate?: (capability: string, member: MemberPrincipal) => Promise<void>;
  /** See `Idempotency-Key`; absent where no mounted route is called with one. */
  readonly idempotency?: Idempotency;
};
type Counting = { readonly limiter: Pick<RequestLimiter, 'take'> };
type Speaking = Pick<HttpOptions, 'onFailure'> & { readonly log: Log; readonly languages: Languages };

const DEFAULT_BODY_LIMIT_BYTES = 65_536;
const CORRELATION_ID = /^[\w.:-]{8,128}$/;

/** Builds the HTTP server with every route mounted; `listen` is left to main. */
export async function createHttpServer(given: HttpOptions): Promise<FastifyInstance> {
  const { limiter = createRequestLimiter(given), languages = readLanguages() } = given;
  const options = { ...given, limiter, languages };
  const headers = commonHeaders(options.publicUrl.startsWith('https:'));
  const app = Fastify({
    logger: false,
    trustProxy: (_address: string, hop: number) => hop < options.trustedProxies,
    bodyLimit: DEFAULT_BODY_LIMIT_BYTES,
    ...connectionOptions(options.connections ?? CONNECTION_LIMITS),
    clientErrorHandler: connectionRefuser(headers),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    genReqId: (request) => correlationIdOf(request.headers, options.ids),
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply.headers(headers), options),
  });
  await app.register(fastifyCookie);
  app.removeAllContentTypeParsers();
  readJsonBodies(app, 'application/json');
  app.addHook('onRequest', async (_, reply) => void reply.headers(headers));
  allowOrigins(app, options.corsOrigins ?? []);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-correlation-id', request.id);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => sendError(error, request, reply, options));
  app.setNotFoundHandler((request, reply) => sendError(commonErrors.not_found(), request, reply, options));
  const ofWire = (...wires: MountedRoute['route']['wire'][]) =>
    options.routes.filter(({ route }) => wires.includes(route.wire));
  mountRoutes(app, ofWire(undefined, 'saml_metadata', 'csv', 'metrics', 'ofrep'), options);
  // What other routes must go on refusing is read inside these scopes only.
  await app.register(async (scope) => {
    readJsonBodies(scope, 'application/scim+json');
    mountRoutes(scope, ofWire('scim'), options);
  });
  await app.register(async (scope) => {
    readJsonBodies(scope, 'application/csp-report');
    readJsonBodies(scope, 'application/reports+json');
    mountRoutes(scope, ofWire('csp_report'), options);
  });
  await app.register(async (scope) => {
    readForms(scope);
    mountRoutes(scope, ofWire('form'), options);
  });
  return app;
}

function mountRoutes(
  app: FastifyInstance,
  routes: readonly MountedRoute[],
  options: HttpOptions & Counting & Speaking,
): void {
  const csrf = createCsrfTokens(options.keyring, options.publicUrl);
  for (const mounted of routes) {
    const { route } = mounted;
    assertNamesSomebody(route.id, route.audience);
    app.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: route.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES,
      config: { wire: route.wire },
      handler: requestHandler(mounted, {
        assertGate: noGates,
        idempotency: noKeys,
        ...options,
        csrf,
        checkReplies: options.checkReplies ?? false,
      }),
    });
  }
}

function noGates(capability: string): Promise<void> {
  return Promise.reject(new Error(`nobody was given to answer the gate ${capability}`));
}

const noKeys: Idempotency = { once: () => Promise.reject(new Error('nobody was given to keep answers')) };

function correlationIdOf(headers: Record<string, unknown>, ids: IdSource): string {
  const given = headers['x-correlation-id'] ?? headers['x-request-id'];
  return typeof given === 'string' && CORRELATION_ID.test(given) ? given : ids.next();
}

function sendError(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  { log, languages, onFailure }: Speaking,
): FastifyReply {
  const refusal = error instanceof Refusal ? error : refusalOf(error);
  const facts = { err: error, code: refusal.code, correlationId: request.id, route: request.routeOptions.url };
  if (refusal.kind === 'internal') log.error(facts, 'a request failed');
  else if (refusal.kind === 'unavailable' && refusal.nature.severity !== 'low') {
    log.warn(facts, 'a request could not be served for now');
  }
  onFailure?.({ error, refusal, place: placeOf(request), correlationId: request.id });
  const { wire } = request.routeOptions.config;
  if (wire === 'scim') return sendScimError(refusal, request, reply);
  const sent = wire === 'ofrep' ? sendOfrepError(refusal, request, reply) : undefined;
  if (sent !== undefined) return sent;
  const { problem, language } = problemOf(refusal, {
    instance: request.url.split('?')[0] ?? '',
    correlationId: request.id,
    languages,
    language: preferredLanguage(request.headers['accept-language'], languages.tags),
  });
  varyBy(reply.header('content-language', language), 'accept-language');
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  return reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

/** The pattern of the route, never the path: that may name somebody. */
function placeOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${routeOptions.url?.replace(/:(\w+)/g, '{$1}') ?? 'unknown'}`;
}

function sendScimError(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, document } = scimErrorOf(refusal, request.id);
  if (refusal.extra.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.extra.retryAfterSeconds);
  return reply.code(status).type(SCIM_MEDIA_TYPE).send(JSON.stringify(document));
}

function refusalOf(error: FastifyError): Refusal {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return commonErrors.body_too_large();
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return commonErrors.unsupported_media_type();
  if (typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500) {
    return commonErrors.malformed_body(undefined, { detail: error.message });
  }
  return refusalFor(error);
}
