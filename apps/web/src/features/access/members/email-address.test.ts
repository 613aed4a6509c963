import { expect, test } from 'vitest';
import { isAddress } from './email-address.ts';

test('an address has a name, an @ and a domain', () => {
  expect(['ana@example.com', 'a.b+c@mail.example.co'].every(isAddress)).toBe(true);
  expect(['', 'ana', 'ana@', '@example.com', 'ana@example', 'a b@example.com', 'a@b@c.com'].some(isAddress)).toBe(
    false,
  );
});
