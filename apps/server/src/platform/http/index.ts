export { confirmedUntilMs, memberOf } from './audience.ts';
export { createCsrfTokens } from './csrf.ts';
export { decodeCursor, decodeIdCursor, encodeCursor } from './cursor.ts';
export type { Idempotency, KeyedRequest, WrittenAnswer } from './idempotency.ts';
export { openApiDocument } from './open-api.ts';
export { mountPages } from './pages.ts';
export type {
  AccountPrincipal,
  ApiKeyPrincipal,
  Authenticate,
  Credentials,
  DirectoryPrincipal,
  MemberPrincipal,
  ParticipantClaims,
  ParticipantPrincipal,
  Principal,
  SignedIn,
} from './principal.ts';
export { SESSION_COOKIE } from './principal.ts';
export { STATUS_OF_KIND } from './problem-document.ts';
export {
  accepted,
  created,
  type Handler,
  type Module,
  type MountedRoute,
  mount,
  noContent,
  ok,
  type RequestContext,
  type RouteRequest,
  seeOther,
} from './routing.ts';
export type { FastifyInstance as HttpServer } from 'fastify';
export { createHttpServer, type HttpOptions } from './server.ts';
