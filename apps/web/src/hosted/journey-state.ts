import { FINISH, WELCOME } from './address.ts';
import type { Journey, JourneyStep, StepMove, StepUpdate } from './api.ts';

/** Whether a person can do something on the step now, here. */
export function isActionable(step: JourneyStep): boolean {
  const isUnopenedLink = step.kind === 'external' && step.state === 'todo';
  return isUnopenedLink || step.allowed_moves.includes('submit') || step.allowed_moves.includes('complete');
}

/** Whether the step waits for somebody else: a review, the company, or a service outside. */
export function isWaiting(step: JourneyStep): boolean {
  const isElsewhere = step.kind === 'task' || step.kind === 'external';
  return step.state === 'submitted' || (isElsewhere && (step.state === 'todo' || step.state === 'in_progress'));
}

export function isFinished(step: JourneyStep): boolean {
  return step.state === 'done' || step.state === 'skipped';
}

/** Steps that `skipOnboarding` would skip. */
export function skippableSteps(journey: Journey): JourneyStep[] {
  return journey.steps.filter((step) => step.allowed_moves.includes('skip'));
}

/** Optional steps that can still be done, skipped ones among them. */
export function optionalLeft(journey: Journey): JourneyStep[] {
  return journey.steps.filter(
    (step) => !step.required && (isActionable(step) || step.state === 'skipped' || step.state === 'blocked'),
  );
}

/** Where a person arrives: where they asked to be, else where there is something to do. */
export function arrivalView(journey: Journey, asked: string | null): string {
  if (asked === FINISH || asked === WELCOME || journey.steps.some((step) => step.key === asked)) return asked ?? FINISH;
  if (journey.progress.is_complete) return FINISH;
  const isUntouched = journey.steps.every((step) => step.state === 'todo' || step.state === 'blocked');
  return isUntouched ? WELCOME : nextView(journey, null);
}

/**
 * Where to go after a step: the first one after it that can be worked on, then the first one before it, else the end.
 * `progress.next_step` is not used, because it may name a step that somebody else has to do.
 */
export function nextView(journey: Journey, afterKey: string | null): string {
  const at = journey.steps.findIndex((step) => step.key === afterKey);
  const inOrder = [...journey.steps.slice(at + 1), ...journey.steps.slice(0, Math.max(0, at))];
  return inOrder.find(isActionable)?.key ?? FINISH;
}

/**
 * The journey after one of its steps moved, as far as the lean answer tells. Steps that came, went or were unblocked
 * are known only after the journey is read again.
 */
export function applyUpdate(journey: Journey, update: StepUpdate, move: StepMove): Journey {
  return {
    ...journey,
    progress: update.progress,
    completed_at: update.completed_at,
    status: update.completed_at ? 'completed' : journey.status,
    steps: journey.steps
      .filter((step) => !update.no_longer_applicable.includes(step.key))
      .map((step) =>
        step.key === update.step.key ? { ...step, ...update.step, answers: move.answers ?? step.answers } : step,
      ),
  };
}

/** Whether a step is where the move was to take it: then a refusal only means that an earlier try had arrived. */
export function hasArrived(step: JourneyStep, move: StepMove['move']): boolean {
  switch (move) {
    case 'submit':
    case 'complete':
      return step.state === 'done' || step.state === 'submitted';
    case 'skip':
      return step.state === 'skipped';
    case 'reopen':
      return step.state === 'todo' || step.state === 'in_progress';
    case 'start':
      return step.state !== 'todo' && step.state !== 'blocked';
    default:
      return false;
  }
}
