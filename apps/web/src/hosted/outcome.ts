import { type Problem, RefusedError, UnreachableError } from './api.ts';

/** Why something did not happen, as the page speaks of it. */
export type Failure =
  /** No answer came. */
  | { kind: 'unreachable' }
  /** The link is missing, damaged or over. */
  | { kind: 'link'; reason: 'missing' | 'expired' | 'invalid' }
  /** The step was changed elsewhere; the journey has been read again. */
  | { kind: 'elsewhere' }
  /** The document has a new version; the journey has been read again. */
  | { kind: 'new_document' }
  /** The company has switched onboarding off; what was done is kept. */
  | { kind: 'paused' }
  | { kind: 'too_fast'; waitMs: number }
  | { kind: 'refused'; problem: Problem };

const DEFAULT_WAIT_MS = 15_000;

/** What a thrown error means. Anything that is neither a refusal nor a silent network is a fault of this page. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UnreachableError) return { kind: 'unreachable' };
  if (!(error instanceof RefusedError)) return pageFault(error);
  const { problem } = error;
  if (problem.status === 401) return { kind: 'link', reason: problem.code.includes('expired') ? 'expired' : 'invalid' };
  if (problem.code === 'participant_required') return { kind: 'link', reason: 'missing' };
  if (problem.code === 'onboarding_paused') return { kind: 'paused' };
  if (problem.code === 'terms_version_mismatch') return { kind: 'new_document' };
  if (problem.status === 429) {
    return { kind: 'too_fast', waitMs: problem.retryAfter ? problem.retryAfter * 1_000 : DEFAULT_WAIT_MS };
  }
  return ELSEWHERE.has(problem.code) ? { kind: 'elsewhere' } : { kind: 'refused', problem };
}

/** Says a fault of this page aloud (to the console and whoever listens) and gives it the shape of a refusal. */
export function pageFault(error: unknown): Failure {
  reportError(error);
  const title = error instanceof Error ? error.message : String(error);
  return { kind: 'refused', problem: { type: 'about:blank', title, status: 0, code: 'page_fault', correlationId: '' } };
}

/** Refusals of a move that the page offered: the journey is no longer as it was shown. */
const ELSEWHERE = new Set([
  'row_version_stale',
  'transition_not_allowed',
  'prerequisites_missing',
  'step_not_applicable',
  'step_unknown',
  'step_not_skippable',
]);
