import type { z } from 'zod';

/** Rights of a member in an organization, weakest first. */
export const MEMBER_ROLES = ['viewer', 'member', 'admin', 'owner'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What an API key may do. A key holds a set of these. */
export const API_KEY_SCOPES = [
  'flows:read',
  'flows:write',
  'participants:read',
  'participants:write',
  'gates:read',
  'analytics:read',
] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/**
 * Who may call a route. Every kind that is named is let in, everyone else is refused; a route that names none
 * does not mount. `member` names the least role, `apiKey` the scope.
 */
export type Audience = {
  readonly public?: true;
  readonly participant?: true;
  readonly member?: MemberRole;
  readonly apiKey?: ApiKeyScope;
  readonly operator?: true;
};

/** Names of the rate limits; the figures stand in one table of the server. */
export const LIMIT_CLASSES = ['anonymous', 'sign_in', 'signed_in', 'step_update', 'snooze', 'gate', 'heavy'] as const;
export type LimitClass = (typeof LIMIT_CLASSES)[number];

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route, declared once: the server mounts it, OpenAPI and the typed client are made from it. */
export type Route = {
  readonly id: string;
  readonly method: HttpMethod;
  /** Path with `{name}` parameters, e.g. `/api/v1/gates/{capability}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly audience: Audience;
  readonly limit: LimitClass;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Success status → schema of the body; `null` means no body. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>;
  /** Stable codes of the problems this route answers with, beyond the common ones. */
  readonly errors: readonly string[];
  /** Largest accepted body in bytes; 64 KiB where absent. */
  readonly bodyLimitBytes?: number;
};

/** Declares a route, keeping its exact types. */
export function defineRoute<const R extends Route>(route: R): R {
  return route;
}

type SchemaInput<S> = S extends z.ZodType ? z.input<S> : undefined;
type SchemaOutput<S> = S extends z.ZodType ? z.output<S> : undefined;

export type RouteParams<R extends Route> = SchemaOutput<R['params']>;
export type RouteQuery<R extends Route> = SchemaOutput<R['query']>;
export type RouteBody<R extends Route> = SchemaOutput<R['body']>;
export type RouteQueryInput<R extends Route> = SchemaInput<R['query']>;
export type RouteBodyInput<R extends Route> = SchemaInput<R['body']>;
export type RouteReply<R extends Route> = SchemaOutput<R['responses'][keyof R['responses']]>;
