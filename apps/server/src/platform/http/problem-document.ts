import type { Problem } from '@stepwell/contract';
import type { ProblemKind, Refusal } from '../errors/index.ts';

/** The one place where refusals become HTTP. */
export const STATUS_OF_KIND: Readonly<Record<ProblemKind, number>> = {
  malformed: 400,
  validation: 422,
  authentication: 401,
  permission: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  rate_limit: 429,
  unavailable: 503,
  internal: 500,
};

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** RFC 9457 document of a refusal. */
export function problemOf(refusal: Refusal, instance: string, correlationId: string): Problem {
  return {
    type: `/docs/errors#${refusal.code}`,
    title: refusal.title,
    status: STATUS_OF_KIND[refusal.kind],
    code: refusal.code,
    ...(refusal.extra.detail ? { detail: refusal.extra.detail } : {}),
    instance,
    correlationId,
    ...(refusal.extra.retryAfterSeconds === undefined ? {} : { retryAfter: refusal.extra.retryAfterSeconds }),
    ...(refusal.extra.errors ? { errors: [...refusal.extra.errors] } : {}),
    ...(refusal.details ? { details: refusal.details } : {}),
  };
}
