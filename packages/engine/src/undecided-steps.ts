import { isOffered, type JourneySurvey } from './applicability.ts';
import type { StepDefinition } from './definition.ts';
import { answerFact, factNames, ruleOutlook } from './rules.ts';
import { isFinished, recordOf } from './step-states.ts';

/**
 * The keys of steps that do not apply yet but still may: their role and market match, and their `visible_if` hangs on
 * answers of steps that are open, or that are themselves undecided.
 *
 * A gate must not open merely because the question that would make a step apply has not been answered yet.
 */
export function undecidedSteps(survey: JourneySurvey): ReadonlySet<string> {
  const hidden = survey.compiled.steps.filter(
    (step) => !survey.applicableKeys.has(step.key) && isOffered(step, survey.journey.subject),
  );
  const undecided = new Set<string>();
  // Least fixed point: a step that only its own answers could make applicable never becomes so.
  for (let before = -1; before !== undecided.size; ) {
    before = undecided.size;
    for (const step of hidden) {
      if (!undecided.has(step.key) && mayYetApply(survey, step, undecided)) undecided.add(step.key);
    }
  }
  return undecided;
}

/** The keys of the open or undecided steps whose answers a step's `visible_if` looks at, each once. */
export function decidingSteps(survey: JourneySurvey, stepKey: string, undecided: ReadonlySet<string>): string[] {
  const rule = survey.compiled.stepsByKey.get(stepKey)?.visible_if;
  const keys = rule ? factNames(rule).flatMap((fact) => answerFact(fact)?.stepKey ?? []) : [];
  return [...new Set(keys)].filter((key) => isUnsettled(survey, key, undecided));
}

function mayYetApply(survey: JourneySurvey, step: StepDefinition, undecided: ReadonlySet<string>): boolean {
  if (!step.visible_if) return false;
  const isOpen = (fact: string): boolean => {
    const answer = answerFact(fact);
    return answer !== null && isUnsettled(survey, answer.stepKey, undecided);
  };
  return ruleOutlook(step.visible_if, survey.facts, isOpen) === 'open';
}

function isUnsettled(survey: JourneySurvey, stepKey: string, undecided: ReadonlySet<string>): boolean {
  const { state } = recordOf(survey.journey, stepKey);
  if (isFinished(state) || state === 'submitted') return false;
  return survey.applicableKeys.has(stepKey) || undecided.has(stepKey);
}
