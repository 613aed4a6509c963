import { describe, expect, it } from 'vitest';
import { askedWaitMs, isFault, isPassing, maySendAgain, waitMs } from './retry.ts';

const none = () => 0;
const most = () => 0.999_999;
const withHeaders = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

describe('the wait before another try', () => {
  it('doubles from 100 ms and stops at 30 s', () => {
    const waits = Array.from({ length: 11 }, (_, index) => waitMs(index + 1, undefined, none));
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
  });

  it('has at most a quarter added, and is never above 30 s', () => {
    expect([1, 2, 9, 10].map((tries) => waitMs(tries, undefined, most))).toEqual([125, 250, 30_000, 30_000]);
    expect(waitMs(1, undefined, () => 0.5)).toBe(113);
  });

  it('is at least what the service asked for, and none where it asked for more than anybody waits', () => {
    expect(waitMs(1, 2_000, none)).toBe(2_000);
    expect(waitMs(1, 2_000, most)).toBe(2_500);
    expect(waitMs(3, 50, none)).toBe(400);
    expect(waitMs(1, 30_000, most)).toBe(30_000);
    expect(waitMs(1, 30_001, none)).toBeUndefined();
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('2026-03-02T09:00:00Z');
  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Mon, 02 Mar 2026 09:00:05 GMT', 5_000],
    ['Mon, 02 Mar 2026 08:59:00 GMT', 0],
    ['soon', undefined],
    ['-3', undefined],
    ['', undefined],
  ])('%j', (value, ms) => {
    expect(askedWaitMs(new Headers({ 'retry-after': value }), nowMs)).toBe(ms);
  });

  it('may be absent', () => {
    expect(askedWaitMs(new Headers(), nowMs)).toBeUndefined();
  });
});

describe('what is tried again', () => {
  it.each(['GET', 'get', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])('%s may be sent again', (method) => {
    expect(maySendAgain(method, new Headers())).toBe(true);
  });

  it.each(['POST', 'PATCH'])('%s may not, unless it has an idempotency key', (method) => {
    expect(maySendAgain(method, new Headers())).toBe(false);
    expect(maySendAgain(method, new Headers({ 'Idempotency-Key': 'k' }))).toBe(true);
  });

  it.each([500, 502, 503, 504, 599])('%i passes', (status) => {
    expect([isPassing(withHeaders(status)), isFault(status)]).toEqual([true, true]);
  });

  it.each([200, 302, 400, 404, 409, 501])('%i does not', (status) => {
    expect([isPassing(withHeaders(status)), isFault(status)]).toEqual([false, false]);
  });

  it('429 passes where it says until when, and is no fault', () => {
    expect(isPassing(withHeaders(429, { 'retry-after': '1' }))).toBe(true);
    expect(isPassing(withHeaders(429))).toBe(false);
    expect(isFault(429)).toBe(false);
  });
});
