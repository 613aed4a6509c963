import {
  type Answers,
  applicableSteps,
  compileFlow,
  decide,
  type FlowDefinition,
  type JourneyState,
  type Move,
  newJourney,
  type Progress,
  progressOf,
  recordOf,
  type StepDefinition,
  type StepState,
  type Subject,
  statesOf,
  untouchedRecord,
} from '@stepwell/engine';

/** Nothing in a preview depends on when it happens. */
const START_MS = 0;

export interface WalkStep {
  step: StepDefinition;
  state: StepState;
  /** Titles can be looked up by these: the prerequisites that are not met. */
  waitsFor: readonly string[];
}

export interface Walk {
  steps: readonly WalkStep[];
  progress: Progress;
}

export type WalkActor = 'participant' | 'tenant';

export interface WalkMove {
  stepKey: string;
  move: Move;
  actor: WalkActor;
  answers?: Answers;
}

export function startWalk(flow: FlowDefinition, subject: Subject): JourneyState {
  return newJourney(compileFlow(flow), subject, START_MS);
}

/** What somebody who has come this far sees of the flow as it is now. */
export function lookAt(flow: FlowDefinition, journey: JourneyState): Walk {
  const compiled = compileFlow(flow);
  const states = statesOf(compiled, journey);
  const steps = applicableSteps(compiled, journey.subject, journey.steps).map((step): WalkStep => {
    const state = states.get(step.key) ?? 'todo';
    const waitsFor = step.requires.filter((key) => states.has(key) && !isFinished(recordOf(journey, key).state));
    return { step, state, waitsFor: state === 'blocked' ? waitsFor : [] };
  });
  return { steps, progress: progressOf(compiled, journey) };
}

/**
 * The journey of somebody who has just come to a step: what it comes after is done, the step itself is not yet. What else
 * was done stays.
 */
export function walkTo(flow: FlowDefinition, journey: JourneyState, stepKey: string): JourneyState {
  const { stepsByKey } = compileFlow(flow);
  const before = new Set<string>();
  const queue = [stepKey];
  for (const key of queue) {
    for (const required of stepsByKey.get(key)?.requires ?? []) {
      if (required === stepKey || before.has(required) || !stepsByKey.has(required)) continue;
      before.add(required);
      queue.push(required);
    }
  }
  const steps = { ...journey.steps, [stepKey]: untouchedRecord(stepKey) };
  for (const key of before) {
    const record = recordOf(journey, key);
    if (!isFinished(record.state)) steps[key] = { ...record, state: 'done', doneAtMs: START_MS };
  }
  return { ...journey, steps };
}

/** The journey after a move; the same one when the rules refuse it. */
export function walkOn(flow: FlowDefinition, journey: JourneyState, move: WalkMove): JourneyState {
  const decision = decide(compileFlow(flow), journey, { ...move, rowVersion: null, nowMs: START_MS });
  return decision.ok ? decision.journey : journey;
}

function isFinished(state: string): boolean {
  return state === 'done' || state === 'skipped';
}
