import { expect, test } from 'vitest';
import { entranceAddress } from './entrance-address.ts';

test('signing in and signing up come back to the invitation, with the invited address', () => {
  expect(entranceAddress('sign_in', 'ana+x@example.com')).toBe(
    '/sign-in?next=%2Finvitation&email=ana%2Bx%40example.com',
  );
  expect(entranceAddress('sign_up', 'ana@example.com')).toBe('/sign-up?next=%2Finvitation&email=ana%40example.com');
});
