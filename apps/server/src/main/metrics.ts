import { CIRCUIT_STATES } from '@stepwell/contract';
import type { CircuitBreakers } from '../platform/circuit-breaker/index.ts';
import { LIMIT_OUTCOMES, type LimitTallies, type RequestLimiter } from '../platform/limits/index.ts';
import type { Outbound, OutboundReport } from '../platform/outbound/index.ts';
import { createMetrics, type Metrics, type Sample } from '../platform/telemetry/index.ts';

/** Everything that this process tells its monitoring. */
export function metricsOf({
  breakers,
  limiter,
  outbound,
}: {
  readonly breakers: Pick<CircuitBreakers, 'reports'>;
  readonly limiter: Pick<RequestLimiter, 'tallies'>;
  readonly outbound: Pick<Outbound, 'reports'>;
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
  for (const [name, help, figureOf] of OUTBOUND) {
    metrics.addCounter({
      name,
      help,
      labels: ['service'],
      read: () =>
        outbound.reports().map((report) => ({ labels: { service: report.service }, value: figureOf(report) })),
    });
  }
  return metrics;
}

type Figure = readonly [name: string, help: string, figureOf: (report: OutboundReport) => number];

const OUTBOUND: readonly Figure[] = [
  ['stepwell_outbound_calls_total', 'Calls to a service, without their further tries', ({ calls }) => calls],
  [
    'stepwell_outbound_failures_total',
    'Calls that ended without an answer or with a fault',
    ({ failures }) => failures,
  ],
  ['stepwell_outbound_retries_total', 'Further tries of calls to a service', ({ retries }) => retries],
  ['stepwell_outbound_spared_total', 'Calls not made while the circuit was open', ({ spared }) => spared],
  ['stepwell_outbound_fallbacks_total', 'Calls that a fallback answered', ({ fallbacks }) => fallbacks],
  ['stepwell_outbound_seconds_total', 'Time spent on calls, waiting between tries included', secondsOf],
];

function secondsOf({ durations }: OutboundReport): number {
  return durations.sumMs / 1_000;
}

function samplesOf(tallies: LimitTallies): Sample[] {
  return Object.entries(tallies).flatMap(([name, outcomes]) =>
    LIMIT_OUTCOMES.map((verdict) => ({ labels: { class: name, verdict }, value: outcomes[verdict] })),
  );
}
