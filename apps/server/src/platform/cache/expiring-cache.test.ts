import { describe, expect, test } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { ExpiringCache } from './index.ts';

const START = '2026-03-02T09:00:00.000Z';
const START_MS = Date.parse(START);

function cacheOf(options: { maxEntries?: number; endsAtMs?: (value: string) => number } = {}) {
  const clock = fixedClock(START);
  return { clock, cache: new ExpiringCache<string>({ clock, maxEntries: 2, ttlMs: 5_000, ...options }) };
}

const found = (value: string | undefined) => async () => value;

describe('an expiring cache', () => {
  test('remembers a value until its time is over', async () => {
    const { cache, clock } = cacheOf();
    await cache.load('a', found('first'));
    clock.advance(4_999);
    expect(cache.get('a')).toBe('first');
    clock.advance(1);
    expect(cache.get('a')).toBeUndefined();
    expect(await cache.load('a', found('second'))).toBe('second');
  });

  test('keeps no value beyond its own end', async () => {
    const { cache, clock } = cacheOf({ endsAtMs: () => START_MS + 1_000 });
    await cache.load('a', found('short'));
    clock.advance(1_000);
    expect(cache.get('a')).toBeUndefined();
  });

  test('forgets the entry longest unused when it is full', async () => {
    const { cache } = cacheOf();
    await cache.load('a', found('A'));
    await cache.load('b', found('B'));
    cache.get('a');
    await cache.load('c', found('C'));
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C']);
  });

  test('does not remember that nothing was found', async () => {
    const { cache } = cacheOf();
    expect(await cache.load('a', found(undefined))).toBeUndefined();
    expect(await cache.load('a', found('now there'))).toBe('now there');
  });

  test('reads once for callers that ask at the same time', async () => {
    const { cache } = cacheOf();
    const reading = Promise.withResolvers<string>();
    const first = cache.load('a', () => reading.promise);
    const second = cache.load('a', found('a second reading'));
    reading.resolve('one reading');
    expect(await Promise.all([first, second])).toEqual(['one reading', 'one reading']);
  });

  test('does not remember a reading that began before it was cleared', async () => {
    const { cache } = cacheOf();
    const reading = Promise.withResolvers<string>();
    const before = cache.load('a', () => reading.promise);
    cache.clear();
    const after = cache.load('a', found('true now'));
    reading.resolve('true before');
    expect(await before).toBe('true before');
    expect(await after).toBe('true now');
    expect(cache.get('a')).toBe('true now');
  });

  test('lets the next caller try again after a reading failed', async () => {
    const { cache } = cacheOf();
    await expect(cache.load('a', () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
    expect(await cache.load('a', found('answer'))).toBe('answer');
  });
});
