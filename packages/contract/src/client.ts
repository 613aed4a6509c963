import type { z } from 'zod';
import type { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** A refusal of the API, as thrown by the client. `problem` is the document the server sent. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

type In<S> = S extends z.ZodType ? z.input<S> : never;
type Out<S> = S extends z.ZodType ? z.output<S> : undefined;
type Part<Name extends string, S> = S extends z.ZodType
  ? Record<string, never> extends z.input<S>
    ? { [K in Name]?: z.input<S> }
    : { [K in Name]: z.input<S> }
  : unknown;
export type CallInput<R extends Route> = Part<'params', R['params']> &
  Part<'query', R['query']> &
  Part<'body', R['body']>;
type SuccessStatus = 200 | 201 | 202 | 204;
export type CallReply<R extends Route> = Out<R['responses'][keyof R['responses'] & SuccessStatus]>;
export type QueryOf<R extends Route> = In<R['query']>;

export type ClientOptions = {
  /** Origin of the server, without a trailing slash; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly headers?: () => Record<string, string>;
  /** Token that proves a change to come from our own page, of the session that the browser's cookie names; see `csrfTokenIn`. */
  readonly csrfToken?: () => string | undefined;
  readonly fetch?: typeof fetch;
};

/**
 * Makes the typed client: `call(route, {params, query, body})` resolves to the route's success body.
 *
 * @throws ProblemError for every answer that is not a success; a network failure rejects with fetch's own error.
 * @example const { data } = await call(getOnboarding, { query: { flow: 'creator' } });
 */
export function createClient(options: ClientOptions) {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  return async function call<const R extends Route>(
    route: R,
    input?: CallInput<R>,
    init?: { signal?: AbortSignal },
  ): Promise<CallReply<R>> {
    const parts = (input ?? {}) as Parts;
    const attempt = (csrfToken: string | undefined) =>
      send(options.baseUrl + pathOf(route.path, parts), {
        method: route.method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers?.(),
          ...(csrfToken === undefined || route.method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
        },
        body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
        signal: init?.signal,
      }).then(readReply);
    return withCsrfToken(options.csrfToken, attempt) as Promise<CallReply<R>>;
  };
}

/** The token in what `document.cookie` holds. */
export function csrfTokenIn(cookies: string): string | undefined {
  return (
    /(?:^|; )__Host-stepwell_csrf=([^;]+)/.exec(cookies)?.[1] ?? /(?:^|; )stepwell_csrf=([^;]+)/.exec(cookies)?.[1]
  );
}

/** The session may get a new cookie while a call is on its way, and with the refusal comes its token: a second try is good. */
async function withCsrfToken<T>(
  read: (() => string | undefined) | undefined,
  attempt: (csrfToken: string | undefined) => Promise<T>,
): Promise<T> {
  const sent = read?.();
  try {
    return await attempt(sent);
  } catch (error) {
    const isRefused = error instanceof ProblemError && error.problem.code === 'csrf_token_invalid';
    if (!isRefused || read === undefined || read() === sent) throw error;
    return attempt(read());
  }
}

type Parts = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

function pathOf(template: string, parts: Parts): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts.params?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, textOf(value));
  }
  const search = query.toString();
  return search ? `${path}?${search}` : path;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function readReply(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const body = parsed(await response.text());
  if (response.ok && body !== undefined) return body;
  throw new ProblemError(isProblem(body) ? body : unexpectedReply(response));
}

/** A proxy in between may answer with a page of its own. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

function unexpectedReply(response: Response): Problem {
  return {
    type: 'about:blank',
    title: `The server answered ${response.status} in a form that is not understood.`,
    status: response.status,
    code: 'unexpected_reply',
    correlationId: response.headers.get('x-correlation-id') ?? '',
  };
}
