import { type JourneySurvey, surveyJourney } from './applicability.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import type { StepDefinition } from './definition.ts';
import { type Actor, type JourneyState, MOVES, type Move, type StoredStepState } from './journey.ts';
import { missingPrerequisites, recordOf } from './step-states.ts';
import { TRANSITIONS, type Transition } from './transition-table.ts';

/**
 * The moves an actor may make on a step now, in the order of `MOVES`; empty when the step is unknown or does not apply.
 * A move that also needs a reason or answers is listed: what it needs is for the caller to bring.
 */
export function allowedMoves(compiled: CompiledFlow, journey: JourneyState, stepKey: string, actor: Actor): Move[] {
  return allowedMovesIn(surveyJourney(compiled, journey), stepKey, actor);
}

/** `allowedMoves` for a journey already surveyed. */
export function allowedMovesIn(survey: JourneySurvey, stepKey: string, actor: Actor): Move[] {
  const step = survey.compiled.stepsByKey.get(stepKey);
  if (!step || !survey.applicableKeys.has(stepKey)) return [];
  const { state } = recordOf(survey.journey, stepKey);
  const isBlocked = missingPrerequisites(survey, stepKey).length > 0;
  return MOVES.filter((move) => {
    const row = transitionsFrom(step, state, move).find((candidate) => candidate.actors.includes(actor));
    return row !== undefined && !(row.needsPrerequisites && isBlocked) && mayBeSkipped(row, step);
  });
}

/** The rows for a move on a step of this kind in this state, whoever asks. */
export function transitionsFrom(step: StepDefinition, state: StoredStepState, move: Move): Transition[] {
  return TRANSITIONS.filter(
    (row) => row.move === move && row.from.includes(state) && (row.kinds === 'every' || row.kinds.includes(step.kind)),
  );
}

/** Whether the row's condition on skipping is met. A required step is never skipped, whatever its `skippable` says. */
export function mayBeSkipped(row: Transition, step: StepDefinition): boolean {
  return !row.needsSkippable || isSkippable(step);
}

/** Whether a step may be skipped at all. */
export function isSkippable(step: StepDefinition): boolean {
  return step.skippable && !step.required;
}

/** Where a row leads for a step. */
export function targetState(row: Transition, step: StepDefinition): StoredStepState {
  return row.mayNeedReview && step.review ? 'submitted' : row.to;
}
