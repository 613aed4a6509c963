import type { Route, RouteBody, RouteParams, RouteQuery } from '@stepwell/contract';
import type { z } from 'zod';
import type { CatalogueEntry } from '../errors/index.ts';
import type { Principal } from './principal.ts';

/** What a handler learns of a request. */
export type RequestContext = {
  readonly correlationId: string;
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** Path template of the route, for counting. */
  readonly route: string;
  /** The body exactly as it was received, for signatures; empty where the route takes none. */
  readonly rawBody: string;
  header(name: string): string | undefined;
  /** Sets or, with an empty value, clears the session cookie, and the token against forged calls with it. */
  setSessionCookie(token: string, expiresAt: Date | undefined): void;
  cookie(name: string): string | undefined;
  /** A cookie that scripts can't read, for our own site; an empty value clears it. */
  setCookie(name: string, value: string, options: { path: string; maxAgeSeconds: number }): void;
  setHeader(name: 'location' | 'etag' | 'content-disposition' | `stepwell-${string}`, value: string): void;
};

export type RouteRequest<R extends Route> = {
  readonly principal: Principal;
  readonly params: RouteParams<R>;
  readonly query: RouteQuery<R>;
  readonly body: RouteBody<R>;
  readonly context: RequestContext;
};

type BodyOf<S> = S extends z.ZodType ? z.input<S> : undefined;
/** What a handler returns: the body of the only success, or `{status, body}` where there are several answers. */
export type RouteAnswer<R extends Route> = {
  [Status in keyof R['responses']]: { readonly status: Status; readonly body: BodyOf<R['responses'][Status]> };
}[keyof R['responses']];
export type Handler<R extends Route> = (request: RouteRequest<R>) => Promise<RouteAnswer<R>>;

/** One route with what answers it, types forgotten so that routes of all rooms fit one list. */
export type MountedRoute = {
  readonly route: Route;
  readonly handle: (request: RouteRequest<Route>) => Promise<{ status: number; body: unknown }>;
};

/** Ties a route of the contract to its handler, with the handler's types checked against the contract. */
export function mount<const R extends Route>(route: R, handler: Handler<R>): MountedRoute {
  return { route, handle: handler as unknown as MountedRoute['handle'] };
}

/** 200 with a body. */
export function ok<Body>(body: Body): { readonly status: 200; readonly body: Body } {
  return { status: 200, body };
}

/** 201: something was made. */
export function created<Body>(body: Body): { readonly status: 201; readonly body: Body } {
  return { status: 201, body };
}

/** 202: taken on, and goes on in the background. */
export function accepted<Body>(body: Body): { readonly status: 202; readonly body: Body } {
  return { status: 202, body };
}

/** 204: done, nothing to say. */
export function noContent(): { readonly status: 204; readonly body: undefined } {
  return { status: 204, body: undefined };
}

/** 303: go on at the address that `setHeader('location', …)` names. */
export function seeOther(): { readonly status: 303; readonly body: undefined } {
  return { status: 303, body: undefined };
}

/** What a room hands to `main`: its routes and its catalogue of refusals. */
export type Module = {
  readonly routes: readonly MountedRoute[];
  readonly errors: readonly { readonly entries: Readonly<Record<string, CatalogueEntry>> }[];
};
