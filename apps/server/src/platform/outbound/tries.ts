import { Headers } from 'undici';
import { type CircuitBreaker, CircuitOpen } from '../circuit-breaker/index.ts';
import { currentCorrelationId } from '../telemetry/index.ts';
import type { Connections } from './connection.ts';
import type { Counters } from './counters.ts';
import type { OutboundRequest, ServiceRules } from './outbound.ts';
import { failureOf, OutboundFailure } from './outbound-failure.ts';
import { askedWaitMs, isFault, isPassing, maySendAgain, waitMs } from './retry.ts';
import type { ServiceSurroundings } from './service.ts';

export type TryWork = ServiceSurroundings & {
  readonly rules: Required<ServiceRules>;
  readonly connections: Connections;
  readonly counters: Counters;
  readonly breakerOf: (host: string) => CircuitBreaker;
};

/** What a call came to. A fault of the service is an answer and a failure. */
export type Outcome =
  | { readonly answer: Response; readonly failure?: undefined }
  | { readonly answer: Response | undefined; readonly failure: OutboundFailure | CircuitOpen };

type Call = {
  readonly address: URL;
  readonly request: OutboundRequest;
  readonly headers: Headers;
  /** When the last try must have ended. */
  readonly untilMs: number;
};

/** How the breaker, which counts what is thrown, hears of an answer that tells of a fault. */
class FaultyAnswer extends Error {
  readonly answer: Response;

  constructor(answer: Response) {
    super(`status ${answer.status}`);
    this.answer = answer;
  }
}

/** Whether it tells of a service that is down: not what the guard refused, nor what the caller gave up. */
export function isSignOfTrouble(error: unknown): boolean {
  return error instanceof FaultyAnswer || (error instanceof OutboundFailure && error.reason !== 'answer');
}

/** Tries until there is an answer that more tries would not change, or no try is left. Throws what is no fault of the service. */
export async function tryUntilAnswered(work: TryWork, address: URL, request: OutboundRequest): Promise<Outcome> {
  const { rules, clock, counters, wait } = work;
  const headers = headersOf(rules, request);
  const call = { address, request, headers, untilMs: clock.nowMs() + rules.totalMs };
  const mayRepeat = request.retry ?? maySendAgain(request.method ?? 'GET', headers);
  for (let tries = 1; ; tries += 1) {
    const outcome = await tryOnce(work, call);
    const isLast = !mayRepeat || tries >= rules.tries || !mayPass(outcome);
    const ms = isLast ? undefined : waitAfter(work, tries, outcome);
    if (ms === undefined || clock.nowMs() + ms >= call.untilMs) return outcome;
    await wait(ms, request.signal ?? undefined);
    counters.add('retries');
  }
}

async function tryOnce(work: TryWork, { address, request, headers, untilMs }: Call): Promise<Outcome> {
  const { rules, clock, connections, counters } = work;
  try {
    const answer = await work.breakerOf(address.host).run(async () => {
      const withinMs = Math.max(1, Math.min(rules.responseTimeoutMs, untilMs - clock.nowMs()));
      const given = await connections.send(address, request, { headers, withinMs }).catch((error: unknown) => {
        throw failureOf(rules, error, request.signal);
      });
      if (isFault(given.status)) throw new FaultyAnswer(given);
      return given;
    });
    return { answer };
  } catch (error) {
    if (error instanceof CircuitOpen) counters.add('spared');
    return outcomeOf(work, error);
  }
}

function outcomeOf({ rules }: TryWork, error: unknown): Outcome {
  if (error instanceof FaultyAnswer) {
    return { answer: error.answer, failure: new OutboundFailure(rules, 'answer', error.message) };
  }
  if (error instanceof OutboundFailure || error instanceof CircuitOpen) return { answer: undefined, failure: error };
  throw error;
}

/** An open circuit stays open for longer than anybody waits here. */
function mayPass({ answer, failure }: Outcome): boolean {
  if (answer !== undefined) return isPassing(answer);
  return failure instanceof OutboundFailure && failure.reason !== 'answer';
}

function waitAfter({ clock, random }: TryWork, tries: number, { answer }: Outcome): number | undefined {
  return waitMs(tries, answer && askedWaitMs(answer.headers, clock.nowMs()), random);
}

function headersOf({ passesCorrelationId }: Required<ServiceRules>, request: OutboundRequest): Headers {
  const headers = new Headers(request.headers);
  const correlationId = request.correlationId ?? currentCorrelationId();
  if (passesCorrelationId && correlationId !== undefined && !headers.has('x-correlation-id')) {
    headers.set('x-correlation-id', correlationId);
  }
  return headers;
}
