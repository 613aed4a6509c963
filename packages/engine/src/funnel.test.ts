import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  createFunnel,
  type Funnel,
  type FunnelDefinition,
  type FunnelEvent,
  matches,
  newFunnelState,
  runFunnel,
} from './funnel.ts';
import { type FunnelReach, nearestRank, reached, summarizeFunnel } from './funnel-summary.ts';
import { RUNS } from './testing/arbitraries.ts';
import { frozen } from './testing/flows.ts';

const named = (name: string) => ({ names: [name] });
const stage = (key: string) => ({ key, match: named(key) });
const event = (name: string, atMs: number): FunnelEvent => ({ name, atMs });
const abc = (windowMs: number | null): Funnel =>
  createFunnel({ stages: [stage('a'), stage('b'), stage('c')], windowMs });

function reach(funnel: Funnel, ...events: FunnelEvent[]): FunnelReach {
  return reached(runFunnel(funnel, events));
}

describe('a matcher', () => {
  const submitted: FunnelEvent = { name: 'step.changed', atMs: 0, stepKey: 'profile', state: 'submitted' };

  it('asks for everything it names', () => {
    expect(matches({ names: ['step.changed'], stepKey: 'profile', states: ['done', 'submitted'] }, submitted)).toBe(
      true,
    );
    expect(matches({ names: ['view'] }, submitted)).toBe(false);
    expect(matches({ stepKey: 'bank' }, submitted)).toBe(false);
    expect(matches({ states: ['done'] }, submitted)).toBe(false);
    expect(matches({ states: ['done'] }, event('x', 0))).toBe(false);
    expect(matches({ stepKey: 'profile' }, event('x', 0))).toBe(false);
    expect(matches({}, submitted)).toBe(true);
  });
});

describe('a funnel', () => {
  it('refuses to be made of nothing, of stages with one name, or with a window below zero', () => {
    expect(() => createFunnel({ stages: [], windowMs: null })).toThrow(RangeError);
    expect(() => createFunnel({ stages: [stage('a'), stage('a')], windowMs: null })).toThrow(/share a key/);
    expect(() => createFunnel({ stages: [stage('a')], windowMs: -1 })).toThrow(RangeError);
    expect(() => createFunnel({ stages: [stage('a')], windowMs: Number.NaN })).toThrow(RangeError);
  });

  it('refuses an event out of order', () => {
    const state = advance(newFunnelState(abc(null)), event('a', 5));
    expect(() => advance(state, event('b', 4))).toThrow(RangeError);
  });

  it('counts stages only in their order', () => {
    expect(reach(abc(null), event('b', 1), event('a', 2), event('c', 3)).entered).toEqual([true, false, false]);
    expect(reach(abc(null), event('c', 3), event('a', 1), event('b', 2)).entered).toEqual([true, true, true]);
  });

  it('finds a later start that fits the window when the first touch does not', () => {
    const events = [event('a', 0), event('b', 8), event('a', 9), event('b', 11), event('c', 15)];
    expect(reach(abc(10), ...events).entered).toEqual([true, true, true]);
    expect(reach(abc(5), ...events).entered).toEqual([true, true, false]);
  });

  it('counts the window inclusively', () => {
    expect(reach(abc(10), event('a', 0), event('b', 10)).entered[1]).toBe(true);
    expect(reach(abc(10), event('a', 0), event('b', 11)).entered[1]).toBe(false);
  });

  it('takes the later of two events with one time for the one after', () => {
    expect(reach(abc(null), event('a', 1), event('b', 1)).entered).toEqual([true, true, false]);
    expect(reach(abc(null), event('b', 1), event('a', 1)).entered).toEqual([true, false, false]);
  });

  it('lets one event serve one stage only', () => {
    const twice = createFunnel({ stages: [stage('a'), { key: 'again', match: named('a') }], windowMs: null });
    expect(reach(twice, event('a', 1)).entered).toEqual([true, false]);
    expect(reach(twice, event('a', 1), event('a', 4))).toMatchObject({ entered: [true, true], sinceMs: [null, 3] });
  });

  it('times the chain that got furthest first, from its latest start', () => {
    const events = [event('a', 0), event('a', 10), event('b', 12), event('b', 13), event('c', 20), event('c', 30)];
    expect(reach(abc(null), ...events).sinceMs).toEqual([null, 2, 8]);
  });
});

describe('a branch', () => {
  const branched = createFunnel({
    stages: [stage('a'), { ...stage('vat'), branch: true, seenBy: named('vat_shown') }, stage('c')],
    windowMs: null,
  });

  it('is counted among those who saw it, and the stage after it among those before it', () => {
    const reaches = [
      reach(branched, event('a', 0), event('c', 5)),
      reach(branched, event('a', 0), event('vat_shown', 1), event('c', 6)),
      reach(branched, event('vat_shown', 0), event('a', 1), event('vat', 3), event('c', 9)),
      reach(branched, event('vat_shown', 0), event('vat', 1)),
    ];
    const [first, vat, last] = summarizeFunnel(branched, reaches).stages;
    expect(first).toMatchObject({ key: 'a', branch: false, entered: 3, saw: 3, conversion: 1, medianMs: null });
    expect(vat).toEqual({ key: 'vat', branch: true, entered: 1, saw: 2, conversion: 0.5, medianMs: 2, p90Ms: 2 });
    expect(last).toMatchObject({ key: 'c', entered: 3, saw: 3, medianMs: 6, p90Ms: 8 });
  });

  it('is seen by those who took it even when nothing shows it', () => {
    expect(reach(branched, event('a', 0), event('vat', 1)).saw).toEqual([true, true, true]);
  });

  it('without a sign of being seen, is seen by whoever came to it', () => {
    const open = createFunnel({ stages: [{ ...stage('tour'), branch: true }, stage('a')], windowMs: null });
    expect(reach(open).saw).toEqual([false, false]);
    expect(reach(open, event('tour', 1))).toEqual({
      entered: [true, false],
      saw: [true, false],
      sinceMs: [null, null],
    });
  });

  it('may also mark who saw the first stage', () => {
    const shown = createFunnel({ stages: [{ ...stage('a'), seenBy: named('shown') }], windowMs: null });
    expect(reach(shown, event('shown', 1))).toMatchObject({ entered: [false], saw: [true] });
  });
});

describe('a summary', () => {
  it('of nobody has no figures', () => {
    expect(summarizeFunnel(abc(null), [])).toEqual({
      actors: 0,
      stages: ['a', 'b', 'c'].map((key) => ({
        key,
        branch: false,
        entered: 0,
        saw: 0,
        conversion: null,
        medianMs: null,
        p90Ms: null,
      })),
    });
  });

  it('takes percentiles by nearest rank', () => {
    const tens = Array.from({ length: 10 }, (_, index) => (index + 1) * 10);
    expect([nearestRank(tens, 50), nearestRank(tens, 90), nearestRank(tens, 100)]).toEqual([50, 90, 100]);
    expect(nearestRank([1, 2, 3], 50)).toBe(2);
    expect(nearestRank([7], 90)).toBe(7);
    expect(nearestRank([], 50)).toBeNull();
  });

  it('sorts times as numbers, whatever order the actors come in', () => {
    const funnel = abc(null);
    const reaches = [100, 20, 3].map((ms) => reach(funnel, event('a', 0), event('b', ms)));
    expect(summarizeFunnel(funnel, reaches).stages[1]).toMatchObject({ medianMs: 20, p90Ms: 100 });
  });
});

/** Every chain of event positions that matches the given stages in order within the window. */
function chains(funnel: FunnelDefinition, stages: readonly number[], events: readonly FunnelEvent[]): number[][] {
  const grow = (chain: number[], rest: readonly number[]): number[][] => {
    const [next, ...later] = rest;
    if (next === undefined) return [chain];
    return events.flatMap((candidate, position) => {
      const start = events[chain[0] ?? position] as FunnelEvent;
      const follows = position > (chain.at(-1) ?? -1);
      const isInTime = funnel.windowMs === null || candidate.atMs - start.atMs <= funnel.windowMs;
      const fits = matches(funnel.stages[next]?.match ?? {}, candidate);
      return follows && isInTime && fits ? grow([...chain, position], later) : [];
    });
  };
  return grow([], stages);
}

function bestChain(found: number[][], events: readonly FunnelEvent[]): number[] {
  const startMs = (chain: number[]): number => events[chain[0] ?? 0]?.atMs ?? 0;
  return found.toSorted(
    (left, right) =>
      (left.at(-1) ?? 0) - (right.at(-1) ?? 0) ||
      startMs(right) - startMs(left) ||
      left.map((position, index) => position - (right[index] ?? 0)).find((gap) => gap !== 0) ||
      0,
  )[0] as number[];
}

/** Tries every chain there is; right by inspection, and far too slow for use. */
function bruteForce(funnel: FunnelDefinition, unsorted: readonly FunnelEvent[]): FunnelReach {
  const events = unsorted.toSorted((left, right) => left.atMs - right.atMs);
  const mainBefore = (index: number): number[] =>
    funnel.stages.flatMap((other, place) => (place < index && !other.branch ? [place] : []));
  const found = funnel.stages.map((_, index) => chains(funnel, [...mainBefore(index), index], events));
  const entered = found.map((list) => list.length > 0);
  const saw = funnel.stages.map(({ seenBy }, index) => {
    const previous = mainBefore(index).at(-1);
    if (entered[index]) return true;
    const isSeen = seenBy ? events.some((candidate) => matches(seenBy, candidate)) : previous !== undefined;
    return isSeen && (previous === undefined || entered[previous] === true);
  });
  const timesAlong = (index: number): [number, number][] => {
    const stages = [...mainBefore(index), index];
    const best = bestChain(found[index] as number[][], events).map((position) => events[position]?.atMs ?? 0);
    return stages.map((place, order) => [place, (best[order] ?? 0) - (best[order - 1] ?? Number.NaN)]);
  };
  const sinceMs: (number | null)[] = funnel.stages.map(() => null);
  const furthest = funnel.stages.findLastIndex((other, index) => !other.branch && entered[index]);
  const branches = funnel.stages.flatMap((other, index) => (other.branch && entered[index] ? [index] : []));
  for (const index of branches) sinceMs[index] = timesAlong(index).at(-1)?.[1] ?? null;
  for (const [place, ms] of furthest === -1 ? [] : timesAlong(furthest)) sinceMs[place] = ms;
  return { entered, saw, sinceMs: sinceMs.map((ms) => (Number.isNaN(ms) ? null : ms)) };
}

describe('laws of funnels', () => {
  const names = ['a', 'b', 'c', 'd'];
  const matchers = fc.subarray(names, { minLength: 1, maxLength: 2 }).map((chosen) => ({ names: chosen }));
  const funnels: fc.Arbitrary<FunnelDefinition> = fc.record({
    stages: fc
      .array(
        fc.record({
          match: matchers,
          branch: fc.constantFrom(false, false, true),
          seenBy: fc.option(matchers, { nil: undefined, freq: 2 }),
        }),
        { minLength: 1, maxLength: 5 },
      )
      .map((stages) => stages.map((rest, index) => ({ key: `k${index}`, ...rest }))),
    windowMs: fc.constantFrom(null, 0, 3, 6),
  });
  const histories = fc.array(
    fc.record({ name: fc.constantFrom(...names, 'other'), atMs: fc.integer({ min: 0, max: 12 }) }),
    { maxLength: 10 },
  );

  it('Feature: engine, Property 24: the state machine finds what trying every chain finds', () => {
    fc.assert(
      fc.property(funnels, histories, (definition, events) => {
        const state = runFunnel(createFunnel(definition), frozen(events));
        expect(reached(state)).toEqual(bruteForce(definition, events));
      }),
      { ...RUNS, numRuns: 3_000 },
    );
  });

  it('Feature: engine, Property 25: counts never rise from stage to stage, and nobody converts what they did not see', () => {
    fc.assert(
      fc.property(funnels, fc.array(histories, { maxLength: 8 }), (definition, actors) => {
        const funnel = createFunnel(definition);
        const summary = summarizeFunnel(
          funnel,
          actors.map((events) => reached(runFunnel(funnel, events))),
        );
        expect(summary.actors).toBe(actors.length);
        for (const [index, { entered, saw, medianMs, p90Ms }] of summary.stages.entries()) {
          expect(entered).toBeLessThanOrEqual(saw);
          const previous = funnel.previous[index] ?? null;
          if (previous !== null) expect(saw).toBeLessThanOrEqual(summary.stages[previous]?.entered ?? 0);
          expect(medianMs ?? 0).toBeLessThanOrEqual(p90Ms ?? 0);
        }
      }),
      RUNS,
    );
  });
});
