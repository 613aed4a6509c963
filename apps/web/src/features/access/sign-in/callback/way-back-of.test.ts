import { expect, test } from 'vitest';
import type { Session } from '../../sessions/index.ts';
import { wayBackOf } from './way-back-of.ts';

test('whoever is not signed in goes back to sign in', () => {
  expect(wayBackOf(null, 'google')).toBe('back');
  expect(wayBackOf(undefined, 'sso')).toBe('back');
});

test('whoever connected an account goes back to their own settings', () => {
  expect(wayBackOf(sessionAs('member'), 'github')).toBe('security');
});

test('whoever tested single sign-on goes back to its settings', () => {
  expect(wayBackOf(sessionAs('owner'), 'sso')).toBe('single_sign_on');
  expect(wayBackOf(sessionAs('admin'), 'sso')).toBe('single_sign_on');
});

test('whoever may not see those goes on', () => {
  expect(wayBackOf(sessionAs('member'), 'sso')).toBe('go_on');
  expect(wayBackOf(sessionAs(null), 'sso')).toBe('go_on');
});

type Role = NonNullable<Session['organization']>['role'];

function sessionAs(role: Role | null): Session {
  const id = '018f0000-0000-7000-8000-000000000001';
  const organization = role && {
    id,
    slug: 'north',
    name: 'North',
    logo_url: null,
    requires_second_factor: false,
    role,
  };
  return {
    account: {
      id,
      email: 'ana@example.com',
      name: 'Ana',
      locale: 'en',
      email_verified: true,
      has_password: true,
      has_second_factor: false,
      operator_role: null,
    },
    organization,
    organizations: organization ? [organization] : [],
    session: {
      id,
      created_at: '2026-01-01T00:00:00Z',
      expires_at: '2026-01-02T00:00:00Z',
      second_factor: false,
      confirmed_until: null,
      impersonator: null,
    },
    pending_terms: false,
  };
}
