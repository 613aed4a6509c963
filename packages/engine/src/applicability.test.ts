import { describe, expect, it } from 'vitest';
import { applicableSteps, matchesTargeting } from './applicability.ts';
import { compileFlow } from './compiled-flow.ts';
import type { Targeting } from './definition.ts';
import { progressOf } from './progress.ts';
import { stateOf, statesOf } from './step-states.ts';
import { ANYBODY, begin, compiled, flow, form, info, play, skippable, withRecords } from './testing/flows.ts';

describe('targeting', () => {
  const owner = { market: 'FR', role: 'owner', traits: { seats: 5 } };

  it.each<[Partial<Targeting>, boolean]>([
    [{}, true],
    [{ markets: ['FR'] }, true],
    [{ markets: ['DE', '*'] }, true],
    [{ markets: ['DE'] }, false],
    [{ markets: [] }, false],
    [{ roles: ['owner', 'editor'] }, true],
    [{ roles: ['editor'] }, false],
    [{ rule: { fact: 'traits.seats', op: 'gte', value: 5 } }, true],
    [{ rule: { fact: 'traits.seats', op: 'gt', value: 5 } }, false],
    [{ rule: { fact: 'answers.profile.name', op: 'exists', value: true } }, false],
  ])('%j: %s', (targeting, expected) => {
    expect(matchesTargeting({ markets: ['*'], roles: [], ...targeting }, owner)).toBe(expected);
  });

  it('of one market or role leaves out a subject of whom it is not known', () => {
    expect(matchesTargeting({ markets: ['FR'], roles: [] }, ANYBODY)).toBe(false);
    expect(matchesTargeting({ markets: ['*'], roles: ['owner'] }, ANYBODY)).toBe(false);
    expect(matchesTargeting({ markets: ['*'], roles: [] }, ANYBODY)).toBe(true);
  });
});

describe('the steps that apply', () => {
  const definition = flow([
    form('profile', { review: true }),
    info('french', { markets: ['FR'] }),
    info('owners', { roles: ['owner'] }),
    info('company', { visible_if: { fact: 'answers.profile.kind', op: 'eq', value: 'company' } }),
  ]);
  const flowOf = compileFlow(definition);
  const keys = (journey: ReturnType<typeof begin>): string[] =>
    applicableSteps(definition, journey.subject, journey.steps).map((step) => step.key);

  it('are those of the market and role', () => {
    expect(keys(begin(flowOf))).toEqual(['profile']);
    expect(keys(begin(flowOf, { market: 'FR', role: 'owner' }))).toEqual(['profile', 'french', 'owners']);
  });

  it('follow answers once they are handed in, and no draft', () => {
    const draft = play(flowOf, begin(flowOf), ['profile', 'save', 'participant', { kind: 'company' }]);
    expect(keys(draft)).toEqual(['profile']);
    const submitted = play(flowOf, draft, ['profile', 'submit']);
    expect(keys(submitted)).toEqual(['profile', 'company']);
    expect(keys(play(flowOf, submitted, ['profile', 'reject', 'reviewer']))).toEqual(['profile']);
    expect(keys(play(flowOf, submitted, ['profile', 'approve', 'reviewer']))).toEqual(['profile', 'company']);
  });
});

describe('a flow whose every step has a rule', () => {
  it('still looks at the answers', () => {
    const flowOf = compiled([
      form('a', { visible_if: { fact: 'market', op: 'exists', value: false } }),
      info('b', { visible_if: { fact: 'answers.a.name', op: 'eq', value: 'x' } }),
    ]);
    const journey = play(flowOf, begin(flowOf), ['a', 'submit', 'participant', { name: 'x' }]);
    expect(stateOf(flowOf, journey, 'b')).toBe('todo');
  });
});

describe('the state people see', () => {
  const flowOf = compiled([
    skippable(info('a')),
    form('b', { requires: ['a', 'french', 'a'], review: true }),
    info('french', { markets: ['FR'] }),
  ]);

  it('is blocked while a prerequisite that applies is open', () => {
    const journey = begin(flowOf);
    expect(stateOf(flowOf, journey, 'b')).toBe('blocked');
    expect(stateOf(flowOf, play(flowOf, journey, ['a', 'complete']), 'b')).toBe('todo');
    expect(stateOf(flowOf, play(flowOf, journey, ['a', 'skip']), 'b')).toBe('todo');
    const french = begin(flowOf, { market: 'FR' });
    expect(stateOf(flowOf, play(flowOf, french, ['a', 'complete']), 'b')).toBe('blocked');
  });

  it.each(['in_progress', 'rejected'] as const)('is blocked for a step that was %s', (state) => {
    expect(stateOf(flowOf, withRecords(begin(flowOf), { b: { state } }), 'b')).toBe('blocked');
  });

  it.each(['submitted', 'done', 'skipped'] as const)('stays %s whatever the prerequisites', (state) => {
    expect(stateOf(flowOf, withRecords(begin(flowOf), { b: { state } }), 'b')).toBe(state);
  });

  it('is none for a step that does not apply or exist', () => {
    expect(stateOf(flowOf, begin(flowOf), 'french')).toBeNull();
    expect(stateOf(flowOf, begin(flowOf), 'constructor')).toBeNull();
  });

  it('is listed for every step that applies', () => {
    expect([...statesOf(flowOf, begin(flowOf))]).toEqual([
      ['a', 'todo'],
      ['b', 'blocked'],
    ]);
  });

  it('of a step without a stored record is to do', () => {
    const journey = { ...begin(flowOf), steps: {} };
    expect(stateOf(flowOf, journey, 'a')).toBe('todo');
    expect(progressOf(flowOf, journey).stepsDone).toBe(0);
  });
});

describe('a compiled flow', () => {
  it('orders steps after their prerequisites and otherwise as they stand', () => {
    const { topologicalOrder, dependents, steps } = compiled([
      info('c', { requires: ['a', 'b', 'a'] }),
      info('b'),
      info('a', { requires: ['b'] }),
      info('d'),
    ]);
    expect(topologicalOrder).toEqual(['b', 'a', 'c', 'd']);
    expect(dependents.get('b')).toEqual(['c', 'a']);
    expect(dependents.get('a')).toEqual(['c']);
    expect(steps.map((step) => step.key)).toEqual(['c', 'b', 'a', 'd']);
  });

  it('loads a flawed definition too: first of a key, unknown prerequisites met, cycles blocked', () => {
    const flowOf = compiled([
      info('a', { weight: 7 }),
      info('a', { weight: 9 }),
      info('b', { requires: ['nowhere'] }),
      info('c', { requires: ['d'] }),
      info('d', { requires: ['c'] }),
    ]);
    expect(flowOf.stepsByKey.get('a')?.weight).toBe(7);
    expect(flowOf.topologicalOrder).toEqual(['a', 'b', 'c', 'd']);
    expect([...statesOf(flowOf, begin(flowOf)).values()]).toEqual(['todo', 'todo', 'blocked', 'blocked']);
  });
});
