import type { Comparison, FlowDefinition, FormField, Json } from '@stepwell/engine';

/** What kind of value a fact has, as far as the flow tells. The type of a trait is the tenant's own. */
export type FactType = 'market' | 'role' | 'trait' | 'text' | 'date' | 'number' | 'boolean' | 'choice' | 'choices';
export type Operator = Comparison['op'];

export interface AnswerFact {
  fact: string;
  stepKey: string;
  field: FormField;
}

const EQUALITY: readonly Operator[] = ['eq', 'neq', 'in', 'not_in'];
const ORDER: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];

const OPERATORS: Record<FactType, readonly Operator[]> = {
  market: [...EQUALITY, 'exists'],
  role: [...EQUALITY, 'exists'],
  trait: [...EQUALITY, ...ORDER, 'contains', 'exists'],
  text: [...EQUALITY, 'contains', 'exists'],
  date: ['eq', 'neq', ...ORDER, 'exists'],
  number: ['eq', 'neq', ...ORDER, 'exists'],
  boolean: ['eq', 'exists'],
  choice: [...EQUALITY, 'exists'],
  choices: ['contains', 'exists'],
};

/** The answers a rule may ask for: fields of forms, but not those of the step the rule hangs on. */
export function answerFacts(flow: FlowDefinition, ownKey: string | null): AnswerFact[] {
  return flow.steps.flatMap((step) =>
    step.kind === 'form' && step.key !== ownKey
      ? step.fields.map((field) => ({ fact: `answers.${step.key}.${field.key}`, stepKey: step.key, field }))
      : [],
  );
}

export function fieldOfFact(flow: FlowDefinition, fact: string): FormField | undefined {
  return answerFacts(flow, null).find((answer) => answer.fact === fact)?.field;
}

export function factType(flow: FlowDefinition, fact: string): FactType {
  if (fact === 'market' || fact === 'role') return fact;
  const field = fieldOfFact(flow, fact);
  return field ? typeOfField(field) : 'trait';
}

/** The operators that make sense for a type, first the one a new comparison starts with. */
export function operatorsFor(type: FactType): readonly Operator[] {
  return OPERATORS[type];
}

/** A comparison of another fact, with an operator and a value that fit it. */
export function withFact(flow: FlowDefinition, comparison: Comparison, fact: string): Comparison {
  const type = factType(flow, fact);
  const operators = operatorsFor(type);
  const op = operators.includes(comparison.op) ? comparison.op : (operators[0] ?? 'eq');
  const sameType = factType(flow, comparison.fact) === type && type !== 'choice' && type !== 'choices';
  return withOperator(flow, { ...comparison, fact, value: sameType ? comparison.value : null }, op);
}

export function withOperator(flow: FlowDefinition, comparison: Comparison, op: Operator): Comparison {
  const { fact, value } = comparison;
  return { fact, op, value: fittingValue(flow, fact, op, value) };
}

/** The value where the operator accepts it, else the nearest that it does. */
function fittingValue(flow: FlowDefinition, fact: string, op: Operator, value: Json): Json {
  if (op === 'exists') return typeof value === 'boolean' ? value : true;
  const list: readonly Json[] = isList(value) ? value : value === null || value === '' ? [] : [value];
  if (op === 'in' || op === 'not_in') return list.filter((item) => typeof item !== 'boolean');
  const [first] = list;
  const blank = blankValue(factType(flow, fact), fieldOfFact(flow, fact));
  return first !== undefined && fits(first, blank, op) ? first : blank;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function fits(value: Json, blank: Json, op: Operator): boolean {
  if (ORDER.includes(op) && typeof value === 'boolean') return false;
  return typeof blank === 'boolean' || typeof blank === 'number' ? typeof value === typeof blank : value !== null;
}

function blankValue(type: FactType, field: FormField | undefined): Json {
  if (type === 'boolean') return true;
  if (type === 'number') return 0;
  if (type === 'choice' || type === 'choices') return field?.options?.[0]?.value ?? '';
  return '';
}

function typeOfField({ input, schema }: FormField): FactType {
  if (input === 'checkboxes') return 'choices';
  if (input === 'checkbox') return 'boolean';
  if (input === 'number') return 'number';
  if (input === 'date') return 'date';
  return input === 'select' || input === 'radio' || schema.enum ? 'choice' : 'text';
}

/** A value as somebody types it for a trait: a number, true and false are meant as such; quotes make a text of them. */
export function traitValue(text: string): Json {
  const quoted = /^"(.*)"$/.exec(text);
  if (quoted) return quoted[1] ?? '';
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

/** The way back: what is typed for a value so that {@link traitValue} gives it again. */
export function traitText(value: Json): string {
  if (typeof value !== 'string') return value === null ? '' : JSON.stringify(value);
  return traitValue(value) === value ? value : `"${value}"`;
}
