import { isProblem } from '../../../lib/refusal.ts';

/** Why inviting is not open yet. */
export interface ClosedGate {
  /** Keys of the steps to take, those that are overdue first. */
  due: string[];
  /** Steps that somebody looks at already. */
  inReview: string[];
  /** Where the steps are taken. */
  resumeUrl: string | null;
}

/** What a refusal `gate_closed` asks for; null for any other error. */
export function closedGateOf(error: unknown): ClosedGate | null {
  if (!isProblem(error) || error.problem.code !== 'gate_closed') return null;
  const asked = recordOf(error.problem.details?.['requirements']);
  const due = [...textsOf(asked['past_due']), ...textsOf(asked['currently_due'])];
  const resumeUrl = asked['resume_url'];
  return {
    due: [...new Set(due)],
    inReview: textsOf(asked['pending_review']),
    resumeUrl: typeof resumeUrl === 'string' && isWebAddress(resumeUrl) ? resumeUrl : null,
  };
}

/** A step's key as words, where nothing names it better. */
export function stepWords(key: string): string {
  const words = key.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A path of this site or an address of the web; nothing that a browser would run. */
function isWebAddress(address: string): boolean {
  return /^(https?:\/\/|\/(?![/\\]))/i.test(address);
}
