/** Where a problem comes from. */
export const PROBLEM_CATEGORIES = [
  'database',
  'network',
  'llm_api',
  'validation',
  'authentication',
  'permission',
  'rate_limit',
  'external_service',
  'system',
] as const;
export type ProblemCategory = (typeof PROBLEM_CATEGORIES)[number];

/** How much it matters to whoever runs the installation, least first. */
export const PROBLEM_SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type ProblemSeverity = (typeof PROBLEM_SEVERITIES)[number];

/**
 * What helps a caller: `none`: the same request gets the same answer; `after_change`: change the request, or do first what the
 * sentence says; `immediate`: read anew and send again at once; `backoff`: wait, twice as long each time;
 * `after_retry_after`: wait as long as `retryAfter` says. Before what is not idempotent is sent again, look whether it was done.
 */
export const RETRY_STRATEGIES = ['none', 'after_change', 'immediate', 'backoff', 'after_retry_after'] as const;
export type RetryStrategy = (typeof RETRY_STRATEGIES)[number];
