import type { FieldError } from '@stepwell/contract';
import type { z } from 'zod';
import { commonErrors } from '../errors/index.ts';
import type { FieldMessages } from './answer-language.ts';

const MAX_ERRORS = 50;

/** Parses one part of a request. `prefix` names it in the paths of the errors: '' for the body, 'query', 'params'. */
export function parsePart<S extends z.ZodType>(
  schema: S,
  value: unknown,
  prefix: string,
  errors: FieldError[],
  messages: FieldMessages,
): z.output<S> {
  const parsed = schema.safeParse(value, { error: messages });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues.slice(0, MAX_ERRORS)) errors.push(fieldError(issue, prefix));
  return undefined as z.output<S>;
}

export function refuseIfAny(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw commonErrors.validation_failed(undefined, { errors });
}

function fieldError(issue: z.core.$ZodIssue, prefix: string): FieldError {
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return {
    path: [prefix, ...keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
    code: issue.code,
    message: issue.message,
  };
}
