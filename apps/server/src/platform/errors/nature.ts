import type { ProblemCategory, ProblemSeverity, RetryStrategy } from '@stepwell/contract';

/** What sort of refusal it is; `platform/http` maps each to a status. */
export type ProblemKind =
  | 'malformed'
  | 'validation'
  | 'authentication'
  | 'permission'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'precondition'
  | 'too_large'
  | 'rate_limit'
  | 'unavailable'
  | 'internal';

/** Where a problem comes from, how much it matters to whoever runs the installation, and what helps the caller. */
export type ProblemNature = {
  readonly category: ProblemCategory;
  readonly severity: ProblemSeverity;
  readonly retry: RetryStrategy;
};

/**
 * What each kind is unless its code says otherwise. The rule of the severities:
 * `info`: nothing is wrong, the answer tells how things stand. `low`: the caller was refused and can mend it, or waits a little.
 * `medium`: somebody was turned away who did nothing wrong; it passes by itself. `high`: a fault of ours.
 * `critical`: nobody is served until somebody acts.
 */
const NATURE_OF_KIND: Readonly<Record<ProblemKind, ProblemNature>> = {
  malformed: { category: 'validation', severity: 'low', retry: 'after_change' },
  validation: { category: 'validation', severity: 'low', retry: 'after_change' },
  authentication: { category: 'authentication', severity: 'low', retry: 'after_change' },
  permission: { category: 'permission', severity: 'low', retry: 'none' },
  not_found: { category: 'validation', severity: 'info', retry: 'none' },
  conflict: { category: 'validation', severity: 'info', retry: 'after_change' },
  gone: { category: 'validation', severity: 'info', retry: 'none' },
  precondition: { category: 'validation', severity: 'info', retry: 'immediate' },
  too_large: { category: 'validation', severity: 'low', retry: 'after_change' },
  rate_limit: { category: 'rate_limit', severity: 'low', retry: 'after_retry_after' },
  unavailable: { category: 'system', severity: 'medium', retry: 'backoff' },
  internal: { category: 'system', severity: 'high', retry: 'none' },
};

/** The nature of one code: that of its kind, with what the catalogue says of the code itself. */
export function natureOf({ kind, ...own }: { readonly kind: ProblemKind } & Partial<ProblemNature>): ProblemNature {
  const { category, severity, retry } = NATURE_OF_KIND[kind];
  return { category: own.category ?? category, severity: own.severity ?? severity, retry: own.retry ?? retry };
}
