import { type JourneySurvey, surveyJourney } from './applicability.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import type { GateDefinition } from './definition.ts';
import type { JourneyState } from './journey.ts';
import { missingPrerequisites, recordOf } from './step-states.ts';
import { decidingSteps, undecidedSteps } from './undecided-steps.ts';

const DAY_MS = 86_400_000;

/**
 * What stands between a participant and a capability. The four lists share no step; together they are the steps of the
 * gate that are not done and the steps those wait for (prerequisites, and steps whose answers decide whether a step of
 * the gate applies). All four are empty when the gate is open.
 */
export type Requirements = {
  readonly allowed: boolean;
  readonly capability: string;
  /** Can be done now, by whoever does the step. */
  readonly currentlyDue: readonly string[];
  /** Blocked, or not yet known to apply: comes up once other steps are done. */
  readonly eventuallyDue: readonly string[];
  /** Can be done now and the deadline has passed; listed here instead of under `currentlyDue`. */
  readonly pastDue: readonly string[];
  /** Handed in, waiting for a person's decision. */
  readonly pendingReview: readonly string[];
  /** Milliseconds since the Unix epoch; null where the gate has no deadline. */
  readonly deadlineMs: number | null;
  /** The rejected ones among the steps listed above. */
  readonly errors: readonly { readonly stepKey: string; readonly reason: string | null }[];
  /** For each other way through that is open to this subject: its steps not done yet. */
  readonly alternatives: readonly (readonly string[])[];
};

/**
 * What a capability still requires of a journey.
 *
 * A gate opens when each of its steps is done or cannot come to apply to the subject; a skipped step is not done. An
 * alternative opens it when, likewise, each of its steps is done or cannot come to apply, and at least one is done:
 * otherwise a set that does not concern the subject would let them through. While nothing but `complete`, `submit`,
 * `approve`, `skip`, `start` and `save` happens, an open gate stays open.
 *
 * @returns null when the flow has no such capability.
 */
export function requirementsOf(
  compiled: CompiledFlow,
  journey: JourneyState,
  capability: string,
  nowMs: number,
): Requirements | null {
  const gate = compiled.gates.get(capability);
  return gate ? requirementsIn(surveyGates(surveyJourney(compiled, journey)), gate, nowMs) : null;
}

/** The capabilities whose gates are open, in the definition's order. */
export function satisfiedCapabilities(compiled: CompiledFlow, journey: JourneyState): string[] {
  return satisfiedIn(surveyJourney(compiled, journey));
}

/** `satisfiedCapabilities` for a journey already surveyed. */
export function satisfiedIn(journeySurvey: JourneySurvey): string[] {
  const survey = surveyGates(journeySurvey);
  return [...survey.compiled.gates.values()].filter((gate) => isOpen(survey, gate)).map((gate) => gate.capability);
}

type GateSurvey = JourneySurvey & { readonly undecided: ReadonlySet<string> };

function surveyGates(survey: JourneySurvey): GateSurvey {
  const mayChange = survey.compiled.hasVisibilityRules && survey.compiled.gates.size > 0;
  return { ...survey, undecided: mayChange ? undecidedSteps(survey) : new Set() };
}

function isOpen(survey: GateSurvey, gate: GateDefinition): boolean {
  return unmetOf(survey, gate.steps).length === 0 || (gate.alternatives ?? []).some((keys) => isMet(survey, keys));
}

function isMet(survey: GateSurvey, alternative: readonly string[]): boolean {
  return unmetOf(survey, alternative).length === 0 && alternative.some((key) => isDone(survey, key));
}

/** The steps that are not done although they apply or still may, each once, in the given order. */
function unmetOf(survey: GateSurvey, keys: readonly string[]): string[] {
  return [...new Set(keys)].filter(
    (key) => !isDone(survey, key) && (survey.applicableKeys.has(key) || survey.undecided.has(key)),
  );
}

function isDone(survey: GateSurvey, key: string): boolean {
  return recordOf(survey.journey, key).state === 'done';
}

function requirementsIn(survey: GateSurvey, gate: GateDefinition, nowMs: number): Requirements {
  const { startedAtMs } = survey.journey;
  const deadlineMs = gate.deadline_days === undefined ? null : startedAtMs + gate.deadline_days * DAY_MS;
  const allowed = isOpen(survey, gate);
  const due = allowed ? [] : withWhatTheyWaitFor(survey, unmetOf(survey, gate.steps));
  const isLate = deadlineMs !== null && nowMs > deadlineMs;
  const doable = due.filter((key) => standing(survey, key) === 'doable');
  return {
    allowed,
    capability: gate.capability,
    currentlyDue: isLate ? [] : doable,
    eventuallyDue: due.filter((key) => standing(survey, key) === 'later'),
    pastDue: isLate ? doable : [],
    pendingReview: due.filter((key) => standing(survey, key) === 'in_review'),
    deadlineMs,
    errors: due
      .map((key) => recordOf(survey.journey, key))
      .filter((record) => record.state === 'rejected')
      .map((record) => ({ stepKey: record.key, reason: record.reason })),
    alternatives: allowed ? [] : otherWays(survey, gate),
  };
}

function standing(survey: GateSurvey, key: string): 'doable' | 'later' | 'in_review' {
  if (!survey.applicableKeys.has(key)) return 'later';
  if (recordOf(survey.journey, key).state === 'submitted') return 'in_review';
  return missingPrerequisites(survey, key).length > 0 ? 'later' : 'doable';
}

/** The given steps and, for each, what must be finished before it can be done; in the definition's order. */
function withWhatTheyWaitFor(survey: GateSurvey, keys: readonly string[]): string[] {
  const found = new Set<string>(keys);
  // A set's iterator also visits what is added while it runs.
  for (const key of found) {
    const waitsFor = survey.applicableKeys.has(key)
      ? missingPrerequisites(survey, key)
      : decidingSteps(survey, key, survey.undecided);
    for (const earlier of waitsFor) found.add(earlier);
  }
  return survey.compiled.steps.filter((step) => found.has(step.key)).map((step) => step.key);
}

function otherWays(survey: GateSurvey, gate: GateDefinition): string[][] {
  return (gate.alternatives ?? []).map((keys) => unmetOf(survey, keys)).filter((unmet) => unmet.length > 0);
}
