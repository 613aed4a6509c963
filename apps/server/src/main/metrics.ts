import { CIRCUIT_STATES } from '@stepwell/contract';
import type { CircuitBreakers } from '../platform/circuit-breaker/index.ts';
import { LIMIT_OUTCOMES, type LimitTallies, type RequestLimiter } from '../platform/limits/index.ts';
import { createMetrics, type Metrics, type Sample } from '../platform/telemetry/index.ts';

/** Everything that this process tells its monitoring. */
export function metricsOf({
  breakers,
  limiter,
}: {
  readonly breakers: Pick<CircuitBreakers, 'reports'>;
  readonly limiter: Pick<RequestLimiter, 'tallies'>;
}): Metrics {
  const metrics = createMetrics();
  metrics.addGauge({
    name: 'stepwell_circuit_breaker_state',
    help: 'State of the circuit breaker of a service: 1 for the one it is in, 0 for the others',
    labels: ['service', 'state'],
    read: () =>
      breakers
        .reports()
        .flatMap(({ name, state }) =>
          CIRCUIT_STATES.map((one) => ({ labels: { service: name, state: one }, value: one === state ? 1 : 0 })),
        ),
  });
  metrics.addCounter({
    name: 'stepwell_circuit_breaker_opened_total',
    help: 'How often the circuit breaker of a service opened',
    labels: ['service'],
    read: () => breakers.reports().map(({ name, timesOpened }) => ({ labels: { service: name }, value: timesOpened })),
  });
  metrics.addCounter({
    name: 'stepwell_limit_requests_total',
    help: 'Requests by limit class and what became of them at the limit',
    labels: ['class', 'verdict'],
    read: () => samplesOf(limiter.tallies()),
  });
  return metrics;
}

function samplesOf(tallies: LimitTallies): Sample[] {
  return Object.entries(tallies).flatMap(([name, outcomes]) =>
    LIMIT_OUTCOMES.map((verdict) => ({ labels: { class: name, verdict }, value: outcomes[verdict] })),
  );
}
