import { Agent, buildConnector, fetch as send, type Headers } from 'undici';
import type { AddressRule } from './address-rule.ts';
import type { OutboundRequest } from './outbound.ts';

const MAX_ANSWER_BYTES = 1_048_576;
const CONNECTIONS_PER_HOST = 8;
const BODYLESS = new Set([101, 204, 205, 304]);

export type ConnectionRules = { readonly connectTimeoutMs: number; readonly responseTimeoutMs: number };

/** The connections to one service, which no other service can use up. */
export type Connections = {
  /** One try. The answer has been read when it is returned. Rejects as fetch does, and with the guard's refusal as a cause. */
  send(address: URL, request: OutboundRequest, bounds: { headers: Headers; withinMs: number }): Promise<Response>;
  close(): Promise<void>;
};

export function openConnections(rule: AddressRule, rules: ConnectionRules): Connections {
  const agent = new Agent({
    connect: connectorOf(rule, rules.connectTimeoutMs),
    connections: CONNECTIONS_PER_HOST,
    headersTimeout: rules.responseTimeoutMs,
    bodyTimeout: rules.responseTimeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  return {
    async send(address, { method = 'GET', body = null, signal }, { headers, withinMs }) {
      const limit = AbortSignal.timeout(withinMs);
      const bounds = { signal: signal ? AbortSignal.any([signal, limit]) : limit, redirect: 'manual' } as const;
      const answer = await send(address, { method, body, headers, ...bounds, dispatcher: agent });
      const content = await answer.arrayBuffer();
      const { status, statusText } = answer;
      return new Response(BODYLESS.has(status) ? null : content, { status, statusText, headers: [...answer.headers] });
    },
    close: () => agent.close(),
  };
}

/** Names are judged anew whenever a connection is made, so for a try that follows another, too. */
function connectorOf(rule: AddressRule, timeout: number): buildConnector.connector {
  const toAnywhere = buildConnector({ timeout });
  const toPublic = buildConnector({ timeout, lookup: rule.lookup });
  return (options, done) => {
    const port = options.port || (options.protocol === 'https:' ? '443' : '80');
    (rule.isAllowed(options.hostname, port) ? toAnywhere : toPublic)(options, done);
  };
}
