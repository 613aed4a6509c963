import { expect, test } from 'vitest';
import { isInvitationToken } from './pending-invitation.ts';

test('a token is long and made of letters, digits, _ and -', () => {
  expect(isInvitationToken('aB_-9'.repeat(14))).toBe(true);
  expect(['', 'short', 'a'.repeat(121), `${'a'.repeat(70)} `, `${'a'.repeat(70)}%`].some(isInvitationToken)).toBe(
    false,
  );
});
