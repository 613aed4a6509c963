import { expect, test } from 'vitest';
import { userDeeds } from './user-deeds.ts';

const ADMIN = { id: 'operator', operator_role: 'admin' } as const;
const SUPER_ADMIN = { id: 'operator', operator_role: 'super_admin' } as const;
const USER = { id: 'user', state: 'active', operator_role: null, sessions: 2 } as const;

test('an admin edits, ends sessions, mails a password reset, suspends and anonymizes, and neither acts in a name nor makes operators', () => {
  expect(userDeeds(ADMIN, USER)).toEqual(['edit', 'end_sessions', 'reset_password', 'suspend', 'anonymize']);
});

test('a super admin also acts in a name and makes operators', () => {
  expect(userDeeds(SUPER_ADMIN, USER)).toEqual([
    'impersonate',
    'edit',
    'end_sessions',
    'reset_password',
    'operator_role',
    'suspend',
    'anonymize',
  ]);
});

test('of a suspended account the suspension can be lifted, and nobody acts in its name or makes it an operator', () => {
  expect(userDeeds(SUPER_ADMIN, { ...USER, state: 'suspended', sessions: 0 })).toEqual([
    'edit',
    'unsuspend',
    'anonymize',
  ]);
});

test('nobody becomes an operator before the address is verified', () => {
  expect(userDeeds(SUPER_ADMIN, { ...USER, state: 'unverified' })).not.toContain('operator_role');
});

test('operators are protected from admins, and nobody acts in their name', () => {
  const operator = { ...USER, operator_role: 'admin' } as const;
  expect(userDeeds(ADMIN, operator)).toEqual([]);
  expect(userDeeds(SUPER_ADMIN, operator)).toEqual([
    'edit',
    'end_sessions',
    'reset_password',
    'operator_role',
    'suspend',
    'anonymize',
  ]);
});

test('the rank of an operator can be ended whatever the state of the account', () => {
  const suspended = { ...USER, state: 'suspended', operator_role: 'admin', sessions: 0 } as const;
  expect(userDeeds(SUPER_ADMIN, suspended)).toEqual(['edit', 'operator_role', 'unsuspend', 'anonymize']);
});

test('nobody does anything to themselves here', () => {
  expect(userDeeds(SUPER_ADMIN, { ...USER, id: SUPER_ADMIN.id, operator_role: 'super_admin' })).toEqual([]);
});

test('nothing can be done to what was anonymized', () => {
  expect(userDeeds(SUPER_ADMIN, { ...USER, state: 'anonymized', sessions: 0 })).toEqual([]);
});
