import { equalInConstantTime, hashSecret } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import { ceremonyErrors } from './errors.ts';

const COOKIE = 'stepwell_visit';
/** As long as whatever is begun: a magic link lasts 15 minutes. */
const PLACE = { path: '/api/v1/auth', maxAgeSeconds: 900 } as const;
const BYTES = 32;
const VISIT = /^[\w-]{43}$/;

/** What a browser is given when it leaves for another provider or its mail, so that nobody else completes what it began. */
export function newVisit(): string {
  return randomToken(BYTES);
}

/** The one that the browser has, else a new one: two windows of one browser then don't disturb each other. */
export function visitOf(cookie: string | undefined): string {
  return cookie !== undefined && VISIT.test(cookie) ? cookie : newVisit();
}

/** What is kept of a visit. */
export function visitHash(visit: string): string {
  return hashSecret(visit).toString('base64url');
}

/** Throws `other_browser` unless the browser that comes back is the one that left. */
export function assertSameBrowser(hash: string, cookie: string | undefined): void {
  if (cookie === undefined || !equalInConstantTime(visitHash(cookie), hash)) throw ceremonyErrors.other_browser();
}

export function visitIn(context: Pick<RequestContext, 'cookie'>): string | undefined {
  return context.cookie(COOKIE);
}

export function keepVisit(context: Pick<RequestContext, 'setCookie'>, visit: string): void {
  context.setCookie(COOKIE, visit, PLACE);
}
