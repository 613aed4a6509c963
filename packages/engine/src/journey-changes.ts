import { surveyJourney } from './applicability.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import { satisfiedIn } from './gates.ts';
import type { JourneyState, Progress, StepRecord, Subject } from './journey.ts';
import { progressIn } from './progress.ts';
import { missingPrerequisites, recordOf, untouchedRecord } from './step-states.ts';
import { isSkippable } from './transitions.ts';

/** What follows from a change of a journey. Step keys and capabilities are in the definition's order. */
export type Consequences = {
  /** The journey after the change. */
  readonly journey: JourneyState;
  readonly progress: Progress;
  /** Set once, when the journey is first complete; only `resetJourney` unsets it. */
  readonly completedAtMs: number | null;
  readonly newlyApplicable: readonly string[];
  readonly noLongerApplicable: readonly string[];
  readonly openedCapabilities: readonly string[];
  readonly closedCapabilities: readonly string[];
};

/** A change of several steps at once. `changed` holds the new records of exactly the steps that changed. */
export type JourneyChange = Consequences & { readonly changed: readonly StepRecord[] };

/** A fresh journey: every step to do. It is complete from the start when no step applies to the subject. */
export function newJourney(compiled: CompiledFlow, subject: Subject, nowMs: number): JourneyState {
  const steps = Object.fromEntries(compiled.steps.map((step) => [step.key, untouchedRecord(step.key)]));
  const journey = { subject, steps, startedAtMs: nowMs, completedAtMs: null };
  return { ...journey, completedAtMs: progressIn(surveyJourney(compiled, journey)).isComplete ? nowMs : null };
}

/**
 * Skips every step that applies, is open and may be skipped. A step behind a prerequisite that cannot be skipped stays
 * open: after this, no step allows the participant to skip it.
 */
export function skipAll(compiled: CompiledFlow, journey: JourneyState, nowMs: number): JourneyChange {
  const { applicableKeys } = surveyJourney(compiled, journey);
  let next = journey;
  // Prerequisites first, because skipping one may free the next. Skipping never changes which steps apply.
  for (const key of compiled.topologicalOrder) {
    const step = compiled.stepsByKey.get(key);
    if (step && isSkippable(step) && applicableKeys.has(key)) next = withSkipped(compiled, next, key);
  }
  return changeOf(compiled, journey, next, nowMs);
}

/**
 * Takes a journey back to its beginning: every touched step to do without answers, the start set to now and the
 * completion taken back. Row versions rise, so that a client that knows the old state is refused.
 */
export function resetJourney(compiled: CompiledFlow, journey: JourneyState, nowMs: number): JourneyChange {
  const steps = Object.fromEntries(
    Object.entries(journey.steps).map(([key, record]) => [key, isUntouched(record) ? record : clearedRecord(record)]),
  );
  return changeOf(compiled, journey, { ...journey, steps, startedAtMs: nowMs, completedAtMs: null }, nowMs);
}

/** The journey after a participant's market, role or traits changed. No record changes; what applies may. */
export function changeSubject(
  compiled: CompiledFlow,
  journey: JourneyState,
  subject: Subject,
  nowMs: number,
): JourneyChange {
  return changeOf(compiled, journey, { ...journey, subject }, nowMs);
}

/** Works out what follows from replacing `before` by `after`; sets the completion when it is reached for the first time. */
export function consequencesOf(
  compiled: CompiledFlow,
  before: JourneyState,
  after: JourneyState,
  nowMs: number,
): Consequences {
  const was = surveyJourney(compiled, before);
  const is = surveyJourney(compiled, after);
  const progress = progressIn(is);
  const completedAtMs = after.completedAtMs ?? (progress.isComplete ? nowMs : null);
  const [openBefore, openAfter] = [satisfiedIn(was), satisfiedIn(is)];
  return {
    journey: { ...after, completedAtMs },
    progress,
    completedAtMs,
    newlyApplicable: without([...is.applicableKeys], was.applicableKeys),
    noLongerApplicable: without([...was.applicableKeys], is.applicableKeys),
    openedCapabilities: without(openAfter, new Set(openBefore)),
    closedCapabilities: without(openBefore, new Set(openAfter)),
  };
}

/** A record back at its beginning, one row version on. */
export function clearedRecord(record: StepRecord): StepRecord {
  return { ...untouchedRecord(record.key), rowVersion: record.rowVersion + 1 };
}

/** Whether a record holds nothing that a reset would lose. */
export function isUntouched(record: StepRecord): boolean {
  return record.state === 'todo' && record.answers === null && record.reason === null;
}

function withSkipped(compiled: CompiledFlow, journey: JourneyState, key: string): JourneyState {
  const record = recordOf(journey, key);
  const isOpen = record.state === 'todo' || record.state === 'in_progress' || record.state === 'rejected';
  if (!isOpen || missingPrerequisites(surveyJourney(compiled, journey), key).length > 0) return journey;
  const rowVersion = record.rowVersion + 1;
  const skipped: StepRecord = { ...record, state: 'skipped', rowVersion, reason: null, submittedAtMs: null };
  return { ...journey, steps: { ...journey.steps, [key]: skipped } };
}

function changeOf(compiled: CompiledFlow, before: JourneyState, after: JourneyState, nowMs: number): JourneyChange {
  const changed = Object.values(after.steps).filter((record) => record !== before.steps[record.key]);
  return { ...consequencesOf(compiled, before, after, nowMs), changed };
}

function without(keys: readonly string[], known: ReadonlySet<string>): string[] {
  return keys.filter((key) => !known.has(key));
}
