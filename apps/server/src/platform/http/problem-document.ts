import type { Problem } from '@stepwell/contract';
import { BASE_LANGUAGE, type Languages, type ProblemKind, type ProblemNature, type Refusal } from '../errors/index.ts';

/** The one place where refusals become HTTP. */
export const STATUS_OF_KIND: Readonly<Record<ProblemKind, number>> = {
  malformed: 400,
  validation: 422,
  authentication: 401,
  permission: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  precondition: 412,
  too_large: 413,
  rate_limit: 429,
  unavailable: 503,
  internal: 500,
};

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export type ProblemPlace = {
  /** Path that was asked for. */
  readonly instance: string;
  readonly correlationId: string;
  readonly languages: Languages;
  /** What the caller likes to read. */
  readonly language: string;
};

/** RFC 9457 document of a refusal, and the language that its title turned out to be in. */
export function problemOf(refusal: Refusal, place: ProblemPlace): { problem: Problem; language: string } {
  const { languages, language } = place;
  const title = languages.sentenceOf(language, refusal.code, refusal.title);
  const problem = documentOf(refusal, title, place);
  return { problem, language: title === refusal.title ? BASE_LANGUAGE : language };
}

function documentOf(refusal: Refusal, title: string, place: ProblemPlace): Problem {
  const { instance, correlationId, languages, language } = place;
  const errors = refusal.extra.errors?.map((error) => ({
    ...error,
    message: languages.fieldMessageOf(language, error.message),
  }));
  return {
    type: `/docs/errors#${refusal.code}`,
    title,
    status: STATUS_OF_KIND[refusal.kind],
    code: refusal.code,
    ...natureTold(refusal),
    ...(refusal.extra.detail ? { detail: refusal.extra.detail } : {}),
    instance,
    correlationId,
    ...(refusal.extra.retryAfterSeconds === undefined ? {} : { retryAfter: refusal.extra.retryAfterSeconds }),
    ...(errors ? { errors } : {}),
    ...(refusal.details ? { details: refusal.details } : {}),
  };
}

/** Whoever is told how long to wait should wait so long; whoever is not can't. */
function natureTold({ nature, extra }: Refusal): ProblemNature {
  if (extra.retryAfterSeconds !== undefined) return { ...nature, retry: 'after_retry_after' };
  return nature.retry === 'after_retry_after' ? { ...nature, retry: 'backoff' } : nature;
}
