import { describe, expect, test } from 'vitest';
import { createApi, RefusedError, UnreachableError } from './api.ts';
import type { Session } from './session.ts';

const session: Session = {
  organization: 'atelier',
  flow: 'creator',
  environment: 'test',
  token: 'a.b.c',
  participant: null,
};

describe('the calls of a hosted page', () => {
  test('say who is asking, of which organization and environment', async () => {
    const { api, calls } = answering({ data: {} });
    await api.journey('fr');
    expect(calls[0]?.url).toBe('/api/v1/onboarding?flow=creator&locale=fr');
    expect(calls[0]?.init.headers).toMatchObject({
      authorization: 'Bearer a.b.c',
      'stepwell-organization': 'atelier',
      'stepwell-environment': 'test',
    });
  });

  test('send a move with its row version, able to outlive the page', async () => {
    const { api, calls } = answering({ data: { journey_id: 'j' } });
    const move = { move: 'save', row_version: 3, answers: { name: 'Ada' } } as const;
    expect(await api.updateStep('profile', move, true)).toEqual({ journey_id: 'j' });
    expect(calls[0]).toMatchObject({
      url: '/api/v1/onboarding/steps/profile?flow=creator',
      init: { method: 'PATCH', keepalive: true, body: JSON.stringify(move) },
    });
  });

  test('leave the language to the server where none was chosen', async () => {
    const { api, calls } = answering({ data: {} });
    await api.hostedFlow(null);
    expect(calls[0]?.url).toBe('/api/v1/hosted/atelier/creator');
  });

  test('show whose page it is to those whose link is no longer valid, too', async () => {
    const asked: (string | null)[] = [];
    const api = createApi(session, async (_, init) => {
      const token = new Headers(init?.headers).get('authorization');
      asked.push(token);
      return token === null
        ? Response.json({ data: { locale: 'en' } })
        : Response.json({ title: 'Expired', status: 401, code: 'token_expired' }, { status: 401 });
    });
    expect(await api.hostedFlow(null)).toEqual({ locale: 'en' });
    expect(asked).toEqual(['Bearer a.b.c', null]);
  });

  test('throw what the server refused', async () => {
    const problem = { type: 't', title: 'No', status: 409, code: 'row_version_stale', correlationId: 'c-1' };
    const { api } = answering(problem, 409);
    await expect(api.journey(null)).rejects.toMatchObject({ name: 'RefusedError', problem });
  });

  test('take the empty answer of onboarding that is switched off for a refusal', async () => {
    const { api } = answering({ data: null });
    await expect(api.journey(null)).rejects.toMatchObject({ problem: { code: 'onboarding_paused', status: 503 } });
  });

  test('tell an answer that is no JSON from a refusal, with the id that finds it', async () => {
    const api = createApi(
      session,
      async () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'x-correlation-id': 'c-2' } }),
    );
    const error = await api.journey(null).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ problem: { code: 'unexpected_reply', status: 502, correlationId: 'c-2' } });
  });

  test('tell a network that failed from a refusal', async () => {
    const api = createApi(session, async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(api.journey(null)).rejects.toBeInstanceOf(UnreachableError);
  });
});

function answering(body: unknown, status = 200) {
  const calls: { url: string; init: RequestInit }[] = [];
  const send = async (url: string | URL | Request, init: RequestInit = {}) => {
    calls.push({ url: typeof url === 'string' ? url : '', init });
    return Response.json(body, { status });
  };
  return { api: createApi(session, send), calls };
}
