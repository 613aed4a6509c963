import type * as contract from '@stepwell/contract';
import { type CallInput, type CallReply, createClient, csrfTokenIn } from '@stepwell/contract/client';
import { confirmed } from './confirmation.ts';
import { environment } from './environment.ts';
import { UnreachableError } from './refusal.ts';

type AnyRoute = Extract<(typeof contract)[keyof typeof contract], contract.Route>;
type NameOf<R> = R extends contract.Route ? `${R['method']} ${R['path']}` : never;

/** `METHOD /path/{parameter}` of a route in the contract. */
export type RouteName = NameOf<AnyRoute>;
type RouteNamed<N extends RouteName> = AnyRoute extends infer R
  ? R extends contract.Route
    ? NameOf<R> extends N
      ? R
      : never
    : never
  : never;

/** Success body of a route: `Reply<'GET /api/v1/me'>['data']`. */
export type Reply<N extends RouteName> = CallReply<RouteNamed<N>>;
/** `{params, query, body}` of a route. */
export type Input<N extends RouteName> = CallInput<RouteNamed<N>>;

const send = createClient({
  baseUrl: '',
  // The first header proves that the call is not a cross-site form post; the last is the language chosen here, which need not
  // be the browser's.
  headers: () => ({
    'x-requested-with': 'stepwell',
    'stepwell-environment': environment,
    'accept-language': document.documentElement.lang || 'en',
  }),
  csrfToken: () => csrfTokenIn(document.cookie),
  fetch: fetchOrUnreachable,
});

/**
 * Calls a route of the server that serves this page. Only the contract's types are used: its schemas stay out of the
 * bundle. Where the server first wants to be sure that it is still the same person, they are asked, and the call is
 * repeated.
 *
 * @throws ProblemError when the server refuses, UnreachableError when no answer comes
 * @example const { data } = await call('GET /api/v1/flows/{key}', { params: { key } }, { signal });
 */
export function call<const N extends RouteName>(
  name: N,
  input?: Input<N>,
  init?: { signal?: AbortSignal },
): Promise<Reply<N>> {
  const [method, path] = name.split(' ');
  const route = { method, path } as unknown as RouteNamed<N>;
  return confirmed(() => send(route, input, init));
}

async function fetchOrUnreachable(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init?.signal?.aborted) throw cause;
    throw new UnreachableError(cause);
  }
}
