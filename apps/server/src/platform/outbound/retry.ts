/** A wait is never longer; who asks for more is not called again in this call. */
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 100;
const JITTER = 0.25;
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
/** As every date of HTTP is; the parser would take much else for one. */
const WEEKDAY_FIRST = /^[A-Z][a-z]{2,8}[, ]/;
const NOT_IMPLEMENTED = 501;
const TOO_MANY = 429;

/**
 * How long to wait after so many tries: 100 ms, 200 ms, 400 ms … up to 30 s, and up to a quarter more, so that many who failed
 * together do not come back together. `random` is from 0 to below 1. Never
 * less than the service asked for; undefined where it asked for too much.
 */
export function waitMs(tries: number, askedMs: number | undefined, random: () => number): number | undefined {
  if (askedMs !== undefined && askedMs > LONGEST_WAIT_MS) return undefined;
  const least = Math.max(FIRST_WAIT_MS * 2 ** (tries - 1), askedMs ?? 0);
  return Math.min(Math.round(least * (1 + JITTER * random())), LONGEST_WAIT_MS);
}

/** Whether sending the same twice does no more than sending it once. */
export function maySendAgain(method: string, headers: { has(name: string): boolean }): boolean {
  return IDEMPOTENT.has(method.toUpperCase()) || headers.has('idempotency-key');
}

/** Whether another try may get another answer: faults of the server, and too many requests where it says until when. */
export function isPassing({ status, headers }: Pick<Response, 'status' | 'headers'>): boolean {
  if (status === TOO_MANY) return headers.has('retry-after');
  return isFault(status);
}

/** Whether the service tells of a fault of its own; what it never does is none. */
export function isFault(status: number): boolean {
  return status >= 500 && status !== NOT_IMPLEMENTED;
}

/** Retry-After (RFC 9110, 10.2.3) in seconds or as a date; undefined where there is none that can be read. */
export function askedWaitMs(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const atMs = WEEKDAY_FIRST.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
