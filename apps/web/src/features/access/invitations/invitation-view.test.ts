import { describe, expect, test } from 'vitest';
import { type InvitationPreview, isOpen, viewOf } from './invitation-view.ts';

const WAITING: InvitationPreview = {
  organization: { name: 'Atelier', slug: 'atelier', logo_url: null },
  email: 'ana@example.com',
  role: 'member',
  invited_by: 'Mira',
  expires_at: '2026-01-08T00:00:00.000Z',
  state: 'pending',
  account_exists: true,
  signed_in_as: 'nobody',
  is_member: false,
};

describe('an invitation that waits', () => {
  test.each([
    [{ account_exists: true }, 'sign_in'],
    [{ account_exists: false }, 'sign_up'],
    [{ signed_in_as: 'invited' }, 'answer'],
    [{ signed_in_as: 'somebody_else' }, 'switch'],
    [{ signed_in_as: 'invited', is_member: true }, 'member'],
  ] as const)('seen with %o leads to %s', (change, view) => {
    expect(viewOf({ ...WAITING, ...change })).toBe(view);
  });
});

test.each(['accepted', 'declined', 'revoked', 'expired'] as const)('one that is %s says so to everybody', (state) => {
  for (const signedInAs of ['nobody', 'invited', 'somebody_else'] as const) {
    expect(viewOf({ ...WAITING, state, signed_in_as: signedInAs })).toBe(state);
  }
});

test('only who may still answer is offered to', () => {
  expect((['answer', 'switch', 'sign_in', 'sign_up'] as const).every(isOpen)).toBe(true);
  expect((['accepted', 'declined', 'revoked', 'expired', 'member'] as const).some(isOpen)).toBe(false);
});
