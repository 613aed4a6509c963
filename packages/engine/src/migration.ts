import { matchesTargeting, surveyJourney } from './applicability.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import { compatible } from './compatibility.ts';
import type { StepDefinition } from './definition.ts';
import type { JourneyState, Progress, StepRecord } from './journey.ts';
import { clearedRecord, isUntouched } from './journey-changes.ts';
import { progressOf } from './progress.ts';
import { own, sameJson } from './same-json.ts';
import { recordOf, untouchedRecord } from './step-states.ts';
import { isSkippable } from './transitions.ts';

/** What publishing does with the journeys under way; see `planMigration`. */
export const MIGRATION_MODES = ['carry', 'finish_on_old', 'restart'] as const;
export type MigrationMode = (typeof MIGRATION_MODES)[number];

/** `kept`: finishes on the old version. `stranded` wins over the comparison of progress. */
export type MigrationOutcome = 'unchanged' | 'advances' | 'regresses' | 'stranded' | 'kept' | 'restarted';

/**
 * What becomes of one journey. Every step of the old version on which something was done is in exactly one of `carried`
 * (record as it was), `reset` (back to do) and `dropped` (the new version has no such step); `dropped` also names the
 * untouched steps that are gone.
 */
export type MigrationPlan = {
  readonly mode: MigrationMode;
  readonly outcome: MigrationOutcome;
  /** The records of the version the journey is on afterwards, in its order. */
  readonly steps: readonly StepRecord[];
  readonly carried: readonly string[];
  readonly reset: readonly string[];
  readonly dropped: readonly string[];
  readonly percentBefore: number;
  readonly percentAfter: number;
  readonly completedAtMs: number | null;
};

/**
 * Plans the move of a journey to another version; the dry run and the real thing both ask here, so their figures agree.
 *
 * `carry`: a done, submitted, skipped or rejected step keeps its record where the new step is compatible; a skipped one
 * that may no longer be skipped, an incompatible one and one in progress go back to do, keeping their answers as a draft
 * while the kind is the same. Row versions stay with carried records and rise by one with reset ones, so a client that
 * writes from the old state is refused exactly where the state changed. The completion is kept, or set when the new
 * version finds the journey complete. Between equal definitions nothing changes.
 *
 * `restart`: every touched step to do without answers, the completion taken back. `finish_on_old`: nothing changes.
 *
 * A journey is stranded when it was under way and the new version is not meant for its subject, or leaves it incomplete
 * with no step to go on with and none waiting for review.
 */
export function planMigration(
  from: CompiledFlow,
  to: CompiledFlow,
  journey: JourneyState,
  mode: MigrationMode,
  nowMs: number,
): MigrationPlan {
  if (mode === 'finish_on_old') return planToStay(from, journey);
  // An identical version asks nothing anew; in `carry` even a step in progress stays as it is.
  const isSame = mode === 'carry' && sameJson(from.definition, to.definition);
  const migrate = (step: StepDefinition): StepRecord => {
    if (isSame) return recordOf(journey, step.key);
    return mode === 'restart' ? restartedRecord(journey, step.key) : migratedRecord(from, step, journey);
  };
  const steps = to.steps.map(migrate);
  const records = Object.fromEntries(steps.map((record) => [record.key, record]));
  const after = { ...journey, steps: records, completedAtMs: mode === 'restart' ? null : journey.completedAtMs };
  return planOf(from, to, journey, after, mode, nowMs);
}

function planToStay(from: CompiledFlow, journey: JourneyState): MigrationPlan {
  const { percent } = progressOf(from, journey);
  const steps = from.steps.map((step) => recordOf(journey, step.key));
  return {
    mode: 'finish_on_old',
    outcome: 'kept',
    steps,
    carried: steps.filter((record) => !isUntouched(record)).map((record) => record.key),
    reset: [],
    dropped: [],
    percentBefore: percent,
    percentAfter: percent,
    completedAtMs: journey.completedAtMs,
  };
}

function planOf(
  from: CompiledFlow,
  to: CompiledFlow,
  before: JourneyState,
  after: JourneyState,
  mode: MigrationMode,
  nowMs: number,
): MigrationPlan {
  const [was, is] = [progressOf(from, before), progressOf(to, after)];
  const touched = from.steps.map((step) => recordOf(before, step.key)).filter((record) => !isUntouched(record));
  const isCarried = (record: StepRecord): boolean => own(after.steps, record.key)?.rowVersion === record.rowVersion;
  const common = touched.filter((record) => to.stepsByKey.has(record.key));
  return {
    mode,
    outcome: mode === 'restart' ? 'restarted' : outcomeOf(from, to, before, after, was, is),
    steps: to.steps.map((step) => recordOf(after, step.key)),
    carried: common.filter(isCarried).map((record) => record.key),
    reset: common.filter((record) => !isCarried(record)).map((record) => record.key),
    dropped: from.steps.map((step) => step.key).filter((key) => !to.stepsByKey.has(key)),
    percentBefore: was.percent,
    percentAfter: is.percent,
    completedAtMs: after.completedAtMs ?? (is.isComplete ? nowMs : null),
  };
}

function restartedRecord(journey: JourneyState, key: string): StepRecord {
  const record = recordOf(journey, key);
  return isUntouched(record) ? record : clearedRecord(record);
}

function migratedRecord(from: CompiledFlow, step: StepDefinition, journey: JourneyState): StepRecord {
  const old = from.stepsByKey.get(step.key);
  if (!old) return untouchedRecord(step.key);
  const record = recordOf(journey, step.key);
  if (isUntouched(record) || mayCarry(old, step, record)) return record;
  return { ...clearedRecord(record), answers: old.kind === step.kind ? record.answers : null };
}

function mayCarry(before: StepDefinition, after: StepDefinition, record: StepRecord): boolean {
  switch (record.state) {
    case 'todo':
      return before.kind === after.kind;
    case 'in_progress':
      return false;
    case 'skipped':
      return compatible(before, after) && isSkippable(after);
    default:
      return compatible(before, after);
  }
}

function outcomeOf(
  from: CompiledFlow,
  to: CompiledFlow,
  before: JourneyState,
  after: JourneyState,
  was: Progress,
  is: Progress,
): MigrationOutcome {
  if (isStranded(from, to, before, after, was, is)) return 'stranded';
  // Of two journeys at the same percentage, the complete one is ahead: an optional step may have become required.
  const gain = is.percent - was.percent || Number(is.isComplete) - Number(was.isComplete);
  if (gain === 0) return 'unchanged';
  return gain > 0 ? 'advances' : 'regresses';
}

function isStranded(
  from: CompiledFlow,
  to: CompiledFlow,
  before: JourneyState,
  after: JourneyState,
  was: Progress,
  is: Progress,
): boolean {
  if (was.isComplete || is.isComplete || before.completedAtMs !== null) return false;
  const isLeftOut =
    matchesTargeting(from.definition.targeting, before.subject) &&
    !matchesTargeting(to.definition.targeting, after.subject);
  return isLeftOut || (was.nextStep !== null && is.nextStep === null && !waitsForReview(to, after));
}

function waitsForReview(compiled: CompiledFlow, journey: JourneyState): boolean {
  const survey = surveyJourney(compiled, journey);
  return survey.applicable.some((step) => recordOf(journey, step.key).state === 'submitted');
}
