import type { Route } from '@stepwell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { equalInConstantTime, hashSecret, hmacHex, type Keyring } from '../crypto/index.ts';
import { commonErrors } from '../errors/index.ts';
import { headerOf } from './credentials.ts';

/** Tells a page's own calls from those that another site makes a browser send. */
export type CsrfTokens = {
  /** Name of the cookie that our pages read; `__Host-` keeps other hosts of the domain from setting it. */
  readonly cookie: string;
  /** The one token of a session: a MAC of its cookie, so that nothing is stored and nobody else can make one. */
  tokenOf(sessionToken: string): string;
};

const PURPOSE = 'csrf tokens';

export function createCsrfTokens(keyring: Keyring, publicUrl: string): CsrfTokens {
  const key = keyring.derive(PURPOSE);
  return {
    cookie: publicUrl.startsWith('https:') ? '__Host-stepwell_csrf' : 'stepwell_csrf',
    tokenOf: (sessionToken) => hmacHex(key, hashSecret(sessionToken)),
  };
}

/** Lets our pages, which read cookies, know the token; goes and comes with the cookie of the session. */
export function keepCsrfToken(reply: FastifyReply, tokens: CsrfTokens, sessionToken: string, expiresAt?: Date): void {
  const lasting = sessionToken === '' ? { maxAge: 0 } : { expires: expiresAt };
  reply.setCookie(tokens.cookie, sessionToken === '' ? '' : tokens.tokenOf(sessionToken), {
    path: '/',
    sameSite: 'lax',
    secure: tokens.cookie.startsWith('__Host-'),
    ...lasting,
  });
}

/**
 * What changes something in the name of a session must carry the session's token in a header, which no other site can
 * set. The answer to a call without the cookie sets it, a refusal as well, so that the page can call again.
 * Throws `csrf_token_invalid`.
 */
export function assertCsrfToken(
  tokens: CsrfTokens,
  call: { request: FastifyRequest; reply: FastifyReply; route: Route; sessionToken: string },
): void {
  const { request, reply, route, sessionToken } = call;
  const token = tokens.tokenOf(sessionToken);
  if (request.cookies[tokens.cookie] !== token) keepCsrfToken(reply, tokens, sessionToken);
  if (route.method === 'GET') return;
  if (!equalInConstantTime(headerOf(request, 'x-csrf-token') ?? '', token)) throw commonErrors.csrf_token_invalid();
}
