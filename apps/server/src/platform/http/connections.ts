import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_MEDIA_TYPE } from './problem-document.ts';

/** How long others may take: whoever sends or reads too slowly is cut off, so that nobody can hold connections open. */
export type ConnectionLimits = {
  /** For the headers of a request, from its first byte on. */
  readonly headersTimeoutMs: number;
  /** For a request as a whole. */
  readonly requestTimeoutMs: number;
  /** Without any byte going either way, as when an answer is not read. */
  readonly idleTimeoutMs: number;
  /** Between two requests of one connection. */
  readonly keepAliveMs: number;
  /** How often the first two are looked at. */
  readonly checkedEveryMs: number;
};

export const CONNECTION_LIMITS: ConnectionLimits = {
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 120_000,
  keepAliveMs: 65_000,
  checkedEveryMs: 2_000,
};

/** Options of the server that keep to the limits. */
export function connectionOptions(limits: ConnectionLimits) {
  return {
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.idleTimeoutMs,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkedEveryMs,
    },
  };
}

const REFUSALS: Readonly<Record<string, { status: number; code: string; title: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request_too_slow', title: 'The request did not arrive in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, code: 'headers_too_large', title: 'The headers are too large.' },
};
const UNREADABLE = { status: 400, code: 'malformed_request', title: 'This is not a request of HTTP.' };

/** Answers what never became a request, with the headers of every answer, and closes. */
export function connectionRefuser(headers: Readonly<Record<string, string>>) {
  const common = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const { status, ...problem } = REFUSALS[error.code ?? ''] ?? UNREADABLE;
    const body = JSON.stringify({ type: 'about:blank', status, ...problem });
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      ...common,
      `content-type: ${PROBLEM_MEDIA_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  };
}
