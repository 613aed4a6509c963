import { describe, expect, test } from 'vitest';
import { ProblemError, UnreachableError } from '../../../../lib/refusal.ts';
import type { Session } from '../../sessions/index.ts';
import { arrivalIn, createCompletions, wayOf } from './completion.ts';

describe('what the address bar came back with', () => {
  test('is the query of a provider', () => {
    expect(arrivalIn('google', { search: '?code=a&state=b', hash: '' })).toBe('code=a&state=b');
  });
  test('is the token behind # after SAML', () => {
    expect(arrivalIn('sso', { search: '', hash: '#token=abc' })).toBe('token=abc');
  });
  test('is the query after the OpenID Connect of an organization', () => {
    expect(arrivalIn('sso', { search: '?code=a&state=b', hash: '' })).toBe('code=a&state=b');
  });
  test('is never the token of a provider, who sends none', () => {
    expect(arrivalIn('github', { search: '', hash: '#token=abc' })).toBeNull();
  });
  test('is nothing after a reload', () => {
    expect(arrivalIn('google', { search: '', hash: '' })).toBeNull();
    expect(arrivalIn('sso', { search: '?', hash: '#' })).toBeNull();
  });
});

test('nobody comes back from a provider that is not known', () => {
  expect(wayOf('openid')).toBe('openid');
  expect(wayOf('elsewhere')).toBeNull();
  expect(wayOf(undefined)).toBeNull();
});

describe('an arrival', () => {
  test('is completed once, however often the page is built', async () => {
    const { complete, calls } = answering({ me: session, outcome: 'signed_in', return_to: '/flows' });
    const first = complete('google', 'code=a');
    expect(await complete('google', 'code=a')).toEqual(await first);
    expect(calls).toEqual(['google code=a']);
  });

  test('is told from another one', async () => {
    const { complete, calls } = answering({ me: session, outcome: 'signed_in', return_to: null });
    await Promise.all([complete('google', 'code=a'), complete('google', 'code=b'), complete('github', 'code=a')]);
    expect(calls).toEqual(['google code=a', 'google code=b', 'github code=a']);
  });

  test('that was refused is not sent again', async () => {
    const error = refusal('provider_declined');
    const { complete, calls } = refusing(error);
    expect(await complete('google', 'error=access_denied')).toEqual({ kind: 'refused', error });
    expect(await complete('google', 'error=access_denied')).toEqual({ kind: 'refused', error });
    expect(calls).toHaveLength(1);
  });

  test('that never reached the server may be sent again', async () => {
    const error = new UnreachableError('no network');
    const { complete, calls } = refusing(error);
    expect(await complete('sso', 'abc')).toEqual({ kind: 'refused', error });
    await complete('sso', 'abc');
    expect(calls).toHaveLength(2);
  });
});

describe('what a completed sign-in leads to', () => {
  test.each(['signed_in', 'signed_up'] as const)('%s: on to where it began', async (outcome) => {
    const { complete } = answering({ me: session, outcome, return_to: '/flows?a=1' });
    expect(await complete('google', 'q')).toEqual({ kind: 'signed_in', session, destination: '/flows?a=1' });
  });

  test('an account that was linked on the way is told of', async () => {
    const { complete } = answering({ me: session, outcome: 'linked', return_to: null });
    expect(await complete('github', 'q')).toEqual({ kind: 'linked', session, destination: '/' });
  });

  test('single sign-on says no outcome: signed in', async () => {
    const { complete } = answering({ me: session, return_to: null });
    expect(await complete('sso', 'q')).toEqual({ kind: 'signed_in', session, destination: '/' });
  });

  test('a second factor is asked for before going on', async () => {
    const asked = { token: 'abc', methods: ['totp' as const] };
    const { complete } = answering({ second_factor: asked, return_to: '/flows' });
    expect(await complete('sso', 'q')).toEqual({ kind: 'second_factor', asked, destination: '/flows' });
  });

  test('a connected account leads back to the settings', async () => {
    const { complete } = answering({ me: session, outcome: 'connected', return_to: null });
    expect(await complete('openid', 'q')).toEqual({ kind: 'connected', session, destination: '/settings/security' });
  });

  test('never to another site', async () => {
    const { complete } = answering({ me: session, outcome: 'signed_in', return_to: '//elsewhere.example' });
    expect(await complete('google', 'q')).toMatchObject({ destination: '/' });
  });
});

type Complete = Parameters<typeof createCompletions>[0];

function answering(answer: Awaited<ReturnType<Complete>>) {
  return completing(async () => answer);
}

function refusing(error: Error) {
  return completing(async () => {
    throw error;
  });
}

function completing(reply: () => ReturnType<Complete>) {
  const calls: string[] = [];
  const complete = createCompletions((way, query) => {
    calls.push(`${way} ${query}`);
    return reply();
  });
  return { complete, calls };
}

function refusal(code: string): ProblemError {
  return new ProblemError({ type: 'about:blank', title: code, status: 400, code, correlationId: 'c' });
}

const session: Session = {
  account: {
    id: '018f0000-0000-7000-8000-000000000001',
    email: 'ana@example.com',
    name: 'Ana',
    locale: 'en',
    email_verified: true,
    has_password: false,
    has_second_factor: false,
    operator_role: null,
  },
  organization: null,
  organizations: [],
  session: {
    id: '018f0000-0000-7000-8000-000000000002',
    created_at: '2026-01-01T00:00:00Z',
    expires_at: '2026-01-02T00:00:00Z',
    second_factor: false,
    confirmed_until: null,
    impersonator: null,
  },
  pending_terms: false,
};
