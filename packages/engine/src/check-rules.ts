import type { FlowDefinition, Json, StepDefinition } from './definition.ts';
import { type DefinitionProblem, problem } from './definition-problem.ts';
import { answerFact } from './rules.ts';
import { isObject } from './same-json.ts';

/** Groups and comparisons may lie this deep in one another. */
export const MAX_RULE_DEPTH = 10;

const TRAIT_NAME = /^[a-z][a-z0-9_]{0,62}$/;
const OPERATORS = ['eq', 'neq', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'contains', 'exists'];
/** Read or agreed to, never filled in: there are no answers to ask about. */
const KINDS_WITHOUT_ANSWERS: readonly string[] = ['info', 'terms'];

type Context = {
  readonly steps: ReadonlyMap<string, StepDefinition>;
  /** The step the rule hangs on; null for targeting, which comes before any answer. */
  readonly stepKey: string | null;
};

/** Problems of the flow's targeting rule and of every `visible_if`. */
export function checkRules(definition: FlowDefinition): DefinitionProblem[] {
  const steps = new Map(definition.steps.map((step) => [step.key, step]));
  const targeting = definition.targeting.rule;
  return [
    ...(targeting ? checkRule(targeting, 'targeting/rule', { steps, stepKey: null }) : []),
    ...definition.steps.flatMap(({ key, visible_if }, index) =>
      visible_if ? checkRule(visible_if, `steps/${index}/visible_if`, { steps, stepKey: key }) : [],
    ),
  ];
}

function checkRule(rule: unknown, path: string, context: Context, depth = 1): DefinitionProblem[] {
  if (depth > MAX_RULE_DEPTH) {
    const message = `The rule is nested more than ${MAX_RULE_DEPTH} deep.`;
    return [problem('rule_too_deep', path, message, { limit: MAX_RULE_DEPTH })];
  }
  if (!isObject(rule)) return [invalid(path)];
  const group = Object.hasOwn(rule, 'all') ? 'all' : Object.hasOwn(rule, 'any') ? 'any' : null;
  if (group) return checkGroup(rule[group], group, `${path}/${group}`, context, depth);
  if (Object.hasOwn(rule, 'not')) return checkRule(rule.not, `${path}/not`, context, depth + 1);
  return checkComparison(rule, path, context);
}

function checkGroup(
  parts: unknown,
  group: 'all' | 'any',
  path: string,
  context: Context,
  depth: number,
): DefinitionProblem[] {
  if (!Array.isArray(parts)) return [invalid(path)];
  if (group === 'any' && parts.length === 0) {
    return [problem('invalid_rule', path, 'An empty `any` never holds; name at least one rule.')];
  }
  return parts.flatMap((part, index) => checkRule(part, `${path}/${index}`, context, depth + 1));
}

function checkComparison(rule: Record<string, Json>, path: string, context: Context): DefinitionProblem[] {
  const { fact, op, value } = rule;
  if (typeof fact !== 'string' || typeof op !== 'string' || !OPERATORS.includes(op) || value === undefined) {
    return [invalid(path)];
  }
  const expected = isFitting(op, value) ? null : EXPECTED[op];
  const message = `The operator ${op} compares with ${expected}.`;
  return [
    ...checkFact(fact, `${path}/fact`, context),
    ...(expected ? [problem('rule_invalid_value', `${path}/value`, message, { op })] : []),
  ];
}

const EXPECTED: Readonly<Record<string, string>> = {
  eq: 'a value (for an absent one use exists)',
  neq: 'a value (for an absent one use exists)',
  in: 'a list of values',
  not_in: 'a list of values',
  gt: 'a number or a string',
  gte: 'a number or a string',
  lt: 'a number or a string',
  lte: 'a number or a string',
  contains: 'a value',
  exists: 'true or false',
};

function isFitting(op: string, value: Json): boolean {
  if (op === 'exists') return typeof value === 'boolean';
  if (op === 'in' || op === 'not_in') return Array.isArray(value);
  if (op === 'eq' || op === 'neq' || op === 'contains') return value !== null;
  return typeof value === 'number' || typeof value === 'string';
}

function checkFact(fact: string, path: string, context: Context): DefinitionProblem[] {
  if (fact === 'market' || fact === 'role') return [];
  if (fact.startsWith('traits.') && TRAIT_NAME.test(fact.slice('traits.'.length))) return [];
  const answer = answerFact(fact);
  if (answer && answer.stepKey === context.stepKey) {
    const message = `The step's visibility hangs on its own answer ${fact}; it could never be shown.`;
    return [problem('rule_own_answers', path, message, { fact })];
  }
  const step = answer && context.stepKey !== null ? context.steps.get(answer.stepKey) : undefined;
  if (step && answer && mayHold(step, answer.fieldKey)) return [];
  return [problem('rule_unknown_fact', path, `No fact is called ${fact} here.`, { fact })];
}

function mayHold(step: StepDefinition, fieldKey: string): boolean {
  if (step.kind === 'form') return step.fields.some((field) => field.key === fieldKey);
  return !KINDS_WITHOUT_ANSWERS.includes(step.kind);
}

function invalid(path: string): DefinitionProblem {
  return problem('invalid_rule', path, 'A rule is all, any, not, or a comparison of a fact with a value.');
}
