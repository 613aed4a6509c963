import {
  advance,
  type Funnel,
  type FunnelEvent,
  type FunnelReach,
  type FunnelState,
  newFunnelState,
  reached,
} from '@stepwell/engine';
import type { EventSelection, FunnelRow } from './event-selection.ts';

/** A question about the log, ready to be asked. */
export type FunnelPlan = {
  readonly funnel: Funnel;
  readonly selection: EventSelection;
  /** What people call each stage, in the order of the funnel's. */
  readonly titles: readonly string[];
  /** How many of the funnel's first stages are not shown: they only give the others a start. */
  readonly hiddenStages: number;
  newActor(): FunnelActor;
};

/** One participant's way through a funnel, fed with the rows of that participant in time order. */
export type FunnelActor = {
  take(row: FunnelRow): void;
  reach(): FunnelReach;
};

/** The engine's state of one participant, moved along. */
export class ActorState {
  state: FunnelState;

  constructor(funnel: Funnel) {
    this.state = newFunnelState(funnel);
  }

  advance(event: FunnelEvent): void {
    this.state = advance(this.state, event);
  }

  reach(): FunnelReach {
    return reached(this.state);
  }
}
