import type { DryRun } from '../flow-queries.ts';

export type Outcome = Exclude<keyof DryRun['counts'], 'total'>;

/** In the order of the bar: what is gained first, what is lost last. */
const OUTCOMES: readonly Outcome[] = ['advances', 'unchanged', 'kept', 'restarted', 'regresses', 'stranded'];

export interface OutcomeShare {
  outcome: Outcome;
  count: number;
  /** 0–1 of all journeys. */
  share: number;
}

/** The outcomes that happen at all, with their shares. */
export function sharesOf(counts: DryRun['counts']): OutcomeShare[] {
  return OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => ({
    outcome,
    count: counts[outcome],
    share: counts.total > 0 ? counts[outcome] / counts.total : 0,
  }));
}

/** Whether somebody loses something by a publication. */
export function hasLosses(counts: DryRun['counts']): boolean {
  return counts.regresses + counts.stranded + counts.restarted > 0;
}
