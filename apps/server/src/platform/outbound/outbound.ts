import { randomInt } from 'node:crypto';
import { lookup } from 'node:dns';
import { setTimeout } from 'node:timers/promises';
import type { RequestInit } from 'undici';
import { type CircuitBreakers, type CircuitOpen, createCircuitBreakers } from '../circuit-breaker/index.ts';
import { type Clock, systemClock } from '../clock/index.ts';
import { silentLog } from '../database/index.ts';
import type { Resolve } from './address-rule.ts';
import type { OutboundReport } from './counters.ts';
import type { OutboundFailure } from './outbound-failure.ts';
import { createService, type ServiceSurroundings } from './service.ts';

export type OutboundRequest = Pick<RequestInit, 'method' | 'headers' | 'signal'> & {
  /** What can be sent more than once. */
  readonly body?: string | Uint8Array | URLSearchParams | null;
  /** Whether it may be sent again. Where absent: GET, HEAD, OPTIONS, PUT and DELETE, and whatever has an `idempotency-key`. */
  readonly retry?: boolean;
  /** Where absent, that of the request or event that is worked on. */
  readonly correlationId?: string;
  /** Answers in place of a service that gave no answer, or a fault of its own, after all tries. */
  readonly fallback?: (failure: OutboundFailure | CircuitOpen) => Response | Promise<Response>;
};

/** How one service is called. */
export type ServiceRules = {
  /** Under which it is counted; each name once. */
  readonly name: string;
  readonly category?: 'external_service' | 'llm_api';
  /** Hosts that the operator has named for this service: they may be private and speak plain http. */
  readonly allowedHosts?: readonly string[];
  /** 5 s where absent. */
  readonly connectTimeoutMs?: number;
  /** Of one try, from its beginning until its answer has been read; 30 s where absent. */
  readonly responseTimeoutMs?: number;
  /** Of all tries together, with the waiting between them; 60 s where absent. */
  readonly totalMs?: number;
  /** 3 where absent. */
  readonly tries?: number;
  /** Failures one after the other that open its circuit; 5 where absent. */
  readonly failures?: number;
  /** How long its circuit stays open; 30 s where absent. */
  readonly halfOpenAfterMs?: number;
  /** Each host has a circuit of its own, where tenants name the hosts. */
  readonly perHost?: boolean;
  /** False where who calls is nobody’s business. */
  readonly passesCorrelationId?: boolean;
};

export type OutboundService = {
  /** Throws `outside_address_refused` for an address that would be refused; names are judged when they are called. */
  assertUrl(url: URL): void;
  /** Whether plain http is spoken with the host. */
  allowsPlain(url: URL): boolean;
  /**
   * As `fetch`, within bounds: no redirects, 1 MiB of answer, no private address unless it is allowed, and the times of the
   * service. Network errors, 5xx, and 429 that says until when are tried again where the request may be sent again. The
   * answer has been read when it is returned, and is the last one where all were faults. Throws `outside_address_refused`,
   * `OutboundFailure` when nobody answers, `CircuitOpen` when nobody was called; the caller’s own abort as it is.
   */
  fetch(url: string | URL, request?: OutboundRequest): Promise<Response>;
};

/** Calls to whatever is outside of this house. Its own `fetch` is for addresses that belong to no service with a name. */
export type Outbound = OutboundService & {
  service(rules: ServiceRules): OutboundService;
  /** What became of the calls, service by service, for whoever shows or counts them. */
  reports(): OutboundReport[];
  /** May be called more than once. */
  close(): Promise<void>;
};

export type OutboundOptions = {
  /** `host` or `host:port` that may be private and may speak plain http. */
  readonly allowedHosts: readonly string[];
  /** Where the circuits are shown; absent where nobody looks. */
  readonly breakers?: CircuitBreakers;
  readonly clock?: Clock;
  /** What tests give, so that they know what comes. */
  readonly resolve?: Resolve;
  readonly random?: () => number;
  readonly wait?: ServiceSurroundings['wait'];
};

const FINENESS = 2 ** 32;
const UNNAMED = { name: 'other_hosts', perHost: true };

export function createOutbound({ allowedHosts, clock = systemClock, ...given }: OutboundOptions): Outbound {
  const surroundings: ServiceSurroundings = {
    allowedHosts,
    clock,
    breakers: given.breakers ?? createCircuitBreakers({ clock, log: silentLog }),
    resolve: given.resolve ?? lookup,
    random: given.random ?? (() => randomInt(FINENESS) / FINENESS),
    wait: given.wait ?? ((ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal })),
  };
  const services = new Map<string, ReturnType<typeof createService>>();
  const service = (rules: ServiceRules) => {
    if (services.has(rules.name)) throw new Error(`two services are named ${rules.name}`);
    const made = createService(rules, surroundings);
    services.set(rules.name, made);
    return made;
  };
  const unnamed = service(UNNAMED);
  let closing: Promise<unknown> | undefined;
  return {
    assertUrl: (url) => unnamed.assertUrl(url),
    allowsPlain: (url) => unnamed.allowsPlain(url),
    fetch: (url, request) => unnamed.fetch(url, request),
    service,
    reports: () => [...services.values()].map((made) => made.report()),
    async close() {
      await (closing ??= Promise.all([...services.values()].map((made) => made.close())));
    },
  };
}
