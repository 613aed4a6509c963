import { describe, expect, it } from 'vitest';
import { createClient, csrfTokenIn, ProblemError } from './client.ts';
import { checkGate, listParticipants, signOut, updateStep } from './routes/index.ts';

type Sent = { url: string; init: RequestInit };

function clientAnswering(answer: () => Response, headers?: () => Record<string, string>) {
  const sent: Sent[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answer();
  }) as unknown as typeof globalThis.fetch;
  return { sent, call: createClient({ baseUrl: 'https://host.example', fetch, headers }) };
}

const ok = (body: unknown) => () => new Response(JSON.stringify(body), { status: 200 });

describe('the typed client', () => {
  it('puts parameters into the path, what was given into the query, and sends the body as JSON', async () => {
    const { sent, call } = clientAnswering(ok({ data: {} }), () => ({ 'stepwell-environment': 'test' }));
    await call(updateStep, {
      params: { key: 'a/b' },
      query: { flow: 'creator' },
      body: { move: 'start', row_version: 1 },
    });
    expect(sent[0]?.url).toBe('https://host.example/api/v1/onboarding/steps/a%2Fb?flow=creator');
    expect(sent[0]?.init).toMatchObject({
      method: 'PATCH',
      body: '{"move":"start","row_version":1}',
      headers: { 'content-type': 'application/json', 'stepwell-environment': 'test' },
    });
  });

  it('leaves out what is empty, and the body where there is none', async () => {
    const { sent, call } = clientAnswering(ok({ data: [], meta: { next_cursor: null } }));
    await call(listParticipants, { query: { q: '', limit: 10 } });
    expect(sent[0]?.url).toBe('https://host.example/api/v1/participants?limit=10');
    expect(sent[0]?.init.body).toBeUndefined();
  });

  it('answers nothing for 204', async () => {
    const { call } = clientAnswering(() => new Response(null, { status: 204 }));
    expect(await call(signOut)).toBeUndefined();
  });

  it('throws the problem that the server sent', async () => {
    const problem = { type: 'x', title: 'No.', status: 409, code: 'gate_closed', correlationId: 'c-1' };
    const { call } = clientAnswering(() => new Response(JSON.stringify(problem), { status: 409 }));
    const refused = call(checkGate, { params: { capability: 'payouts.request' } });
    await expect(refused).rejects.toBeInstanceOf(ProblemError);
    await expect(refused).rejects.toMatchObject({ message: 'No.', problem: { code: 'gate_closed' } });
  });

  it.each([
    ['a page of a proxy', () => new Response('<html>', { status: 502, headers: { 'x-correlation-id': 'c-2' } }), 'c-2'],
    ['a success that is no JSON', () => new Response('hello', { status: 200 }), ''],
    ['JSON that is no problem', () => new Response('[]', { status: 500 }), ''],
  ])('makes a problem of %s', async (_, answer, correlationId) => {
    const { call } = clientAnswering(answer);
    await expect(call(checkGate, { params: { capability: 'a' } })).rejects.toMatchObject({
      problem: { code: 'unexpected_reply', correlationId },
    });
  });
});

describe('the token of a session', () => {
  const refusal = {
    type: 'x',
    title: 'Load the page again.',
    status: 403,
    code: 'csrf_token_invalid',
    correlationId: 'c',
  };
  const refused = () => new Response(JSON.stringify(refusal), { status: 403 });

  /** Answers each call in turn, and notes the token that it came with. */
  function clientWith(tokens: (string | undefined)[], answers: (() => Response)[]) {
    const sent: (string | undefined)[] = [];
    const fetch = (async (_url: string, init: { headers: Record<string, string> }) => {
      sent.push(init.headers['x-csrf-token']);
      return answers.shift()?.();
    }) as unknown as typeof globalThis.fetch;
    const csrfToken = () => (tokens.length > 1 ? tokens.shift() : tokens[0]);
    return { sent, call: createClient({ baseUrl: '', fetch, csrfToken }) };
  }
  const done = () => new Response(null, { status: 204 });

  it('goes with what changes something, and with nothing else', async () => {
    const { sent, call } = clientWith(['t1'], [done, ok({ data: {} })]);
    await call(signOut);
    await call(checkGate, { params: { capability: 'a' } });
    expect(sent).toEqual(['t1', undefined]);
  });

  it('is sent once more where another has taken its place meanwhile', async () => {
    const { sent, call } = clientWith(['t1', 't2'], [refused, done]);
    expect(await call(signOut)).toBeUndefined();
    expect(sent).toEqual(['t1', 't2']);
  });

  it('is not sent again where it is still the same, or where there is none', async () => {
    for (const token of ['t1', undefined]) {
      const { sent, call } = clientWith([token], [refused, done]);
      await expect(call(signOut)).rejects.toMatchObject({ problem: { code: 'csrf_token_invalid' } });
      expect(sent).toEqual([token]);
    }
  });

  it.each([
    ['stepwell_csrf=abc', 'abc'],
    ['theme=dark; __Host-stepwell_csrf=abc; other=1', 'abc'],
    ['stepwell_csrf=planted; __Host-stepwell_csrf=abc', 'abc'],
    ['my_stepwell_csrf=abc', undefined],
    ['', undefined],
  ])('is found in “%s”', (cookies, token) => {
    expect(csrfTokenIn(cookies)).toBe(token);
  });
});
