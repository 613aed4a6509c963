import type { CircuitBreaker, CircuitBreakers } from '../circuit-breaker/index.ts';
import type { Clock } from '../clock/index.ts';
import { createAddressRule, type Resolve } from './address-rule.ts';
import { openConnections } from './connection.ts';
import { createCounters, type OutboundReport } from './counters.ts';
import { createHostBreakers } from './host-breakers.ts';
import type { OutboundRequest, OutboundService, ServiceRules } from './outbound.ts';
import { isSignOfTrouble, type Outcome, tryUntilAnswered, type TryWork } from './tries.ts';

export type ServiceSurroundings = {
  readonly breakers: CircuitBreakers;
  readonly clock: Clock;
  readonly allowedHosts: readonly string[];
  readonly resolve: Resolve;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
};

const DEFAULTS = {
  category: 'external_service',
  allowedHosts: [],
  connectTimeoutMs: 5_000,
  responseTimeoutMs: 30_000,
  totalMs: 60_000,
  tries: 3,
  failures: 5,
  halfOpenAfterMs: 30_000,
  perHost: false,
  passesCorrelationId: true,
} as const satisfies Omit<Required<ServiceRules>, 'name'>;

/** One service as it is called from here, with connections, breaker and counters of its own. */
export function createService(
  given: ServiceRules,
  surroundings: ServiceSurroundings,
): OutboundService & { report(): OutboundReport; close(): Promise<void> } {
  const rules = { ...DEFAULTS, ...given };
  const rule = createAddressRule([...surroundings.allowedHosts, ...rules.allowedHosts], surroundings.resolve);
  const connections = openConnections(rule, rules);
  const counters = createCounters(rules.name);
  const work = { ...surroundings, rules, connections, counters, breakerOf: breakersOf(rules, surroundings) };
  return {
    assertUrl: (url) => rule.assertUrl(url),
    allowsPlain: ({ hostname, port }) => rule.isAllowed(hostname, port === '' ? '80' : port),
    async fetch(url, request = {}) {
      const address = new URL(url);
      rule.assertUrl(address);
      return call(work, address, request);
    },
    report: () => counters.report(),
    close: () => connections.close(),
  };
}

function breakersOf(
  { name, failures, halfOpenAfterMs, perHost }: Required<ServiceRules>,
  { breakers }: ServiceSurroundings,
): (host: string) => CircuitBreaker {
  const options = { name, failures, halfOpenAfterMs, counts: isSignOfTrouble };
  if (perHost) return createHostBreakers(breakers, options);
  const breaker = breakers.create(options);
  return () => breaker;
}

async function call(work: TryWork, address: URL, request: OutboundRequest): Promise<Response> {
  const { counters, clock } = work;
  const startedAtMs = clock.nowMs();
  counters.add('calls');
  try {
    return await settled(work, request, await tryUntilAnswered(work, address, request));
  } finally {
    counters.took(clock.nowMs() - startedAtMs);
  }
}

async function settled({ counters }: TryWork, { fallback }: OutboundRequest, outcome: Outcome): Promise<Response> {
  if (outcome.failure === undefined) return outcome.answer;
  counters.add('failures');
  if (fallback !== undefined) {
    counters.add('fallbacks');
    return fallback(outcome.failure);
  }
  if (outcome.answer === undefined) throw outcome.failure;
  return outcome.answer;
}
