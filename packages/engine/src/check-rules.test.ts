import { describe, expect, it } from 'vitest';
import type { Json, Rule, StepDefinition } from './definition.ts';
import { field, flow, form, info, task } from './testing/flows.ts';
import { ofSteps, problems } from './testing/problems.ts';

describe('rules', () => {
  const steps = (rule: unknown): StepDefinition[] => [
    form('profile', { fields: [field('kind')] }),
    task('check'),
    info('welcome'),
    form('company', { visible_if: rule as Rule }),
  ];
  const at = 'steps/3/visible_if';

  it.each(['market', 'role', 'traits.plan', 'answers.profile.kind', 'answers.check.anything'])(
    'may ask for %s',
    (fact) => {
      expect(ofSteps(...steps({ fact, op: 'eq', value: 'x' }))).toEqual([]);
    },
  );

  it.each([
    'Market',
    'traits.',
    'traits.Plan',
    'answers.profile.age',
    'answers.profile',
    'answers.nowhere.x',
    'answers.welcome.x',
    'answers.constructor.x',
  ])('may not ask for %s', (fact) => {
    expect(ofSteps(...steps({ fact, op: 'eq', value: 'x' }))).toEqual([['rule_unknown_fact', `${at}/fact`]]);
  });

  it('may not hang on their own step', () => {
    expect(ofSteps(...steps({ not: { fact: 'answers.company.name', op: 'exists', value: true } }))).toEqual([
      ['rule_own_answers', `${at}/not/fact`],
    ]);
  });

  it('of the targeting come before any answer', () => {
    const rule: Rule = { any: [{ fact: 'answers.profile.kind', op: 'eq', value: 'x' }] };
    expect(problems(flow(steps(undefined), { targeting: { markets: ['UK'], roles: [], rule } }))).toEqual([
      ['invalid_market', 'targeting/markets/0'],
      ['rule_unknown_fact', 'targeting/rule/any/0/fact'],
    ]);
  });

  it.each([
    [{}],
    [{ fact: 'market', op: 'matches', value: 'x' }],
    [{ fact: 'market', op: 'eq' }],
    [{ fact: 1, op: 'eq', value: 1 }],
    [{ fact: 'market', op: 1, value: 1 }],
  ])('are of the agreed form, unlike %j', (rule) => {
    expect(ofSteps(...steps(rule))).toEqual([['invalid_rule', at]]);
  });

  it('have groups that are lists of rules', () => {
    expect(ofSteps(...steps({ all: 'x' }))).toEqual([['invalid_rule', `${at}/all`]]);
    expect(ofSteps(...steps({ all: [null] }))).toEqual([['invalid_rule', `${at}/all/0`]]);
    expect(ofSteps(...steps({ any: [] }))).toEqual([['invalid_rule', `${at}/any`]]);
    expect(ofSteps(...steps({ all: [] }))).toEqual([]);
    expect(ofSteps(...steps({ not: null }))).toEqual([['invalid_rule', `${at}/not`]]);
  });

  it.each<[string, Json, boolean]>([
    ['eq', 'x', true],
    ['eq', true, true],
    ['neq', false, true],
    ['contains', true, true],
    ['eq', null, false],
    ['neq', null, false],
    ['in', ['x'], true],
    ['in', 'x', false],
    ['not_in', 'x', false],
    ['not_in', [], true],
    ['gt', 1, true],
    ['lte', '2026-01-01', true],
    ['gte', true, false],
    ['lt', null, false],
    ['contains', 'x', true],
    ['contains', null, false],
    ['exists', false, true],
    ['exists', 'yes', false],
  ])('compare with a fitting value: %s %j is %s', (op, value, isSound) => {
    expect(ofSteps(...steps({ fact: 'market', op, value }))).toEqual(
      isSound ? [] : [['rule_invalid_value', `${at}/value`]],
    );
  });

  it('are nested ten deep at most', () => {
    const nested = (depth: number): unknown =>
      depth === 1 ? { fact: 'market', op: 'eq', value: 'FR' } : { not: nested(depth - 1) };
    expect(ofSteps(...steps(nested(10)))).toEqual([]);
    expect(ofSteps(...steps(nested(11)))).toEqual([['rule_too_deep', at + '/not'.repeat(10)]]);
    expect(ofSteps(...steps(nested(5_000)))).toHaveLength(1);
    const inGroups = (depth: number): unknown =>
      depth === 1 ? { fact: 'market', op: 'eq', value: 'FR' } : { all: [inGroups(depth - 1)] };
    expect(ofSteps(...steps(inGroups(10)))).toEqual([]);
    expect(ofSteps(...steps(inGroups(11)))).toEqual([['rule_too_deep', at + '/all/0'.repeat(10)]]);
  });
});
