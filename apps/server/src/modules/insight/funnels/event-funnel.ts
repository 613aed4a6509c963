import { createFunnel } from '@stepwell/engine';
import type { FunnelRow } from './event-selection.ts';
import { ActorState, type FunnelActor, type FunnelPlan } from './funnel-plan.ts';

/** Put before the name of an event that no funnel may start with; no event's own name begins with it. */
const LATER_ONLY = '\u0000';

export type EventStage = { readonly key: string; readonly title?: string; readonly events: readonly string[] };

/** A funnel over any events: each stage is met by any of its names. */
export function planEventFunnel(
  stages: readonly EventStage[],
  selection: Omit<FunnelPlan['selection'], 'names' | 'withOfferedSteps'>,
): FunnelPlan {
  const funnel = createFunnel({
    stages: stages.map(({ key, events }, index) => ({
      key,
      match: { names: index === 0 ? events : [...events, ...events.map((name) => LATER_ONLY + name)] },
    })),
    windowMs: selection.windowMs,
  });
  return {
    funnel,
    selection: { ...selection, names: [...new Set(stages.flatMap((stage) => stage.events))], withOfferedSteps: false },
    titles: stages.map(({ key, title }) => title ?? key),
    hiddenStages: 0,
    newActor: () => new EventActor(funnel),
  };
}

class EventActor extends ActorState implements FunnelActor {
  take({ name, atMs, mayStart }: FunnelRow): void {
    this.advance({ name: mayStart ? name : LATER_ONLY + name, atMs });
  }
}
