import type { DryRunView } from '@stepwell/contract';
import type { CompiledFlow, MigrationOutcome, MigrationPlan } from '@stepwell/engine';
import type { z } from 'zod';
import type { StoredJourney } from '../journeys/index.ts';
import { NO_COUNTS, withOutcomes } from './publication.ts';

type View = z.input<typeof DryRunView>;
type Sample = View['samples'][number];
type StepTally = { carried: number; reset: number; dropped: number };

const SAMPLES_PER_OUTCOME = 50;
/** Outcomes worth looking at, worst first. */
const SHOWN: readonly MigrationOutcome[] = ['stranded', 'regresses', 'restarted', 'advances'];

/** Adds up what a publication would do, one journey after the other, in bounded memory. */
export class DryRunTally {
  #counts = NO_COUNTS;
  readonly #samples = new Map<MigrationOutcome, Sample[]>();
  readonly #steps: Map<string, StepTally>;

  constructor(draft: CompiledFlow) {
    this.#steps = new Map(draft.steps.map((step) => [step.key, { carried: 0, reset: 0, dropped: 0 }]));
  }

  add(journey: StoredJourney, plan: MigrationPlan): void {
    this.#counts = withOutcomes(this.#counts, [plan]);
    for (const key of plan.carried) this.#step(key).carried += 1;
    for (const key of plan.reset) this.#step(key).reset += 1;
    for (const key of plan.dropped) this.#step(key).dropped += 1;
    if (SHOWN.includes(plan.outcome)) this.#keep(sampleOf(journey, plan));
  }

  /** Steps in the draft's order, then those it no longer has. */
  result(): Pick<View, 'counts' | 'samples' | 'steps'> {
    return {
      counts: this.#counts,
      samples: SHOWN.flatMap((outcome) => worst(this.#samples.get(outcome) ?? [])),
      steps: [...this.#steps].map(([key, tally]) => ({ key, ...tally })),
    };
  }

  #step(key: string): StepTally {
    const tally = this.#steps.get(key) ?? { carried: 0, reset: 0, dropped: 0 };
    this.#steps.set(key, tally);
    return tally;
  }

  #keep(sample: Sample): void {
    const samples = [...(this.#samples.get(sample.outcome) ?? []), sample];
    this.#samples.set(sample.outcome, samples.length > 2 * SAMPLES_PER_OUTCOME ? worst(samples) : samples);
  }
}

/** Those who lose most first; among equals the order they came in. */
function worst(samples: readonly Sample[]): Sample[] {
  const gain = (sample: Sample): number => sample.percent_after - sample.percent_before;
  return samples.toSorted((one, other) => gain(one) - gain(other)).slice(0, SAMPLES_PER_OUTCOME);
}

function sampleOf({ id, externalId }: StoredJourney, plan: MigrationPlan): Sample {
  return {
    journey_id: id,
    external_id: externalId,
    outcome: plan.outcome,
    percent_before: plan.percentBefore,
    percent_after: plan.percentAfter,
    reset: [...plan.reset],
    dropped: [...plan.dropped],
  };
}
