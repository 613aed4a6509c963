import { Validator } from '@cfworker/json-schema';
import type { Answers, FormStep } from '@stepwell/engine';

export type AnswerError = { readonly field: string; readonly code: string; readonly message: string };

const validators = new WeakMap<FormStep, Validator>();

/** The JSON Schema (draft 2020-12) of a form's answers. */
export function answersSchema(step: FormStep): Record<string, unknown> {
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(step.fields.map((field) => [field.key, field.schema])),
    required: step.fields.filter((field) => field.required).map((field) => field.key),
  };
}

/**
 * Checks a form's answers; the same function runs in the browser and on the server.
 *
 * @returns one error per offending field, in the form's order; empty when the answers may be submitted.
 */
export function checkAnswers(step: FormStep, answers: Answers): AnswerError[] {
  const missing = step.fields
    .filter((field) => field.required && isEmpty(answers[field.key]))
    .map((field) => ({ field: field.key, code: 'required', message: 'This field is required.' }));
  const unknown = unknownFields(step, answers);
  const named = new Set([...missing, ...unknown].map((error) => error.field));
  const broken = brokenFields(step, withoutEmpty(answers)).filter((error) => !named.has(error.field));
  return [...missing, ...broken, ...unknown];
}

/** Checks a half-filled form: only unknown fields and values over the size bound are refused. */
export function checkDraftAnswers(step: FormStep, answers: Answers): AnswerError[] {
  return unknownFields(step, answers);
}

/** Answers as they are stored: empty optional values left out. */
export function withoutEmpty(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function unknownFields(step: FormStep, answers: Answers): AnswerError[] {
  const known = new Set(step.fields.map((field) => field.key));
  return Object.keys(answers)
    .filter((key) => !known.has(key))
    .map((key) => ({ field: key, code: 'unknown_field', message: 'The form has no such field.' }));
}

function brokenFields(step: FormStep, answers: Answers): AnswerError[] {
  const result = validatorOf(step).validate(answers);
  const byField = new Map<string, AnswerError>();
  for (const unit of result.errors) {
    const field = unit.instanceLocation.split('/')[1];
    // The first keyword that failed tells most; `items` only says that something inside did, which comes after it.
    if (field && (!byField.has(field) || byField.get(field)?.code === 'items')) {
      byField.set(field, { field, code: unit.keyword, message: unit.error });
    }
  }
  return step.fields.flatMap((field) => byField.get(field.key) ?? []);
}

function validatorOf(step: FormStep): Validator {
  const known = validators.get(step);
  if (known) return known;
  const validator = new Validator(answersSchema(step), '2020-12', false);
  validators.set(step, validator);
  return validator;
}
