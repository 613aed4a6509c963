import type { StepState } from './journey.ts';

/** One thing an actor did. Times are milliseconds since the Unix epoch. */
export type FunnelEvent = {
  readonly name: string;
  readonly atMs: number;
  readonly stepKey?: string | null;
  /** The state the step went to. */
  readonly state?: StepState | null;
};

/** Matches an event that meets every condition given; one without conditions matches any event. */
export type FunnelMatcher = {
  readonly names?: readonly string[];
  readonly stepKey?: string;
  readonly states?: readonly StepState[];
};

export type FunnelStage = {
  readonly key: string;
  readonly match: FunnelMatcher;
  /** A side branch: only some actors come by it, and later stages do not ask for it. */
  readonly branch?: boolean;
  /** What shows that an actor was shown the stage, at any time. Without it, whoever reached the stage before has seen it. */
  readonly seenBy?: FunnelMatcher;
};

export type FunnelDefinition = {
  readonly stages: readonly FunnelStage[];
  /** Longest time from the first stage to any other, inclusive; null for no limit. */
  readonly windowMs: number | null;
};

/** A compiled funnel. */
export type Funnel = FunnelDefinition & {
  /** For each stage, the index of the nearest earlier stage that is no branch; null where there is none. */
  readonly previous: readonly (number | null)[];
};

/** Stage events in time order, latest first. `startMs` is the time of its first event. */
export type FunnelChain = {
  readonly stage: number;
  readonly startMs: number;
  readonly atMs: number;
  readonly previous: FunnelChain | null;
};

/** How far one actor has come. Never changed: `advance` returns the next one. */
export type FunnelState = {
  readonly funnel: Funnel;
  /** For each stage, the chain up to it that starts latest. */
  readonly latest: readonly (FunnelChain | null)[];
  /** For each stage, the chain by which it was reached first. */
  readonly first: readonly (FunnelChain | null)[];
  readonly seen: readonly boolean[];
  readonly lastAtMs: number;
};

/** Compiles a funnel. @throws RangeError when it has no stage, two stages share a key or the window is below zero. */
export function createFunnel(definition: FunnelDefinition): Funnel {
  const { stages, windowMs } = definition;
  if (stages.length === 0) throw new RangeError('A funnel needs at least one stage.');
  if (new Set(stages.map((stage) => stage.key)).size !== stages.length) {
    throw new RangeError('Two stages of a funnel share a key.');
  }
  if (windowMs !== null && !(windowMs >= 0)) throw new RangeError('The window of a funnel cannot be below zero.');
  const previous = stages.map((_, index) => previousMain(stages, index));
  return { stages, windowMs, previous };
}

/** The state of an actor of whom nothing is known yet. */
export function newFunnelState(funnel: Funnel): FunnelState {
  const none = funnel.stages.map(() => null);
  return { funnel, latest: none, first: none, seen: funnel.stages.map(() => false), lastAtMs: -Infinity };
}

/**
 * Takes in an actor's next event. Events come in time order; of two with the same time, the one handed in later counts
 * as after. One event serves at most one stage of a chain.
 *
 * An actor converts a stage when some chain of their events, each after the one before, matches the stages before it
 * (branches left out) and the stage itself, all within the window from the chain's first event. Repeats and restarts
 * make many chains; only the one that starts latest has to be kept for each stage, because whatever an older chain may
 * still reach within its window, the latest may reach too.
 *
 * @throws RangeError when the event is earlier than the one before.
 */
export function advance(state: FunnelState, event: FunnelEvent): FunnelState {
  if (event.atMs < state.lastAtMs) throw new RangeError('Events of a funnel must come in time order.');
  const { stages } = state.funnel;
  const latest = [...state.latest];
  const first = [...state.first];
  // From the last stage back, so that an event never follows itself.
  for (let index = stages.length - 1; index >= 0; index -= 1) {
    const stage = stages[index];
    const chain = stage && matches(stage.match, event) ? extended(state.funnel, latest, index, event.atMs) : null;
    if (!chain) continue;
    first[index] ??= chain;
    // Of chains with one start the earlier is kept: it got here sooner.
    if (chain.startMs > (latest[index]?.startMs ?? -Infinity)) latest[index] = chain;
  }
  const seen = stages.map(
    ({ seenBy }, index) => state.seen[index] === true || (seenBy !== undefined && matches(seenBy, event)),
  );
  return { ...state, latest, first, seen, lastAtMs: event.atMs };
}

/** The state after all of an actor's events, which may come in any order; ties keep the order given. */
export function runFunnel(funnel: Funnel, events: readonly FunnelEvent[]): FunnelState {
  return [...events].sort((left, right) => left.atMs - right.atMs).reduce(advance, newFunnelState(funnel));
}

/** Whether an event meets a matcher. */
export function matches(matcher: FunnelMatcher, event: FunnelEvent): boolean {
  const { names, stepKey, states } = matcher;
  return (
    (names === undefined || names.includes(event.name)) &&
    (stepKey === undefined || stepKey === event.stepKey) &&
    (states === undefined || (event.state != null && states.includes(event.state)))
  );
}

function previousMain(stages: readonly FunnelStage[], index: number): number | null {
  const previous = stages.slice(0, index).findLastIndex((stage) => !stage.branch);
  return previous === -1 ? null : previous;
}

function extended(
  { previous, windowMs }: Funnel,
  latest: readonly (FunnelChain | null)[],
  stage: number,
  atMs: number,
): FunnelChain | null {
  const from = previous[stage] ?? null;
  if (from === null) return { stage, startMs: atMs, atMs, previous: null };
  const chain = latest[from] ?? null;
  if (!chain || (windowMs !== null && atMs - chain.startMs > windowMs)) return null;
  return { stage, startMs: chain.startMs, atMs, previous: chain };
}
