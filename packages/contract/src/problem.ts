import { z } from 'zod';
import { PROBLEM_CATEGORIES, PROBLEM_SEVERITIES, RETRY_STRATEGIES } from './problem-nature.ts';

/** One field that was not accepted. `path` is a JSON pointer into the body, or `query/name`, `params/name`. */
export const FieldError = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldError = z.infer<typeof FieldError>;

/**
 * RFC 9457 problem document. `code` is stable; `title` is the sentence for people; `details` depends on the code
 * (its shape is part of the code's entry in the catalogue).
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  // Absent where something between server and client has answered.
  category: z.enum(PROBLEM_CATEGORIES).optional(),
  severity: z.enum(PROBLEM_SEVERITIES).optional(),
  retry: z.enum(RETRY_STRATEGIES).optional(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  correlationId: z.string(),
  retryAfter: z.int().optional(),
  errors: z.array(FieldError).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Codes every route may answer with. */
export const COMMON_PROBLEM_CODES = [
  'validation_failed',
  'not_signed_in',
  'permission_denied',
  'no_organization',
  'terms_not_accepted',
  'confirmation_required',
  'second_factor_required',
  'impersonation_refused',
  'csrf_token_invalid',
  'not_found',
  'rate_limited',
  'caller_blocked',
  'body_too_large',
  'malformed_body',
  'internal_error',
  'service_stopping',
] as const;
