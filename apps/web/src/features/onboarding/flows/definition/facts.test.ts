import { type Comparison, checkDefinition, type FormField } from '@stepwell/engine';
import { describe, expect, test } from 'vitest';
import { answerFacts, factType, operatorsFor, traitText, traitValue, withFact, withOperator } from './facts.ts';
import { flowOf, formStep, infoStep, textField } from './testing/examples.ts';

const choice = (key: string, input: FormField['input']): FormField => ({
  ...textField(key),
  input,
  schema: { type: 'string', enum: ['a', 'b'] },
  options: [
    { value: 'a', label: { en: 'A' } },
    { value: 'b', label: { en: 'B' } },
  ],
});
const FIELDS: FormField[] = [
  textField('name'),
  choice('plan', 'select'),
  { ...textField('seats'), input: 'number', schema: { type: 'integer' } },
  { ...textField('agreed'), input: 'checkbox', schema: { type: 'boolean' } },
  { ...textField('since'), input: 'date', schema: { type: 'string', format: 'date' } },
  { ...choice('crafts', 'checkboxes'), schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } },
];
const FLOW = flowOf([formStep('profile', FIELDS), infoStep('welcome'), formStep('own')]);
const START: Comparison = { fact: 'market', op: 'in', value: ['FR'] };

test('a rule may ask for the answers of other forms', () => {
  expect(answerFacts(FLOW, 'own').map((answer) => answer.fact)).toEqual(FIELDS.map((f) => `answers.profile.${f.key}`));
});

test.each([
  ['market', 'market'],
  ['role', 'role'],
  ['traits.size', 'trait'],
  ['answers.profile.name', 'text'],
  ['answers.profile.plan', 'choice'],
  ['answers.profile.seats', 'number'],
  ['answers.profile.agreed', 'boolean'],
  ['answers.profile.since', 'date'],
  ['answers.profile.crafts', 'choices'],
  ['answers.gone.x', 'trait'],
])('%s is of the type %s', (fact, type) => {
  expect(factType(FLOW, fact)).toBe(type);
});

const facts = ['market', 'role', 'traits.size', ...FIELDS.map((field) => `answers.profile.${field.key}`)];

describe.each(facts)('a comparison of %s', (fact) => {
  test.each(operatorsFor(factType(FLOW, fact)))('with %s has a value that the engine accepts', (op) => {
    for (const start of [START, withFact(FLOW, START, 'traits.size'), { ...START, op: 'eq' as const, value: true }]) {
      const comparison = withOperator(FLOW, withFact(FLOW, start, fact), op);
      const flow = { ...FLOW, steps: [...FLOW.steps, { ...infoStep('last'), visible_if: comparison }] };
      expect(checkDefinition(flow), JSON.stringify(comparison)).toEqual([]);
    }
  });
});

test('keeps what was written when only the operator changes', () => {
  const one = withOperator(FLOW, START, 'eq');
  expect(one).toEqual({ fact: 'market', op: 'eq', value: 'FR' });
  expect(withOperator(FLOW, one, 'not_in')).toEqual({ fact: 'market', op: 'not_in', value: ['FR'] });
});

test('a value of another fact’s choices is not kept', () => {
  const plan = withFact(FLOW, { fact: 'role', op: 'eq', value: 'seller' }, 'answers.profile.plan');
  expect(plan).toEqual({ fact: 'answers.profile.plan', op: 'eq', value: 'a' });
});

test.each([
  ['12', 12],
  ['-1.5', -1.5],
  ['true', true],
  ['"true"', 'true'],
  ['"12"', '12'],
  ['007', '007'],
  ['Paris', 'Paris'],
  ['', ''],
])('%s typed for a trait means %j and is written the same way again', (text, value) => {
  expect(traitValue(text)).toBe(value);
  expect(traitValue(traitText(value))).toBe(value);
});
