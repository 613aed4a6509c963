import type { z } from 'zod';
import type { OperatorRole } from './account.ts';
import type { ApiKeyScope, Permission } from './policy.ts';

/**
 * Who may call a route. Every kind that is named is let in, everyone else is refused; a route that names none
 * does not mount. `account` is anybody signed in, with an organization or without; `member` names what the policy must
 * allow the member to do in the organization worked in; `apiKey` the scope; `directory` an organization's directory by its
 * SCIM token; `operator` the least rank of the installation's staff, where `operations` is its monitoring token.
 */
export type Audience = {
  readonly public?: true;
  readonly participant?: true;
  readonly account?: true;
  readonly member?: Permission;
  readonly apiKey?: ApiKeyScope;
  readonly directory?: true;
  readonly operator?: 'operations' | OperatorRole;
};

/** Names of the rate limits; the figures stand in one table of the server. */
export const LIMIT_CLASSES = [
  'anonymous',
  'sign_in',
  'refresh',
  'password_reset',
  'magic_link',
  'verification_mail',
  'signed_in',
  'step_update',
  'snooze',
  'upload',
  'gate',
  'heavy',
  'payment',
  'operator',
  'health',
] as const;
export type LimitClass = (typeof LIMIT_CLASSES)[number];

/**
 * What must not go on uncounted: while several processes can't count together, these routes answer 503 with
 * `limits_unavailable`. The others are counted by each process alone.
 */
export const CRITICAL_LIMIT_CLASSES = [
  'sign_in',
  'password_reset',
  'magic_link',
  'verification_mail',
  'payment',
  'operator',
] as const satisfies readonly LimitClass[];

/**
 * How bodies travel where the protocol is not ours: `scim` as RFC 7644 says, refusals too; `form` is posted by a page of
 * another site and answered with a redirect; `csp_report` is what browsers send by themselves; `saml_metadata` is an XML
 * document, `csv` a file of RFC 4180, `metrics` the text format of Prometheus and `ofrep` refuses as OpenFeature’s protocol says.
 */
export type Wire = 'scim' | 'form' | 'csp_report' | 'saml_metadata' | 'csv' | 'metrics' | 'ofrep';

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
  /** Members and accounts must have proved within the last ten minutes that it is still them. */
  readonly confirm?: true;
  /** JSON and problem documents where absent. */
  readonly wire?: Wire;
  /** Capability of the built-in set-up flow that a member's organization must have reached. */
  readonly gate?: string;
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

/**
 * Whether a caller may send `Idempotency-Key`: wherever something is changed and the protocol is ours. Routes for people who
 * are not signed in take none, because nobody knows whose key it is, and what they answer with may be a session.
 */
export function takesIdempotencyKey({ method, wire, audience }: Route): boolean {
  const { public: _, ...callers } = audience;
  return method !== 'GET' && wire === undefined && Object.keys(callers).length > 0;
}

type SchemaInput<S> = S extends z.ZodType ? z.input<S> : undefined;
type SchemaOutput<S> = S extends z.ZodType ? z.output<S> : undefined;

export type RouteParams<R extends Route> = SchemaOutput<R['params']>;
export type RouteQuery<R extends Route> = SchemaOutput<R['query']>;
export type RouteBody<R extends Route> = SchemaOutput<R['body']>;
export type RouteQueryInput<R extends Route> = SchemaInput<R['query']>;
export type RouteBodyInput<R extends Route> = SchemaInput<R['body']>;
export type RouteReply<R extends Route> = SchemaOutput<R['responses'][keyof R['responses']]>;
