import type { Decision } from './use-review.ts';

interface DecidableStep {
  kind: string;
  state: string;
  allowed_moves: readonly string[];
}

const REVIEWED = ['approve', 'reject', 'reopen', 'reset'] as const;
/** Done by the tenant, not by the participant. */
const COMPLETED_BY_TENANT = ['task', 'external'];
const OPEN = ['todo', 'in_progress', 'rejected'];

/** What a member may decide about a step now, the most likely first. */
export function decisionsOf({ kind, state, allowed_moves: moves }: DecidableStep): Decision[] {
  const reviewed = REVIEWED.filter((decision) => moves.includes(decision));
  // A member completes in the tenant's name, which the moves allowed to a reviewer do not tell.
  const completes = COMPLETED_BY_TENANT.includes(kind) && OPEN.includes(state);
  // Nothing has happened to a step that is to do, so there is nothing to reset.
  const useful = reviewed.filter((decision) => decision !== 'reset' || (state !== 'todo' && state !== 'blocked'));
  return completes ? ['complete', ...useful] : useful;
}
