import { beforeEach, describe, expect, it } from 'vitest';
import { type FixedClock, fixedClock } from '../../../platform/clock/index.ts';
import { createGathering } from './gathering.ts';
import type { Occurrence } from './occurrence.ts';

let clock: FixedClock;
beforeEach(() => {
  clock = fixedClock('2026-03-02T09:59:59.000Z');
});

const occurrence = (fingerprint: string): Occurrence => ({
  fingerprint,
  code: 'internal_error',
  category: 'system',
  severity: 'high',
  place: 'GET /',
  title: 'Error: x',
  frames: [],
});
const HOUR = Date.parse('2026-03-02T09:00:00.000Z');

describe('gathering', () => {
  it('counts what is the same, hour by hour, with the latest correlation ids', () => {
    const gathering = createGathering(clock, 10);
    for (let at = 1; at <= 12; at += 1) gathering.add(occurrence('a'), `c-${at}`);
    clock.advance(2_000);
    gathering.add(occurrence('a'), 'c-12');
    gathering.add(occurrence('a'), null);
    const [group] = gathering.take(10);
    expect(group).toMatchObject({
      count: 14,
      correlationIds: ['c-12', 'c-11', 'c-10', 'c-9', 'c-8', 'c-7', 'c-6', 'c-5', 'c-4', 'c-3'],
    });
    expect([...(group?.hours ?? [])]).toEqual([
      [HOUR, 12],
      [HOUR + 3_600_000, 2],
    ]);
    expect(gathering.take(10)).toEqual([]);
  });

  it('has a bound, beyond which what is new is counted as lost and what is known goes on', () => {
    const gathering = createGathering(clock, 2);
    for (const fingerprint of ['a', 'b', 'c', 'c', 'a']) gathering.add(occurrence(fingerprint), null);
    expect([gathering.lost(), gathering.lost()]).toEqual([2, 0]);
    expect(gathering.take(1).map(({ fingerprint, count }) => [fingerprint, count])).toEqual([['a', 2]]);
    expect(gathering.take(9).map(({ fingerprint }) => fingerprint)).toEqual(['b']);
  });

  it('takes back what could not be written, together with what came since', () => {
    const gathering = createGathering(clock, 2);
    gathering.add(occurrence('a'), 'before');
    const taken = gathering.take(10);
    clock.advance(60_000);
    gathering.add(occurrence('a'), 'since');
    gathering.putBack(taken);
    expect(gathering.take(10)).toMatchObject([
      {
        count: 2,
        firstSeenAt: new Date('2026-03-02T09:59:59.000Z'),
        lastSeenAt: clock.now(),
        correlationIds: ['since', 'before'],
      },
    ]);
  });

  it('keeps the bound when it takes back', () => {
    const gathering = createGathering(clock, 1);
    gathering.add(occurrence('a'), null);
    gathering.add(occurrence('b'), null);
    const taken = gathering.take(1);
    gathering.add(occurrence('c'), null);
    gathering.putBack(taken);
    expect(gathering.lost()).toBe(2);
  });

  it('remembers two days of hours and no more', () => {
    const gathering = createGathering(clock, 1);
    for (let hour = 0; hour < 60; hour += 1) {
      gathering.add(occurrence('a'), null);
      clock.advance(3_600_000);
    }
    const [group] = gathering.take(1);
    expect([group?.count, group?.hours.size]).toEqual([60, 48]);
  });
});
