import { type JourneySurvey, surveyJourney } from './applicability.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import type { JourneyState, StepRecord, StepState, StoredStepState } from './journey.ts';
import { own } from './same-json.ts';

/** The record of a step nobody has touched. */
export function untouchedRecord(key: string): StepRecord {
  return {
    key,
    state: 'todo',
    rowVersion: 1,
    answers: null,
    reason: null,
    startedAtMs: null,
    submittedAtMs: null,
    doneAtMs: null,
  };
}

/** The stored record of a step, or an untouched one where none is stored yet. */
export function recordOf(journey: JourneyState, key: string): StepRecord {
  return own(journey.steps, key) ?? untouchedRecord(key);
}

/** Whether nothing is left to do on a step: done or skipped. */
export function isFinished(state: StoredStepState): boolean {
  return state === 'done' || state === 'skipped';
}

/**
 * The state of a step as people see it: `blocked` when it is open (to do, in progress or rejected) while a prerequisite
 * that applies is neither done nor skipped; otherwise the stored state.
 *
 * @returns null when the flow has no such step or it does not apply to the subject.
 */
export function stateOf(compiled: CompiledFlow, journey: JourneyState, stepKey: string): StepState | null {
  return stateIn(surveyJourney(compiled, journey), stepKey);
}

/** The states of all steps that apply, by key, in the definition's order. */
export function statesOf(compiled: CompiledFlow, journey: JourneyState): ReadonlyMap<string, StepState> {
  const survey = surveyJourney(compiled, journey);
  return new Map(survey.applicable.map((step) => [step.key, visibleState(survey, step.key)]));
}

/** The prerequisites of a step that apply and are neither done nor skipped, in the order the step names them. */
export function missingPrerequisites(survey: JourneySurvey, stepKey: string): string[] {
  const requires = new Set(survey.compiled.stepsByKey.get(stepKey)?.requires);
  return [...requires].filter(
    (key) => survey.applicableKeys.has(key) && !isFinished(recordOf(survey.journey, key).state),
  );
}

/** `stateOf` for a journey already surveyed. */
export function stateIn(survey: JourneySurvey, stepKey: string): StepState | null {
  return survey.applicableKeys.has(stepKey) ? visibleState(survey, stepKey) : null;
}

function visibleState(survey: JourneySurvey, stepKey: string): StepState {
  const { state } = recordOf(survey.journey, stepKey);
  if (isFinished(state) || state === 'submitted') return state;
  return missingPrerequisites(survey, stepKey).length > 0 ? 'blocked' : state;
}
