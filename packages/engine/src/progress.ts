import { type JourneySurvey, surveyJourney } from './applicability.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import type { StepDefinition } from './definition.ts';
import type { JourneyState, Progress, StoredStepState } from './journey.ts';
import { isFinished, recordOf, stateIn } from './step-states.ts';

/**
 * How far a journey is. `percent` = ⌊100 × weight of applicable steps done or skipped ÷ weight of applicable steps⌋;
 * a journey to which no step applies is complete at 100.
 *
 * The law: while the set of applicable steps stays the same, completing, submitting, approving or skipping a step never
 * lowers `percent`. It is no law across a change of that set: an answer may make further steps applicable, and then
 * the percentage of the larger whole may be smaller. What has been reached is kept by `completedAtMs`, not by `percent`.
 *
 * `nextStep` is the first applicable step, in the definition's order, that is open and not blocked. `minutesLeft` is
 * the sum of the estimates of the open steps, rounded up to whole minutes; a step that waits for review takes no more
 * of the participant's time and is not counted.
 */
export function progressOf(compiled: CompiledFlow, journey: JourneyState): Progress {
  return progressIn(surveyJourney(compiled, journey));
}

/** `progressOf` for a journey already surveyed. */
export function progressIn(survey: JourneySurvey): Progress {
  const steps = survey.applicable;
  const state = (step: StepDefinition): StoredStepState => recordOf(survey.journey, step.key).state;
  const finished = steps.filter((step) => isFinished(state(step)));
  const required = steps.filter((step) => step.required);
  const requiredDone = required.filter((step) => state(step) === 'done').length;
  const open = steps.filter((step) => !isFinished(state(step)) && state(step) !== 'submitted');
  return {
    percent: steps.length === 0 ? 100 : Math.floor((100 * weightOf(finished)) / weightOf(steps)),
    stepsDone: finished.length,
    stepsTotal: steps.length,
    requiredDone,
    requiredTotal: required.length,
    minutesLeft: wholeMinutes(open),
    nextStep: open.find((step) => stateIn(survey, step.key) !== 'blocked')?.key ?? null,
    isComplete: required.length > 0 ? requiredDone === required.length : finished.length === steps.length,
  };
}

function weightOf(steps: readonly StepDefinition[]): number {
  return steps.reduce((sum, step) => sum + step.weight, 0);
}

function wholeMinutes(steps: readonly StepDefinition[]): number {
  const minutes = steps.reduce((sum, step) => sum + step.estimated_minutes, 0);
  // Sums such as 0.1 + 0.2 come out a hair above what was meant.
  return Math.ceil(Math.round(minutes * 1_000) / 1_000);
}
