import type {
  getHostedFlow,
  getOnboarding,
  Problem,
  skipOnboarding,
  snoozeOnboarding,
  updateStep,
} from '@stepwell/contract';
import type { CallInput, CallReply } from '@stepwell/contract/client';
import type { Session } from './session.ts';

export type HostedFlow = CallReply<typeof getHostedFlow>['data'];
export type Journey = NonNullable<CallReply<typeof getOnboarding>['data']>;
export type JourneyStep = Journey['steps'][number];
export type StepUpdate = CallReply<typeof updateStep>['data'];
export type StepMove = CallInput<typeof updateStep>['body'];
export type { Problem };

/** The server said no; `problem` is what it said. */
export class RefusedError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'RefusedError';
    this.problem = problem;
  }
}

/** No answer came: no network, no server, or none in time. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'UnreachableError';
  }
}

/** Written out because only the contract's types may enter this bundle; a path that differs does not compile. */
const PATHS = {
  hostedFlow: '/api/v1/hosted/{organization}/{flow}' satisfies (typeof getHostedFlow)['path'],
  journey: '/api/v1/onboarding' satisfies (typeof getOnboarding)['path'],
  step: '/api/v1/onboarding/steps/{key}' satisfies (typeof updateStep)['path'],
  snooze: '/api/v1/onboarding/snooze' satisfies (typeof snoozeOnboarding)['path'],
  skip: '/api/v1/onboarding/skip' satisfies (typeof skipOnboarding)['path'],
};
const PAUSED: Problem = {
  type: 'about:blank',
  title: 'Onboarding is switched off at the moment.',
  status: 503,
  code: 'onboarding_paused',
  correlationId: '',
};
const TIMEOUT_MS = 20_000;
/** Browsers refuse more than 64 KiB in requests that outlive the page; letters may take three bytes. */
const KEEPALIVE_LIMIT = 20_000;

export type Api = ReturnType<typeof createApi>;

/**
 * The calls of a hosted page. `locale` null lets the server choose the person's language.
 *
 * @throws RefusedError when the server refuses, UnreachableError when no answer comes (from every call)
 */
export function createApi(session: Session, send: typeof fetch = (url, init) => fetch(url, init)) {
  const headers = identityHeaders(session);
  const call = async <T>(method: string, path: string, query: Query, body?: unknown, keepalive = false): Promise<T> => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await send(path + searchOf(query), {
      method,
      credentials: 'omit',
      headers: { accept: 'application/json', ...headers, ...(body === undefined ? {} : JSON_BODY) },
      body: text,
      keepalive: keepalive && (text?.length ?? 0) < KEEPALIVE_LIMIT,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw new UnreachableError(cause);
    });
    return readReply<T>(response);
  };
  const flow = session.flow;
  return {
    hostedFlow: (locale: string | null): Promise<HostedFlow> =>
      call<HostedFlow>('GET', fill(PATHS.hostedFlow, { ...session }), { locale }).catch((error: unknown) => {
        // Anybody may read it: a link that is no longer valid must not hide whose page it was.
        if (session.token === null || !isTokenRefused(error)) throw error;
        return createApi({ ...session, token: null }, send).hostedFlow(locale);
      }),
    /** Refused as a change would be where onboarding is switched off: the answer is empty then. */
    journey: async (locale: string | null): Promise<Journey> => {
      const journey = await call<Journey | null>('GET', PATHS.journey, { flow, locale });
      if (journey === null) throw new RefusedError(PAUSED);
      return journey;
    },
    /** `keepalive` lets the request outlive the page, unless it is too long for that. */
    updateStep: (key: string, move: StepMove, keepalive = false) =>
      call<StepUpdate>('PATCH', fill(PATHS.step, { key }), { flow }, move, keepalive),
    snooze: (minutes: number) => call<{ snoozed_until: string }>('POST', PATHS.snooze, { flow }, { minutes }),
    skipAll: (locale: string | null) => call<Journey>('POST', PATHS.skip, { flow, locale }),
  };
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof RefusedError && error.problem.status === 401;
}

type Query = Record<string, string | null>;
const JSON_BODY = { 'content-type': 'application/json' };

function identityHeaders(session: Session): Record<string, string> {
  return {
    'stepwell-organization': session.organization,
    'stepwell-environment': session.environment,
    ...(session.token ? { authorization: `Bearer ${session.token}` } : {}),
    ...(session.participant ? { 'stepwell-participant': session.participant } : {}),
  };
}

function fill(template: string, params: Record<string, string | null>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function searchOf(query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

async function readReply<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    if (cause instanceof SyntaxError) return null;
    throw new UnreachableError(cause);
  });
  if (response.ok && isObject(body) && 'data' in body) return body.data as T;
  throw new RefusedError(isObject(body) && 'code' in body ? (body as Problem) : strangeReply(response));
}

/** A proxy's page, or a body cut short. */
function strangeReply(response: Response): Problem {
  const correlationId = response.headers.get('x-correlation-id') ?? '';
  const title = `The server answered ${response.status} in a form that is not understood.`;
  return {
    type: 'about:blank',
    title,
    status: response.ok ? 502 : response.status,
    code: 'unexpected_reply',
    correlationId,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
