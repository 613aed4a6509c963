import { checkAnswers } from '@stepwell/contract/answers';
import type { Problem } from '../api.ts';
import type { Field } from '../content.ts';
import { checkableForm } from '../content.ts';
import type { Answer, Answers } from '../drafts/merge-answers.ts';
import { scalarText } from './field-values.ts';
import type { Gaps, TextKey } from '../texts/speak.ts';

/** What is wrong with an answer, to be said in the reader's language. */
export interface FieldComplaint {
  key: TextKey;
  gaps?: Gaps;
}

export type FieldErrors = Record<string, FieldComplaint>;

/** A form's check, made once per form: the validator behind it is kept by the form's identity. */
export function createCheck(fields: Field[]): (answers: Answers) => FieldErrors {
  const form = checkableForm(fields);
  return (answers) =>
    Object.fromEntries(
      checkAnswers(form, answers).map(({ field: key, code }) => {
        const field = fields.find((candidate) => candidate.key === key);
        return [key, field ? complaintOf(field, code, answers[key]) : { key: 'error.other' }];
      }),
    );
}

/** The server's complaints by field: it saw something that this page's check did not. */
export function serverErrors(fields: Field[], problem: Problem, answers: Answers): FieldErrors {
  const complaints = (problem.errors ?? []).flatMap(({ path, code }): [string, FieldComplaint][] => {
    const key = /^\/answers\/([^/]+)/.exec(path)?.[1] ?? path.replace(/^\//, '');
    const field = fields.find((candidate) => candidate.key === key);
    return field ? [[key, complaintOf(field, code, answers[key])]] : [];
  });
  return Object.fromEntries(complaints);
}

function complaintOf(field: Field, code: string, answer: Answer | undefined): FieldComplaint {
  const { schema } = field;
  switch (code) {
    case 'required':
      return { key: requiredKey(field) };
    case 'minLength':
      return { key: 'error.min_length', gaps: { count: schema.minLength ?? 0 } };
    case 'maxLength':
      return { key: 'error.max_length', gaps: { count: schema.maxLength ?? 0, used: scalarText(answer).length } };
    case 'minimum':
      return { key: 'error.minimum', gaps: { limit: schema.minimum ?? 0 } };
    case 'maximum':
      return { key: 'error.maximum', gaps: { limit: schema.maximum ?? 0 } };
    case 'minItems':
      return { key: 'error.min_items', gaps: { count: schema.minItems ?? 0 } };
    case 'maxItems':
      return { key: 'error.max_items', gaps: { count: schema.maxItems ?? 0 } };
    case 'type':
      return { key: typeKey(field) };
    case 'format':
      return { key: formatKey(schema.format) };
    case 'const':
      return { key: field.input === 'checkbox' ? 'error.tick' : 'error.other' };
    case 'enum':
      return { key: 'error.choose' };
    default:
      return { key: 'error.other' };
  }
}

function requiredKey({ input }: Field): TextKey {
  if (input === 'select' || input === 'radio') return 'error.choose';
  if (input === 'checkboxes') return 'error.choose_some';
  return input === 'checkbox' ? 'error.tick' : 'error.required';
}

function typeKey({ schema }: Field): TextKey {
  if (schema.type === 'integer') return 'error.whole_number';
  return schema.type === 'number' ? 'error.number' : 'error.other';
}

function formatKey(format: Field['schema']['format']): TextKey {
  if (format === 'email') return 'error.email';
  if (format === 'uri') return 'error.url';
  return format === 'date' || format === 'date-time' ? 'error.date' : 'error.other';
}
