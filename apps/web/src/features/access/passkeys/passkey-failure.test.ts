import { expect, test } from 'vitest';
import { passkeyFailureOf } from './passkey-failure.ts';

test.each([
  ['NotAllowedError', 'dismissed'],
  ['AbortError', 'dismissed'],
  ['InvalidStateError', 'known_already'],
  ['SecurityError', 'unable'],
  ['WebAuthnError', 'unable'],
])('%s of the browser means %s', (name, failure) => {
  expect(passkeyFailureOf(named(name))).toBe(failure);
});

test('the cause of a wrapped error counts', () => {
  const wrapped = named('WebAuthnError');
  wrapped.cause = named('NotAllowedError');
  expect(passkeyFailureOf(wrapped)).toBe('dismissed');
});

test('an error from elsewhere is no failure of a passkey', () => {
  expect(passkeyFailureOf(new TypeError('x'))).toBeNull();
  expect(passkeyFailureOf('x')).toBeNull();
});

function named(name: string): Error {
  const error = new Error(name);
  error.name = name;
  return error;
}
