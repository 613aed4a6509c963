import { createFunnel } from '@stepwell/engine';
import { EVENT_NAMES } from '../events/index.ts';
import type { FunnelRow } from './event-selection.ts';
import { ActorState, type FunnelActor, type FunnelPlan } from './funnel-plan.ts';

const MILESTONES = ['started', 'engaged', 'half_way', 'submitted', 'completed'] as const;
const TITLES = ['Started', 'Engaged', 'Half way', 'Submitted', 'Completed'];
const HALF_WAY_PERCENT = 50;

/** The moves by which a participant shows to be at work. */
const ENGAGING: ReadonlySet<string> = new Set([
  EVENT_NAMES.stepStarted,
  EVENT_NAMES.stepSaved,
  EVENT_NAMES.stepSubmitted,
  EVENT_NAMES.stepCompleted,
  EVENT_NAMES.stepSkipped,
]);

/**
 * The five milestones of a journey: started; engaged, the first step moved; half way, at 50 percent; submitted, the first
 * submission or everything required in; completed. Each counts from the moment when it and all before it hold, so the
 * order in which a flow lets its steps be done does not matter, and who completed has come by all of them.
 */
export function planMilestoneFunnel(
  selection: Omit<FunnelPlan['selection'], 'names' | 'withOfferedSteps'>,
): FunnelPlan {
  const funnel = createFunnel({
    stages: MILESTONES.map((key) => ({ key, match: { names: [key] } })),
    windowMs: selection.windowMs,
  });
  const names = [EVENT_NAMES.journeyStarted, EVENT_NAMES.journeyCompleted, ...ENGAGING, EVENT_NAMES.stepApproved];
  return {
    funnel,
    selection: { ...selection, names, withOfferedSteps: false },
    titles: TITLES,
    hiddenStages: 0,
    newActor: () => new MilestoneActor(funnel),
  };
}

class MilestoneActor extends ActorState implements FunnelActor {
  /** Whether each milestone but the first holds by itself, in their order. */
  #holds = [false, false, false, false];
  #reached = 0;

  take(row: FunnelRow): void {
    if (row.name === EVENT_NAMES.journeyStarted) {
      if (row.mayStart) this.#start(row.atMs);
      return;
    }
    const isCompletion = row.name === EVENT_NAMES.journeyCompleted;
    const now = [
      ENGAGING.has(row.name),
      row.percent !== null && row.percent >= HALF_WAY_PERCENT,
      row.name === EVENT_NAMES.stepSubmitted || row.toState === 'submitted',
      isCompletion,
    ];
    this.#holds = this.#holds.map((held, index) => held || isCompletion || now[index] === true);
    this.#reachFurther(row.atMs);
  }

  #start(atMs: number): void {
    this.#holds = [false, false, false, false];
    this.#reached = 0;
    this.advance({ name: MILESTONES[0], atMs });
  }

  #reachFurther(atMs: number): void {
    while (this.#holds[this.#reached]) {
      this.#reached += 1;
      this.advance({ name: MILESTONES[this.#reached] ?? '', atMs });
    }
  }
}
