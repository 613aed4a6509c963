import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import type { StepDefinition } from './definition.ts';
import { RUNS } from './testing/arbitraries.ts';
import { external, flow, form, info, task, terms } from './testing/flows.ts';
import { ofSteps, problems } from './testing/problems.ts';

describe('the list of steps', () => {
  it('must not be empty', () => {
    expect(ofSteps()).toEqual([['empty_flow', 'steps']]);
  });

  it('holds 100 steps at most', () => {
    const many = (count: number): StepDefinition[] => Array.from({ length: count }, (_, index) => info(`s${index}`));
    expect(ofSteps(...many(100))).toEqual([]);
    expect(ofSteps(...many(99), info('loop', { requires: ['loop'] }))).toEqual([
      ['prerequisite_cycle', 'steps/99/requires'],
    ]);
    const tooMany = [...many(101), info('loop', { requires: ['loop', 'nowhere'] })];
    expect(ofSteps(...tooMany)).toEqual([
      ['too_many_steps', 'steps'],
      ['unknown_prerequisite', 'steps/101/requires/1'],
    ]);
  });

  it('names each key once, in the agreed form', () => {
    expect(ofSteps(info('a'), info('b'), info('a'), info('a'))).toEqual([
      ['duplicate_step_key', 'steps/2/key'],
      ['duplicate_step_key', 'steps/3/key'],
    ]);
    for (const key of ['', 'A', '1a', 'a-b', '_a', 'a b', 'é', 'a'.repeat(64), 'a\n']) {
      expect(ofSteps(info(key))).toEqual([['invalid_step_key', 'steps/0/key']]);
    }
    expect(ofSteps(info('a'.repeat(63)), info('constructor'))).toEqual([]);
  });
});

describe('a step', () => {
  it('is of a kind that exists and is available', () => {
    expect(ofSteps({ ...info('a'), kind: 'quiz' } as unknown as StepDefinition)).toEqual([
      ['unknown_kind', 'steps/0/kind'],
    ]);
    expect(ofSteps({ ...info('a'), kind: 'constructor' } as unknown as StepDefinition)).toEqual([
      ['unknown_kind', 'steps/0/kind'],
    ]);
    expect(ofSteps({ ...task('a'), kind: 'upload' })).toEqual([['kind_not_available', 'steps/0/kind']]);
  });

  it('cannot be both required and skippable', () => {
    expect(ofSteps(info('a', { required: true, skippable: true }))).toEqual([
      ['required_step_skippable', 'steps/0/skippable'],
    ]);
  });

  it.each([0, 101, 1.5, -1, Number.NaN])('does not weigh %s', (weight) => {
    expect(ofSteps(info('a', { weight }))).toEqual([['invalid_weight', 'steps/0/weight']]);
  });

  it('weighs from 1 to 100', () => {
    expect(ofSteps(info('a', { weight: 1 }), info('b', { weight: 100 }))).toEqual([]);
  });

  it.each([-1, Number.NaN, Infinity])('does not take %s minutes', (minutes) => {
    expect(ofSteps(info('a', { estimated_minutes: minutes }))).toEqual([
      ['invalid_minutes', 'steps/0/estimated_minutes'],
    ]);
  });

  it('may take no time at all', () => {
    expect(ofSteps(info('a', { estimated_minutes: 0 }))).toEqual([]);
  });

  it('names markets that exist', () => {
    expect(ofSteps(info('a', { markets: ['FR', 'UK', '*', 'fr'] }))).toEqual([
      ['invalid_market', 'steps/0/markets/1'],
      ['invalid_market', 'steps/0/markets/3'],
    ]);
    expect(ofSteps(info('a', { markets: [] }))).toEqual([['invalid_market', 'steps/0/markets']]);
  });

  it.each(['javascript:alert(1)', 'www.example.com', '/relative', 'https://', ' https://example.com'])(
    'does not link to %s',
    (link) => {
      expect(ofSteps(external('a', { link }))).toEqual([['invalid_link', 'steps/0/link']]);
      expect(ofSteps(terms('a', { document: { version: '1', body: { en: 'x' }, url: link } }))).toEqual([
        ['invalid_link', 'steps/0/document/url'],
      ]);
      expect(problems(flow([info('a')], { theme: { logo_url: link } }))).toEqual([['invalid_link', 'theme/logo_url']]);
    },
  );

  it('has what its kind needs', () => {
    expect(ofSteps(form('a', { fields: [] }))).toEqual([['form_without_fields', 'steps/0/fields']]);
    expect(ofSteps(external('a', { source: ' ' }))).toEqual([['external_without_source', 'steps/0/source']]);
    expect(ofSteps(terms('a', { document: { version: '', body: { en: 'x' } } }))).toEqual([
      ['terms_without_version', 'steps/0/document/version'],
    ]);
  });
});

describe('prerequisites', () => {
  it('are steps of the flow', () => {
    expect(ofSteps(info('a', { requires: ['b', 'c'] }), info('b'))).toEqual([
      ['unknown_prerequisite', 'steps/0/requires/1'],
    ]);
  });

  it('that form a cycle are named by the path', () => {
    const steps = [
      info('z'),
      info('a', { requires: ['c'] }),
      info('b', { requires: ['a'] }),
      info('c', { requires: ['b'] }),
    ];
    expect(checkDefinition(flow(steps))).toEqual([
      {
        code: 'prerequisite_cycle',
        path: 'steps/1/requires',
        message: 'These steps require one another: a → c → b → a.',
        details: { cycle: ['a', 'c', 'b', 'a'] },
      },
    ]);
    expect(checkDefinition(flow([info('a', { requires: ['a'] })]))[0]?.details).toEqual({ cycle: ['a', 'a'] });
  });

  it('are reported once for each group of steps that wait for one another', () => {
    const steps = [
      info('a', { requires: ['b', 'c'] }),
      info('b', { requires: ['a'] }),
      info('c', { requires: ['a'] }),
      info('d', { requires: ['e', 'a'] }),
      info('e', { requires: ['d'] }),
      info('f', { requires: ['e'] }),
    ];
    const cycles = checkDefinition(flow(steps)).map((problem) => problem.details?.cycle);
    expect(cycles).toEqual([
      ['a', 'b', 'a'],
      ['d', 'e', 'd'],
    ]);
  });

  const graphs = fc.integer({ min: 1, max: 7 }).chain((count) => {
    const keys = Array.from({ length: count }, (_, index) => `s${index}`);
    return fc
      .tuple(...keys.map(() => fc.subarray(keys, { maxLength: Math.min(2, count) })))
      .map((requires) => keys.map((key, index) => info(key, { requires: requires[index] ?? [] })));
  });

  it('Feature: engine, Property 28: every cycle is found and named exactly, and nothing else', () => {
    fc.assert(
      fc.property(graphs, (steps) => {
        const requires = new Map(steps.map((step) => [step.key, step.requires]));
        const cycles = checkDefinition(flow(steps)).map((problem) => problem.details?.cycle as string[]);
        for (const cycle of cycles) {
          expect(cycle[0]).toBe(cycle.at(-1));
          expect(new Set(cycle).size).toBe(cycle.length - 1);
          for (const [index, key] of cycle.slice(1).entries()) expect(requires.get(cycle[index] ?? '')).toContain(key);
        }
        // Every step on some cycle belongs to the group of exactly one reported cycle.
        const isOnCycle = (key: string): boolean => transitive(key, requires).has(key);
        const onCycles = steps.map((step) => step.key).filter(isOnCycle);
        const covered = new Set(cycles.flatMap(([first = '']) => [...mutual(first, requires)]));
        expect([...covered].sort()).toEqual(onCycles.sort());
      }),
      RUNS,
    );
  });
});

function transitive(from: string, requires: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const visit = (key: string): void => {
    for (const next of requires.get(key) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(from);
  return found;
}

function mutual(from: string, requires: ReadonlyMap<string, readonly string[]>): Set<string> {
  return new Set([...transitive(from, requires)].filter((key) => transitive(key, requires).has(from)));
}
