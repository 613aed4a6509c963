import { expect, test, vi } from 'vitest';
import { ProblemError, UnreachableError } from '../../../lib/refusal.ts';
import type { Session } from '../sessions/index.ts';
import { actedSession } from './acted-session.ts';
import { createLeaving, isOver } from './leaving.ts';

const USER = '0197a3b0-0000-7000-8000-000000000001';
const SIGN_IN = `/sign-in?next=%2Fadmin%2Fusers%2F${USER}`;

test('stopping leads to the page of the person whose name it was', async () => {
  const { leave, places } = leaving(async () => session({ impersonator: null }));
  await leave(USER);
  expect(places).toEqual([`/admin/users/${USER}`]);
});

test('an operator whose own session is over meanwhile signs in first', async () => {
  const { leave, places } = leaving(async () => null);
  await leave(USER);
  expect(places).toEqual([SIGN_IN]);
});

test('the server is asked once, though the time runs out while Stop is pressed', async () => {
  const { leave, end, places } = leaving(async () => session({ impersonator: null }));
  await Promise.all([leave(USER), leave(USER)]);
  await leave(USER);
  expect(end).toHaveBeenCalledTimes(1);
  expect(places).toHaveLength(1);
});

test('a session that the server knows no longer leads to sign-in, without asking again', async () => {
  const { leave, end, places } = leaving(() => Promise.reject(problem(401, 'not_signed_in')));
  await leave(USER);
  await leave(USER);
  expect(places).toEqual([SIGN_IN]);
  expect(end).toHaveBeenCalledTimes(1);
});

test.each([
  ['no answer came', new UnreachableError(new Error('offline'))],
  ['the server failed', problem(500, 'internal')],
])('where %s the page stays and Stop can be pressed again', async (_, failure) => {
  const answers = [Promise.reject(failure), Promise.resolve(session({ impersonator: null }))];
  const { leave, places } = leaving(() => answers.shift() ?? Promise.resolve(null));
  await expect(leave(USER)).rejects.toBe(failure);
  expect(places).toEqual([]);
  await leave(USER);
  expect(places).toEqual([`/admin/users/${USER}`]);
});

test('it is over at the time of expiry, not before', () => {
  const acted = session({ expires_at: '2026-11-14T14:30:00Z' });
  expect(isOver(acted, Date.parse('2026-11-14T14:29:59Z'))).toBe(false);
  expect(isOver(acted, Date.parse('2026-11-14T14:30:00Z'))).toBe(true);
});

test('the bar stands while somebody acts, stays when the session is gone, and goes when it is one’s own again', () => {
  const acted = session({ impersonator: { id: USER, name: 'Ada' } });
  const own = session({ impersonator: null });
  expect(actedSession(null, undefined)).toBeNull();
  expect(actedSession(null, own)).toBeNull();
  expect(actedSession(null, null)).toBeNull();
  expect(actedSession(null, acted)).toBe(acted);
  expect(actedSession(acted, undefined)).toBe(acted);
  expect(actedSession(acted, null)).toBe(acted);
  expect(actedSession(acted, own)).toBeNull();
});

function leaving(answer: () => Promise<Session | null>) {
  const places: string[] = [];
  const end = vi.fn<() => Promise<Session | null>>(answer);
  return { end, places, leave: createLeaving({ end, go: (address) => places.push(address) }) };
}

function session(change: Partial<Session['session']>): Session {
  const account = { id: USER, email: 'ada@example.com', name: 'Ada', locale: null };
  const flags = { email_verified: true, has_password: true, has_second_factor: true, operator_role: null };
  return {
    account: { ...account, ...flags },
    organization: null,
    organizations: [],
    session: {
      id: USER,
      created_at: '2026-11-14T14:00:00Z',
      expires_at: '2026-11-14T14:30:00Z',
      second_factor: true,
      confirmed_until: null,
      impersonator: null,
      ...change,
    },
    pending_terms: false,
  };
}

function problem(status: number, code: string) {
  return new ProblemError({ type: `/docs/errors/${code}`, title: code, status, code, correlationId: 'req_1' });
}
