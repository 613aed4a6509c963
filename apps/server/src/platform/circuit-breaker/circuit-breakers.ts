import {
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import type { Clock } from '../clock/index.ts';
import { OutsideFailure } from '../errors/index.ts';
import type { Log } from '../telemetry/index.ts';

const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
} as const;

export type CircuitBreakerOptions = {
  /** What is called, e.g. `redis`; one breaker of a name. */
  readonly name: string;
  /** Failures one after the other that open it. */
  readonly failures: number;
  /** How long it stays open before one call is let through to try. */
  readonly halfOpenAfterMs: number;
  /** Which errors tell of a service that is down; all of them where absent. */
  readonly counts?: (error: unknown) => boolean;
  /** False for those of which there are many that come and go, such as one per host. */
  readonly isListed?: boolean;
};

export type CircuitReport = {
  readonly name: string;
  readonly state: 'closed' | 'open' | 'half_open';
  /** When it last changed its state; absent while it never did. */
  readonly since: Date | undefined;
  readonly timesOpened: number;
};

/** Spares a service that is down the calls, and its callers the waiting. */
export type CircuitBreaker = {
  /** Rejects with `CircuitOpen`, without calling `work`, while it is open. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Closes it at once: something else has seen the service answer. */
  close(): void;
  report(): CircuitReport;
};

/** The breakers of this process, for whoever shows or counts them. */
export type CircuitBreakers = {
  create(options: CircuitBreakerOptions): CircuitBreaker;
  reports(): CircuitReport[];
};

/** The service was not called: it failed too often just before. */
export class CircuitOpen extends OutsideFailure {
  override readonly name = 'CircuitOpen';
  readonly service: string;

  constructor(service: string) {
    super('external_service', `${service} is not called: it failed too often just before`);
    this.service = service;
  }
}

export function createCircuitBreakers(deps: { readonly clock: Clock; readonly log: Log }): CircuitBreakers {
  const all: CircuitBreaker[] = [];
  return {
    create(options) {
      const breaker = breakerOf(options, deps);
      if (options.isListed !== false) all.push(breaker);
      return breaker;
    },
    reports: () => all.map((breaker) => breaker.report()),
  };
}

function breakerOf(
  { name, failures, halfOpenAfterMs, counts = () => true }: CircuitBreakerOptions,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): CircuitBreaker {
  const policy = circuitBreaker(handleWhen(counts), {
    breaker: new ConsecutiveBreaker(failures),
    halfOpenAfter: halfOpenAfterMs,
  });
  let since: Date | undefined;
  let timesOpened = 0;
  policy.onStateChange((state) => {
    since = clock.now();
    if (state === CircuitState.Open) timesOpened += 1;
    log.warn({ service: name, state: STATES[state] }, 'a circuit breaker changed its state');
  });
  return {
    run: (work) => policy.execute(work).catch((error: unknown) => refuse(name, error)),
    close: () => close(policy),
    report: () => ({ name, state: STATES[policy.state], since, timesOpened }),
  };
}

/** The library has no word for it: letting go of a breaker held open closes it. */
function close(policy: CircuitBreakerPolicy): void {
  if (policy.state !== CircuitState.Closed) policy.isolate().dispose();
}

function refuse(name: string, error: unknown): never {
  if (isBrokenCircuitError(error)) throw new CircuitOpen(name);
  throw error;
}
