/** Upper bounds of the counted durations; what took longer counts in the total alone. */
const BOUNDS_MS = [10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000];

/** What became of the calls to one service since the process began. */
export type OutboundReport = {
  readonly service: string;
  /** Calls asked for; their further tries are counted as retries. */
  readonly calls: number;
  /** Calls that ended without an answer or with a fault of the service, also where a fallback stood in. */
  readonly failures: number;
  readonly retries: number;
  /** Calls that failed without being tried once more, because the circuit was open. */
  readonly spared: number;
  readonly fallbacks: number;
  readonly durations: {
    /** How many calls took at most so long, waiting between tries included; each bound counts those below it too. */
    readonly buckets: readonly { readonly leMs: number; readonly count: number }[];
    readonly sumMs: number;
    readonly count: number;
  };
};

type Count = 'calls' | 'failures' | 'retries' | 'spared' | 'fallbacks';

export type Counters = {
  add(what: Count): void;
  took(ms: number): void;
  report(): OutboundReport;
};

export function createCounters(service: string): Counters {
  const counts: Record<Count, number> = { calls: 0, failures: 0, retries: 0, spared: 0, fallbacks: 0 };
  const within = BOUNDS_MS.map(() => 0);
  let sumMs = 0;
  let count = 0;
  return {
    add(what) {
      counts[what] += 1;
    },
    took(given) {
      // A clock that is set back must not make time negative.
      const ms = Math.max(0, given);
      sumMs += ms;
      count += 1;
      for (const [index, bound] of BOUNDS_MS.entries()) if (ms <= bound) within[index] = (within[index] ?? 0) + 1;
    },
    report: () => ({
      service,
      ...counts,
      durations: { buckets: BOUNDS_MS.map((leMs, index) => ({ leMs, count: within[index] ?? 0 })), sumMs, count },
    }),
  };
}
