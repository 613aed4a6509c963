import { isProblem } from '../../../lib/refusal.ts';

/** Why no other mail was sent, as far as the note says so. */
export function knownNoteOf(error: unknown): 'limit' | 'verified' | 'failed' {
  if (!isProblem(error)) return 'failed';
  if (error.problem.code === 'already_verified') return 'verified';
  return error.problem.code === 'mail_limit_reached' || error.problem.status === 429 ? 'limit' : 'failed';
}
