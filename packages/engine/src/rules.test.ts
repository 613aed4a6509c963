import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparison, Json, Rule } from './definition.ts';
import type { StepRecord } from './journey.ts';
import { evaluateRule, type Facts, factNames, factsOf, ruleOutlook } from './rules.ts';
import { sameJson } from './same-json.ts';
import { untouchedRecord } from './step-states.ts';
import { RUNS } from './testing/arbitraries.ts';

const OPERATORS = ['eq', 'neq', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'contains', 'exists'] as const;

function record(key: string, rest: Partial<StepRecord>): StepRecord {
  return { ...untouchedRecord(key), ...rest };
}

const subject = {
  market: 'FR',
  role: null,
  traits: { plan: 'pro', seats: 5, tags: ['new', { level: 2 }], 'team.size': 3, nothing: null },
};
const facts: Facts = factsOf(subject, {
  profile: record('profile', { state: 'done', answers: { kind: 'company', 'address.city': 'Lyon' } }),
  bank: record('bank', { state: 'submitted', answers: { iban: 'FR76' } }),
  draft: record('draft', { state: 'in_progress', answers: { kind: 'person' } }),
  rejected: record('rejected', { state: 'rejected', answers: { kind: 'person' } }),
  empty: record('empty', { state: 'done' }),
});

function holds(fact: string, op: Comparison['op'], value: Json): boolean {
  return evaluateRule({ fact, op, value }, facts);
}

describe('facts', () => {
  it('hold the answers of done and submitted steps only', () => {
    expect([...facts.answers.keys()]).toEqual(['profile', 'bank']);
  });

  it.each([
    ['market', 'FR'],
    ['traits.plan', 'pro'],
    ['traits.team.size', 3],
    ['answers.profile.kind', 'company'],
    ['answers.profile.address.city', 'Lyon'],
    ['answers.bank.iban', 'FR76'],
  ])('are read by name: %s', (fact, value) => {
    expect(holds(fact, 'eq', value)).toBe(true);
  });

  it.each([
    'role',
    'traits.unknown',
    'traits.nothing',
    'traits.constructor',
    'answers.draft.kind',
    'answers.rejected.kind',
    'answers.empty.kind',
    'answers.profile.unknown',
    'answers.profile.constructor',
    'answers.profile',
    'answer.profile.kind',
    'answers',
    'weather',
  ])('are absent otherwise: %s', (fact) => {
    expect(holds(fact, 'exists', false)).toBe(true);
    expect(holds(fact, 'exists', true)).toBe(false);
  });
});

describe('a comparison', () => {
  it('is satisfied by an absent fact only with neq, not_in and exists: false', () => {
    const satisfied = OPERATORS.filter((op) => holds('role', op, op === 'exists' ? false : 'x'));
    expect(satisfied).toEqual(['neq', 'not_in', 'exists']);
    expect(holds('role', 'eq', null)).toBe(false);
    expect(holds('role', 'in', [null])).toBe(false);
    expect(holds('role', 'neq', null)).toBe(true);
    expect(holds('role', 'not_in', [null])).toBe(true);
  });

  it.each<[string, Comparison['op'], Json, boolean]>([
    ['traits.plan', 'eq', 'pro', true],
    ['traits.plan', 'eq', 'free', false],
    ['traits.plan', 'neq', 'free', true],
    ['traits.plan', 'neq', 'pro', false],
    ['traits.plan', 'in', ['free', 'pro'], true],
    ['traits.plan', 'in', ['free'], false],
    ['traits.plan', 'in', 'pro', false],
    ['traits.plan', 'not_in', ['free'], true],
    ['traits.plan', 'not_in', ['pro'], false],
    ['traits.plan', 'exists', true, true],
    ['traits.plan', 'exists', false, false],
    ['traits.plan', 'contains', 'r', true],
    ['traits.plan', 'contains', 'x', false],
    ['traits.plan', 'contains', 1, false],
    ['traits.tags', 'contains', 'new', true],
    ['traits.tags', 'contains', { level: 2 }, true],
    ['traits.tags', 'contains', 'old', false],
    ['traits.tags', 'eq', ['new', { level: 2 }], true],
    ['traits.seats', 'contains', 5, false],
    ['traits.seats', 'gt', 4, true],
    ['traits.seats', 'gt', 5, false],
    ['traits.seats', 'gte', 5, true],
    ['traits.seats', 'gte', 6, false],
    ['traits.seats', 'lt', 6, true],
    ['traits.seats', 'lt', 5, false],
    ['traits.seats', 'lte', 5, true],
    ['traits.seats', 'lte', 4, false],
    ['traits.seats', 'gt', '4', false],
    ['traits.plan', 'gt', 'prn', true],
    ['traits.plan', 'lt', 'prn', false],
    ['traits.plan', 'lte', 4, false],
    ['traits.tags', 'gte', 0, false],
  ])('of %s %s %j is %s', (fact, op, value, expected) => {
    expect(holds(fact, op, value)).toBe(expected);
  });
});

describe('a group', () => {
  const yes: Rule = { fact: 'market', op: 'eq', value: 'FR' };
  const no: Rule = { not: yes };

  it('holds when all, any or none of its parts do', () => {
    expect(evaluateRule({ all: [yes, yes] }, facts)).toBe(true);
    expect(evaluateRule({ all: [yes, no] }, facts)).toBe(false);
    expect(evaluateRule({ any: [no, yes] }, facts)).toBe(true);
    expect(evaluateRule({ any: [no, no] }, facts)).toBe(false);
    expect(evaluateRule({ not: no }, facts)).toBe(true);
    expect(evaluateRule({ all: [] }, facts)).toBe(true);
    expect(evaluateRule({ any: [] }, facts)).toBe(false);
  });

  it('names each fact it looks at once', () => {
    const role: Rule = { fact: 'role', op: 'exists', value: true };
    expect(factNames({ all: [yes, { any: [role, no] }] })).toEqual(['market', 'role']);
  });
});

describe('laws of rules', () => {
  const facts3 = ['traits.a', 'traits.b', 'traits.c'];
  const comparisons = fc.record({
    fact: fc.constantFrom(...facts3),
    op: fc.constantFrom('eq' as const, 'neq' as const),
    value: fc.constantFrom(0, 1),
  });
  const { rule: rules } = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'rule' },
      comparisons,
      fc.record({ not: tie('rule') }),
      fc.record({ all: fc.array(tie('rule'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('rule'), { maxLength: 3 }) }),
    ),
  }));
  const withTraits = (a: number, b: number, c: number): Facts => factsOf({ ...subject, traits: { a, b, c } }, {});

  it('Feature: engine, Property 26: what a rule is said to come to while facts are open, it comes to however they fall', () => {
    fc.assert(
      fc.property(rules, fc.subarray(facts3), fc.tuple(bit(), bit(), bit()), (rule, open, [a, b, c]) => {
        const outlook = ruleOutlook(rule, withTraits(a, b, c), (fact) => open.includes(fact));
        const pick = (name: string, fixed: number): number[] => (open.includes(name) ? [0, 1] : [fixed]);
        const results = pick('traits.a', a).flatMap((x) =>
          pick('traits.b', b).flatMap((y) => pick('traits.c', c).map((z) => evaluateRule(rule, withTraits(x, y, z)))),
        );
        if (outlook === 'holds') expect(results).not.toContain(false);
        if (outlook === 'fails') expect(results).not.toContain(true);
        if (open.length === 0) expect(outlook).not.toBe('open');
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 27: equality of JSON is that of its canonical text', () => {
    const canonical = (value: unknown): string =>
      JSON.stringify(value, (_, part) =>
        part && typeof part === 'object' && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)))
          : part,
      );
    const values = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)));
    fc.assert(
      fc.property(values, values, (left, right) => {
        expect(sameJson(left, right)).toBe(canonical(left) === canonical(right));
        expect(sameJson(left, JSON.parse(canonical(left)))).toBe(true);
      }),
      RUNS,
    );
  });

  it('takes an undefined member for an absent one', () => {
    expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(sameJson({ a: 1, b: undefined }, { a: 1, b: 2 })).toBe(false);
    expect(sameJson({ a: 1, b: undefined }, { a: 1, c: undefined })).toBe(true);
    expect(sameJson({ a: 1 }, { b: 1 })).toBe(false);
    expect(sameJson({ a: 1 }, { a: 2 })).toBe(false);
    expect(sameJson({ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } })).toBe(false);
    expect(sameJson([1], { 0: 1 })).toBe(false);
    expect(sameJson([1], [1, 2])).toBe(false);
    expect(sameJson(null, {})).toBe(false);
  });
});

function bit(): fc.Arbitrary<number> {
  return fc.constantFrom(0, 1);
}
