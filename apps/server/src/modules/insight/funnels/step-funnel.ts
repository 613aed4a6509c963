import {
  createFunnel,
  type FlowDefinition,
  type FunnelChain,
  type FunnelReach,
  type StepState,
  textIn,
} from '@stepwell/engine';
import { EVENT_NAMES } from '../events/index.ts';
import type { FunnelRow } from './event-selection.ts';
import { ActorState, type FunnelActor, type FunnelPlan } from './funnel-plan.ts';

/** No step can have this key. */
const START = EVENT_NAMES.journeyStarted;
const STEP_EVENTS = Object.values(EVENT_NAMES).filter((name) => name.startsWith('step.'));
/** The participant's part is done; what a reviewer makes of it is another matter. */
const HANDED_IN: readonly StepState[] = ['submitted', 'done'];
const OFFERED = 'step.offered';

/**
 * A flow's own steps. A step is entered when it was handed in (submitted or done), and seen by those to whom it applies
 * or who ever moved it: market, role, traits and answers decide, never the row above. Steps may be done in any order the
 * flow allows, so the time of a step is the time since the participant's previous step or, for the first, since the start.
 */
export function planStepFunnel(
  definition: FlowDefinition,
  selection: Omit<FunnelPlan['selection'], 'names' | 'withOfferedSteps'>,
): FunnelPlan {
  const steps = definition.steps.map(({ key }) => ({
    key,
    match: { stepKey: key, states: HANDED_IN },
    seenBy: { stepKey: key },
    branch: true,
  }));
  const funnel = createFunnel({
    stages: [{ key: START, match: { names: [START] } }, ...steps],
    windowMs: selection.windowMs,
  });
  const { default_locale: locale } = definition;
  return {
    funnel,
    selection: { ...selection, names: [START, ...STEP_EVENTS], withOfferedSteps: true },
    titles: ['', ...definition.steps.map((step) => textIn(step.title, locale, locale))],
    hiddenStages: 1,
    newActor: () => new StepActor(funnel),
  };
}

class StepActor extends ActorState implements FunnelActor {
  take({ name, atMs, stepKey, toState, mayStart, offered }: FunnelRow): void {
    if (name !== START) {
      this.advance({ name, atMs, stepKey, state: toState as StepState | null });
    } else if (mayStart) {
      this.advance({ name, atMs });
      for (const key of offered?.split(' ') ?? []) this.advance({ name: OFFERED, atMs, stepKey: key });
    }
  }

  override reach(): FunnelReach {
    return { ...super.reach(), sinceMs: timesOnOwnPath(this.state.first) };
  }
}

/** The first chain of each step says when it was handed in and when the journey had started. */
function timesOnOwnPath(chains: readonly (FunnelChain | null)[]): (number | null)[] {
  const times = chains.map((): number | null => null);
  const path = chains.filter((chain) => chain !== null && chain.previous !== null) as FunnelChain[];
  let previousMs = Number.NEGATIVE_INFINITY;
  for (const { stage, startMs, atMs } of path.sort((left, right) => left.atMs - right.atMs)) {
    times[stage] = atMs - Math.max(startMs, previousMs);
    previousMs = atMs;
  }
  return times;
}
