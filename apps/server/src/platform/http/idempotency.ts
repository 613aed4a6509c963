import { type Route, takesIdempotencyKey } from '@stepwell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commonErrors } from '../errors/index.ts';
import { headerOf } from './credentials.ts';
import type { Principal } from './principal.ts';

/** An answer as it was written: `body` is null where there is none. */
export type WrittenAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** What tells one request from another. Keys of different callers never meet. */
export type KeyedRequest = { readonly caller: string; readonly key: string; readonly fingerprint: string };

/**
 * Sees to it that a request happens once, however often it is sent. `work` runs where the key is new; its answer is kept in
 * the transaction of its effects. Throws `idempotency_key_in_use` and `idempotency_key_reused`.
 */
export type Idempotency = {
  once(
    request: KeyedRequest,
    work: () => Promise<WrittenAnswer>,
  ): Promise<{ readonly answer: WrittenAnswer; readonly isReplay: boolean }>;
};

const KEY = /^[!-~]{1,255}$/;
const KEPT_HEADERS = /^(location|etag|content-disposition|stepwell-.+)$/;

/** Undefined where the request has no key, or the route takes none from this caller. Throws `idempotency_key_malformed`. */
export function keyedRequestOf(
  request: FastifyRequest,
  route: Route,
  principal: Principal,
  callerOf: () => string,
): KeyedRequest | undefined {
  const key = headerOf(request, 'idempotency-key');
  if (key === undefined || principal.kind === 'public' || !takesIdempotencyKey(route)) return undefined;
  if (!KEY.test(key)) throw commonErrors.idempotency_key_malformed();
  const { rawBody = '' } = request as { rawBody?: string };
  const place = 'orgId' in principal ? principal.orgId : '';
  return { caller: `${callerOf()} ${place}`, key, fingerprint: `${request.method} ${request.url}\n${rawBody}` };
}

/** What the handler said beside its answer, to be said again. Cookies are not kept: they open sessions. */
export function headersToKeep(reply: FastifyReply): Record<string, string> {
  const said = Object.entries(reply.getHeaders()).filter(([name]) => KEPT_HEADERS.test(name));
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}
