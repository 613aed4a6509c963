import { expect, test } from 'vitest';
import { openMethods } from './methods.ts';

test('the quickest way stands first', () => {
  expect(openMethods(['backup_code', 'totp', 'passkey'], true)).toEqual(['passkey', 'totp', 'backup_code']);
});

test('a passkey is not offered where the browser cannot use one', () => {
  expect(openMethods(['totp', 'passkey'], false)).toEqual(['totp']);
});

test('what the server does not offer is not offered', () => {
  expect(openMethods(['password'], true)).toEqual(['password']);
});
