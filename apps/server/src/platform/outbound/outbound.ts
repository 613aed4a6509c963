import { Agent, buildConnector, fetch as send, type RequestInit } from 'undici';
import { Refusal } from '../errors/index.ts';
import { type AddressRule, createAddressRule, publicLookup } from './address-rule.ts';

export type OutboundRequest = Pick<RequestInit, 'method' | 'headers' | 'body' | 'signal'>;

/** Calls to addresses that people outside this house have named. */
export type Outbound = {
  /** Throws `outside_address_refused` for an address that would be refused; names are judged when they are called. */
  assertUrl(url: URL): void;
  /** Whether plain http is spoken with the host. */
  allowsPlain(url: URL): boolean;
  /**
   * As `fetch`, within bounds: no redirects, 10 s in all, 1 MiB of answer, and no private address unless it is allowed. The
   * answer has been read when it is returned. Throws `outside_address_refused`; rejects as fetch does when nobody answers.
   */
  fetch(url: string | URL, request?: OutboundRequest): Promise<Response>;
  /** May be called more than once. */
  close(): Promise<void>;
};

/** `allowedHosts`: `host` or `host:port` that may be private and may speak plain http. */
export type OutboundOptions = { readonly allowedHosts: readonly string[]; readonly timeoutMs?: number };

const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 1_048_576;
const CONNECTIONS_PER_HOST = 8;
const BODYLESS = new Set([101, 204, 205, 304]);

export function createOutbound({ allowedHosts, timeoutMs = TIMEOUT_MS }: OutboundOptions): Outbound {
  const rule = createAddressRule(allowedHosts);
  const agent = new Agent({
    connect: connectorOf(rule),
    connections: CONNECTIONS_PER_HOST,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  let closing: Promise<void> | undefined;
  return {
    assertUrl: (url) => rule.assertUrl(url),
    allowsPlain: ({ hostname, port }) => rule.isAllowed(hostname, port === '' ? '80' : port),
    async fetch(url, { signal, ...request } = {}) {
      const address = new URL(url);
      rule.assertUrl(address);
      const limit = AbortSignal.timeout(timeoutMs);
      const bounds = { signal: signal ? AbortSignal.any([signal, limit]) : limit, redirect: 'manual' } as const;
      const answer = await send(address, { ...request, ...bounds, dispatcher: agent }).catch(unwrapped);
      const body = await answer.arrayBuffer();
      const { status, statusText } = answer;
      return new Response(BODYLESS.has(status) ? null : body, { status, statusText, headers: [...answer.headers] });
    },
    close: () => (closing ??= agent.close()),
  };
}

function connectorOf(rule: AddressRule): buildConnector.connector {
  const toAnywhere = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  const toPublic = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: publicLookup });
  return (options, done) => {
    const port = options.port || (options.protocol === 'https:' ? '443' : '80');
    (rule.isAllowed(options.hostname, port) ? toAnywhere : toPublic)(options, done);
  };
}

/** What the guard refused while connecting arrives as the cause of a network failure. */
function unwrapped(error: unknown): never {
  if (error instanceof Error && error.cause instanceof Refusal) throw error.cause;
  throw error;
}
