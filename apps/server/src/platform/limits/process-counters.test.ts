import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { LIMITS } from './limit-table.ts';
import { ProcessCounters } from './process-counters.ts';
import { arrivals, mustFollowTheModel, tableOf } from './testing/window-model.ts';

const START = '2026-03-02T09:00:00.000Z';
const RULE = {
  apartSeconds: 60,
  offences: 2,
  withinSeconds: 600,
  blockSeconds: [60, 300],
  forgottenAfterSeconds: 3_600,
};

function counting(more: Partial<ConstructorParameters<typeof ProcessCounters>[0]> = {}) {
  const clock = fixedClock(START);
  const counters = new ProcessCounters({ table: tableOf({ count: 2, windowSeconds: 60 }), clock, ...more });
  const allowed = (caller = 'ada') => counters.take('signed_in', caller).allowed;
  return { clock, counters, allowed };
}

describe('a sliding window in memory', () => {
  it('Feature: rate limits, Property 1: equals the model for every sequence of arrivals', async () => {
    const property = fc.asyncProperty(arrivals(), (given) =>
      mustFollowTheModel(given, (clock) => ({
        counters: new ProcessCounters({ table: tableOf(given.limit), clock }),
        prefix: '',
      })),
    );
    await fc.assert(property, { numRuns: 1_000 });
  });

  it('counts each class and each caller by itself', () => {
    const { counters, allowed } = counting();
    expect([allowed(), allowed(), allowed(), allowed('mia')]).toEqual([true, true, false, true]);
    expect(counters.take('anonymous', 'ada').allowed).toBe(true);
  });

  it('keeps two mails a minute apart, though three an hour may go', () => {
    const { clock, counters } = counting({ table: LIMITS });
    const take = () => counters.take('verification_mail', 'ada');
    expect(take()).toMatchObject({ allowed: true, remaining: 2 });
    expect(take()).toMatchObject({ allowed: false, resetMs: 60_000 });
    clock.advance(60_000);
    expect(take()).toMatchObject({ allowed: true, remaining: 1 });
  });

  it('shuts nobody out when the clock is set back', () => {
    const { clock, allowed } = counting();
    expect([allowed(), allowed(), allowed()]).toEqual([true, true, false]);
    clock.advance(-3_600_000);
    expect([allowed(), allowed(), allowed()]).toEqual([true, true, false]);
  });
});

describe('memory', () => {
  it('is bounded by callers: the one longest unseen is forgotten first', () => {
    const { allowed, counters } = counting({ maxCallers: 3 });
    for (const caller of ['ada', 'ada', 'mia', 'mia', 'zoe', 'zoe']) allowed(caller);
    expect(allowed('ada')).toBe(false);
    expect(allowed('new')).toBe(true);
    expect(counters.held.callers).toBe(3);
    expect([allowed('ada'), allowed('zoe')]).toEqual([false, false]);
    expect(allowed('mia')).toBe(true);
  });

  it('is bounded by times, and holds no more than it says', () => {
    const table = tableOf({ count: 1_000, windowSeconds: 60 });
    const { allowed, counters } = counting({ table, maxTimes: 4_000 });
    for (let caller = 0; caller < 40; caller += 1)
      for (let time = 0; time < 1_000; time += 1) allowed(`caller ${caller}`);
    expect(counters.held.times).toBeLessThanOrEqual(4_000);
    expect(counters.held.callers).toBeGreaterThan(1);
    expect([allowed('caller 39'), allowed('caller 0')]).toEqual([false, true]);
  });

  it('lets go of callers whose windows are over', () => {
    const { allowed, counters, clock } = counting();
    for (let caller = 0; caller < 100; caller += 1) allowed(`caller ${caller}`);
    expect(counters.held.callers).toBe(100);
    clock.advance(60_000);
    for (let caller = 0; caller < 100; caller += 1) allowed(`other ${caller}`);
    expect(counters.held.callers).toBeLessThanOrEqual(101);
  });
});

describe('whoever is refused often', () => {
  it('is blocked in every class, longer each time, and begins anew after good conduct', () => {
    const { clock, counters, allowed } = counting({ escalation: RULE });
    const offend = () => {
      for (let at = 0; at < 3; at += 1) allowed();
      clock.advance(60_000);
      for (let at = 0; at < 3; at += 1) allowed();
      return counters.take('anonymous', 'ada');
    };
    expect(offend()).toMatchObject({ allowed: false, blocked: true, remaining: 0, resetMs: 60_000 });
    expect(counters.take('anonymous', 'mia').allowed).toBe(true);
    clock.advance(59_999);
    expect(counters.take('anonymous', 'ada').blocked).toBe(true);
    clock.advance(1);
    expect(offend().resetMs).toBe(300_000);
    clock.advance(300_000);
    expect(offend().resetMs).toBe(300_000);
    clock.advance(300_000 + 3_600_000);
    expect(offend().resetMs).toBe(60_000);
  });

  it('is not blocked for many refusals of one minute, nor for few of a long time', () => {
    const { clock, counters, allowed } = counting({ escalation: RULE });
    for (let at = 0; at < 50; at += 1) allowed();
    expect(counters.take('anonymous', 'ada').allowed).toBe(true);
    clock.advance(600_000);
    for (let at = 0; at < 50; at += 1) allowed();
    expect(counters.take('anonymous', 'ada').allowed).toBe(true);
  });
});
