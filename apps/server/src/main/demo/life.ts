import {
  type Actor,
  type CompiledFlow,
  decide,
  type JourneyState,
  type Move,
  newJourney,
  progressOf,
  type StepDefinition,
} from '@stepwell/engine';
import { demoAnswers } from './answers.ts';
import type { DemoPerson } from './people.ts';
import { spread } from './spread.ts';

/** One thing that happened in a demo journey. */
export type LifeEvent = {
  readonly atMs: number;
  readonly name: string;
  readonly actor: Actor;
  readonly stepKey: string | null;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly percent: number;
};

export type Life = {
  readonly state: JourneyState;
  readonly events: readonly LifeEvent[];
  readonly lastActivityMs: number;
};

type Attempt = { readonly move: Move; readonly actor: Actor; readonly reason?: string; readonly waitMinutes: number };

const MINUTE_MS = 60_000;
const MAX_MOVES = 60;
/** Of a thousand people at a step of this kind, how many go on. */
const PERSISTENCE: Readonly<Partial<Record<StepDefinition['kind'], number>>> = {
  info: 985,
  form: 900,
  terms: 955,
  task: 965,
  external: 880,
};

/** Lives a journey by the engine's own rules from `startMs` until the person gives up, is done, or `nowMs` has come. */
export function liveJourney(
  flow: CompiledFlow,
  person: DemoPerson,
  index: number,
  startMs: number,
  nowMs: number,
): Life {
  let state = newJourney(flow, person.subject, startMs);
  let atMs = startMs;
  const events: LifeEvent[] = [
    { atMs, name: 'journey.started', actor: 'participant', stepKey: null, fromState: null, toState: null, percent: 0 },
  ];
  for (let turn = 0; turn < MAX_MOVES; turn += 1) {
    const step = nextToDo(flow, state);
    const waits = step !== undefined && state.steps[step.key]?.state === 'submitted';
    if (!step || (!waits && givesUp(step, index, turn))) break;
    const attempt = attemptAt(step, state, index, turn);
    const moveMs = atMs + attempt.waitMinutes * MINUTE_MS;
    if (moveMs >= nowMs) break;
    const made = makeMove(flow, state, step, person, index, { ...attempt, atMs: moveMs });
    if (!made) break;
    state = made.state;
    atMs = moveMs;
    events.push(...made.events);
  }
  return reviewed(flow, person, index, { state, events, lastActivityMs: atMs }, nowMs);
}

/** A review does not wait for the person: what was handed in before they gave up is decided within the day. */
function reviewed(flow: CompiledFlow, person: DemoPerson, index: number, life: Life, nowMs: number): Life {
  let { state } = life;
  const events = [...life.events];
  for (const [at, step] of flow.steps.entries()) {
    const submittedAtMs = state.steps[step.key]?.submittedAtMs;
    if (state.steps[step.key]?.state !== 'submitted' || submittedAtMs == null) continue;
    const atMs = Math.max(submittedAtMs, life.lastActivityMs) + MINUTE_MS * (60 + spread(1_200, index, at, 39));
    if (atMs >= nowMs) continue;
    const made = makeMove(flow, state, step, person, index, {
      move: 'approve',
      actor: 'reviewer',
      waitMinutes: 0,
      atMs,
    });
    if (!made) continue;
    state = made.state;
    events.push(...made.events);
  }
  return { ...life, state, events };
}

/** The next open step; where all that is left waits for review, the one that waits. */
function nextToDo(flow: CompiledFlow, state: JourneyState): StepDefinition | undefined {
  const { nextStep } = progressOf(flow, state);
  const waiting = flow.steps.find((step) => state.steps[step.key]?.state === 'submitted');
  return nextStep === null ? waiting : flow.stepsByKey.get(nextStep);
}

function givesUp(step: StepDefinition, index: number, turn: number): boolean {
  return spread(1_000, index, turn, 31) >= (PERSISTENCE[step.kind] ?? 900);
}

function attemptAt(step: StepDefinition, state: JourneyState, index: number, turn: number): Attempt {
  const current = state.steps[step.key]?.state ?? 'todo';
  const waitMinutes = waitBefore(step, index, turn);
  if (current === 'submitted') {
    const isRejected = spread(100, index, turn, 32) < 9;
    return isRejected
      ? { move: 'reject', actor: 'reviewer', reason: 'The document could not be read.', waitMinutes: waitMinutes + 180 }
      : { move: 'approve', actor: 'reviewer', waitMinutes: waitMinutes + 180 };
  }
  if (step.skippable && !step.required && spread(100, index, turn, 33) < 45)
    return { move: 'skip', actor: 'participant', waitMinutes };
  if (current === 'todo' && (step.kind === 'form' || spread(3, index, turn, 34) === 0)) {
    return { move: 'start', actor: 'participant', waitMinutes };
  }
  return { move: step.kind === 'form' ? 'submit' : 'complete', actor: actorFor(step), waitMinutes };
}

function actorFor(step: StepDefinition): Actor {
  if (step.kind === 'task') return 'tenant';
  return step.kind === 'external' ? 'webhook' : 'participant';
}

/** Mostly minutes within a visit, sometimes hours or days between two. */
function waitBefore(step: StepDefinition, index: number, turn: number): number {
  const inVisit = 1 + spread(Math.max(2, Math.ceil(step.estimated_minutes * 2)), index, turn, 35);
  const pause = spread(12, index, turn, 36);
  if (pause === 0) return inVisit + 1_440 * (1 + spread(5, index, turn, 37));
  return pause <= 2 ? inVisit + 60 * (1 + spread(20, index, turn, 38)) : inVisit;
}

function makeMove(
  flow: CompiledFlow,
  state: JourneyState,
  step: StepDefinition,
  person: DemoPerson,
  index: number,
  attempt: Attempt & { atMs: number },
): { state: JourneyState; events: LifeEvent[] } | undefined {
  const { move, actor, atMs, reason } = attempt;
  const answers = move === 'submit' && step.kind === 'form' ? demoAnswers(step, person, index) : undefined;
  const decision = decide(flow, state, {
    stepKey: step.key,
    move,
    actor,
    rowVersion: null,
    answers,
    reason,
    nowMs: atMs,
  });
  if (!decision.ok) return undefined;
  const { percent } = decision.progress;
  const moved: LifeEvent = {
    atMs,
    name: eventName(move, decision.step.state),
    actor,
    stepKey: step.key,
    fromState: decision.previous.state,
    toState: decision.step.state,
    percent,
  };
  const completes = decision.completedAtMs !== null && state.completedAtMs === null;
  const completed: LifeEvent = {
    atMs,
    name: 'journey.completed',
    actor,
    stepKey: null,
    fromState: null,
    toState: null,
    percent,
  };
  return { state: decision.journey, events: completes ? [moved, completed] : [moved] };
}

function eventName(move: Move, state: string): string {
  if (state === 'submitted') return 'step.submitted';
  const names: Partial<Record<Move, string>> = {
    start: 'step.started',
    skip: 'step.skipped',
    approve: 'step.approved',
    reject: 'step.rejected',
  };
  return names[move] ?? 'step.completed';
}
