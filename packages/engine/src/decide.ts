import { type JourneySurvey, surveyJourney } from './applicability.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import type { StepDefinition } from './definition.ts';
import type { Actor, Answers, JourneyState, Move, StepRecord, StepState } from './journey.ts';
import { type Consequences, clearedRecord, consequencesOf } from './journey-changes.ts';
import { missingPrerequisites, recordOf, stateIn } from './step-states.ts';
import type { Transition } from './transition-table.ts';
import { allowedMovesIn, mayBeSkipped, targetState, transitionsFrom } from './transitions.ts';

/** One actor's wish to make one move on one step. */
export type Command = {
  readonly stepKey: string;
  readonly move: Move;
  readonly actor: Actor;
  /** The row version the caller last saw; null asks for no check. */
  readonly rowVersion: number | null;
  /** Replace the answers kept so far; their check against the form's schema is the caller's. */
  readonly answers?: Answers | null;
  readonly reason?: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number;
};

/** Every code of a refusal, in the order in which they are looked for. */
export const REFUSALS = [
  'step_unknown',
  'row_version_stale',
  'step_not_applicable',
  'transition_not_allowed',
  'actor_not_permitted',
  'step_not_skippable',
  'prerequisites_missing',
  'reason_required',
  'answers_required',
  'answers_not_accepted',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** The move is made: what to store and what follows from it. */
export type Accepted = Consequences & {
  readonly ok: true;
  /** The record to store: one row version on. */
  readonly step: StepRecord;
  readonly previous: StepRecord;
};

/** The move is not made: why, and what could be done instead. */
export type Refused = {
  readonly ok: false;
  readonly code: RefusalCode;
  /** The current state as people see it; null when the step is unknown or does not apply. */
  readonly state: StepState | null;
  /** The current record; null when the step is unknown. */
  readonly record: StepRecord | null;
  readonly allowedMoves: readonly Move[];
  /** The prerequisites that are missing; empty unless the code says so. */
  readonly missing: readonly string[];
};

export type Decision = Accepted | Refused;

/**
 * Decides one move on one step. Pure: the journey and the command are left as they are, and the same input always gets
 * the same decision. Refusals are looked for in the order of `REFUSALS`.
 *
 * @example decide(flow, journey, { stepKey: 'profile', move: 'start', actor: 'participant', rowVersion: 1, nowMs })
 */
export function decide(compiled: CompiledFlow, journey: JourneyState, command: Command): Decision {
  const survey = surveyJourney(compiled, journey);
  const step = compiled.stepsByKey.get(command.stepKey);
  if (!step) return refused(survey, command, 'step_unknown');
  const previous = recordOf(journey, step.key);
  const row = transitionOrRefusal(survey, step, previous, command);
  if (typeof row === 'string') return refused(survey, command, row);
  const next = nextRecord(step, previous, row, command);
  const after = { ...journey, steps: { ...journey.steps, [step.key]: next } };
  return { ok: true, step: next, previous, ...consequencesOf(compiled, journey, after, command.nowMs) };
}

function transitionOrRefusal(
  survey: JourneySurvey,
  step: StepDefinition,
  record: StepRecord,
  command: Command,
): Transition | RefusalCode {
  if (command.rowVersion !== null && command.rowVersion !== record.rowVersion) return 'row_version_stale';
  if (!survey.applicableKeys.has(step.key)) return 'step_not_applicable';
  const rows = transitionsFrom(step, record.state, command.move);
  if (rows.length === 0) return 'transition_not_allowed';
  const row = rows.find((candidate) => candidate.actors.includes(command.actor));
  if (!row) return 'actor_not_permitted';
  if (!mayBeSkipped(row, step)) return 'step_not_skippable';
  if (row.needsPrerequisites && missingPrerequisites(survey, step.key).length > 0) return 'prerequisites_missing';
  return payloadRefusal(row, record, command) ?? row;
}

function payloadRefusal(row: Transition, record: StepRecord, { answers, reason }: Command): RefusalCode | null {
  if (row.needsReason && given(reason) === null) return 'reason_required';
  // Only a submission may fall back on the draft: a save without answers would save nothing.
  const kept = row.move === 'submit' ? record.answers : null;
  if (row.answers === 'required' && !(answers ?? kept)) return 'answers_required';
  if (row.answers === undefined && answers && Object.keys(answers).length > 0) return 'answers_not_accepted';
  return null;
}

/** A reason as it was given; null when it is absent or blank. */
function given(reason: string | null | undefined): string | null {
  return reason?.trim() ? reason : null;
}

function nextRecord(step: StepDefinition, record: StepRecord, row: Transition, command: Command): StepRecord {
  if (row.move === 'reset') return clearedRecord(record);
  const state = targetState(row, step);
  const next: StepRecord = {
    ...record,
    state,
    rowVersion: record.rowVersion + 1,
    answers: row.answers ? (command.answers ?? record.answers) : record.answers,
    startedAtMs: record.startedAtMs ?? command.nowMs,
    doneAtMs: null,
  };
  return { ...next, ...marksOf(state, record, row, command) };
}

/** The marks of a record that hang on the state it goes to. */
function marksOf(state: StepState, record: StepRecord, row: Transition, command: Command): Partial<StepRecord> {
  const reason = given(command.reason);
  switch (state) {
    case 'todo':
      return { reason: null, startedAtMs: null, submittedAtMs: null };
    case 'in_progress':
      // The reason of a rejection stays in sight while the step is worked on again.
      return { reason: row.move === 'reopen' ? reason : record.reason, submittedAtMs: null };
    case 'submitted':
      return { reason: null, submittedAtMs: command.nowMs };
    case 'done':
      return {
        reason: null,
        submittedAtMs: row.move === 'submit' ? command.nowMs : record.submittedAtMs,
        doneAtMs: command.nowMs,
      };
    case 'skipped':
      return { reason, startedAtMs: record.startedAtMs, submittedAtMs: null };
    default:
      return { reason };
  }
}

function refused(survey: JourneySurvey, command: Command, code: RefusalCode): Refused {
  const { stepKey, actor } = command;
  return {
    ok: false,
    code,
    state: stateIn(survey, stepKey),
    record: survey.compiled.stepsByKey.has(stepKey) ? recordOf(survey.journey, stepKey) : null,
    allowedMoves: allowedMovesIn(survey, stepKey, actor),
    missing: code === 'prerequisites_missing' ? missingPrerequisites(survey, stepKey) : [],
  };
}
