import type { Environment } from '@stepwell/contract';
import type { MigrationMode, MigrationOutcome, StepRecord } from '@stepwell/engine';
import type { FlowStanding } from '../flows/index.ts';

export type PublicationState = 'migrating' | 'done' | 'rolling_back' | 'rolled_back';

/** How many journeys met with each outcome. */
export type MigrationCounts = Readonly<Record<MigrationOutcome | 'total', number>>;

export const NO_COUNTS: MigrationCounts = {
  unchanged: 0,
  advances: 0,
  regresses: 0,
  stranded: 0,
  kept: 0,
  restarted: 0,
  total: 0,
};

export function withOutcomes(
  counts: MigrationCounts,
  plans: readonly { readonly outcome: MigrationOutcome }[],
): MigrationCounts {
  const next = { ...counts };
  for (const { outcome } of plans) {
    next[outcome] += 1;
    next.total += 1;
  }
  return next;
}

/** One version going live in one environment, and what that does to the journeys there. */
export type Publication = {
  readonly id: string;
  readonly environment: Environment;
  readonly flowId: string;
  /** What was live before; null where nothing was. */
  readonly fromVersionId: string | null;
  readonly toVersionId: string;
  readonly standingBefore: FlowStanding | null;
  readonly mode: MigrationMode;
  readonly state: PublicationState;
  readonly counts: MigrationCounts;
  /** Journeys of the flow when it was published. */
  readonly journeysTotal: number;
  /** Journeys that have been dealt with and not been put back. */
  readonly journeysMigrated: number;
  readonly publishedAt: Date;
};

/** A journey exactly as it was before it was moved, and when it was. */
export type JourneyBefore = {
  readonly versionId: string;
  readonly percent: number;
  readonly steps: readonly StepRecord[];
  readonly startedAtMs: number;
  readonly completedAtMs: number | null;
  /** The time the migration was planned with: planned again, it gives the same. */
  readonly plannedAtMs: number;
};

/** Proof that a publication moved a journey. */
export type MovedJourney = {
  readonly journeyId: string;
  readonly outcome: MigrationOutcome;
  readonly before: JourneyBefore;
  /** Of the journey once it was moved: equality means that nothing has happened to it since. */
  readonly revisionAfter: number;
};
