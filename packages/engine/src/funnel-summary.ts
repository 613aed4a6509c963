import type { Funnel, FunnelChain, FunnelState } from './funnel.ts';

/** What one actor contributes to a funnel; plain data, so that it can be counted, stored and merged. */
export type FunnelReach = {
  /** For each stage: whether the actor converted it. */
  readonly entered: readonly boolean[];
  /** For each stage: whether the actor counts towards its denominator. */
  readonly saw: readonly boolean[];
  /** For each stage: milliseconds since the stage before it (branches left out); null where not known. */
  readonly sinceMs: readonly (number | null)[];
};

export type FunnelStageSummary = {
  readonly key: string;
  readonly branch: boolean;
  /** Actors who converted the stage. */
  readonly entered: number;
  /** Actors who saw the stage: the denominator. */
  readonly saw: number;
  /** entered ÷ saw, from 0 to 1; null when nobody saw the stage. */
  readonly conversion: number | null;
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
};

export type FunnelSummary = {
  /** Actors looked at, whether or not they reached the first stage. */
  readonly actors: number;
  readonly stages: readonly FunnelStageSummary[];
};

/**
 * What an actor has reached.
 *
 * Denominator of a stage: the actors who reached the nearest earlier stage that is no branch and, where the stage says
 * how it is seen, saw it at any time. Who converted a stage has seen it. The first stage is seen by those who convert it
 * or, where it says how it is seen, by those who saw it.
 *
 * Times come from one chain, so that they add up: the chain by which the furthest stage of the main line was first
 * reached, and of several that end there together the one that starts latest; each of its events is the earliest that
 * fits. The time of a branch is that of its own first chain.
 */
export function reached(state: FunnelState): FunnelReach {
  const { funnel, first, seen } = state;
  const entered = funnel.stages.map((_, index) => first[index] != null);
  const saw = funnel.stages.map((_, index) => entered[index] === true || couldEnter(funnel, entered, seen, index));
  return { entered, saw, sinceMs: timesOf(funnel, first) };
}

/**
 * Counts actors stage by stage. `medianMs` and `p90Ms` are nearest-rank percentiles: of n values in ascending order the
 * one at place ⌈n × percent ÷ 100⌉, so each is a time that somebody really took.
 */
export function summarizeFunnel(funnel: Funnel, reaches: Iterable<FunnelReach>): FunnelSummary {
  const tallies = funnel.stages.map(() => ({ entered: 0, saw: 0, times: [] as number[] }));
  let actors = 0;
  for (const reach of reaches) {
    actors += 1;
    for (const [index, tally] of tallies.entries()) addReach(tally, reach, index);
  }
  const stages = funnel.stages.map(({ key, branch }, index) => {
    const { entered, saw, times } = tallies[index] ?? { entered: 0, saw: 0, times: [] };
    const sorted = times.sort((left, right) => left - right);
    return {
      key,
      branch: branch === true,
      entered,
      saw,
      conversion: saw === 0 ? null : entered / saw,
      medianMs: nearestRank(sorted, 50),
      p90Ms: nearestRank(sorted, 90),
    };
  });
  return { actors, stages };
}

/** The nearest-rank percentile of values in ascending order; null when there are none. `percent` is from 1 to 100. */
export function nearestRank(sorted: readonly number[], percent: number): number | null {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
}

type Tally = { entered: number; saw: number; times: number[] };

function addReach(tally: Tally, reach: FunnelReach, index: number): void {
  if (reach.entered[index]) tally.entered += 1;
  if (reach.saw[index]) tally.saw += 1;
  const since = reach.sinceMs[index];
  if (since != null) tally.times.push(since);
}

function couldEnter(funnel: Funnel, entered: readonly boolean[], seen: readonly boolean[], index: number): boolean {
  const previous = funnel.previous[index] ?? null;
  const isSeen = funnel.stages[index]?.seenBy === undefined ? previous !== null : seen[index] === true;
  return isSeen && (previous === null || entered[previous] === true);
}

function timesOf(funnel: Funnel, first: readonly (FunnelChain | null)[]): (number | null)[] {
  const furthest = funnel.stages.findLastIndex((stage, index) => !stage.branch && first[index] != null);
  const times: (number | null)[] = funnel.stages.map(({ branch }, index) => (branch ? stepTime(first[index]) : null));
  for (let chain = first[furthest] ?? null; chain !== null; chain = chain.previous) {
    times[chain.stage] = stepTime(chain);
  }
  return times;
}

function stepTime(chain: FunnelChain | null | undefined): number | null {
  return chain?.previous ? chain.atMs - chain.previous.atMs : null;
}
