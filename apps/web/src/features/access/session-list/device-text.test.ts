import { expect, test } from 'vitest';
import { methodOf, placeOf } from './device-text.ts';

test.each([
  ['Firefox', 'Windows', 'Firefox · Windows'],
  ['curl', null, 'curl'],
  [null, null, null],
])('%s on %s reads %s', (browser, operating_system, text) => {
  expect(placeOf({ browser, operating_system })).toBe(text);
});

test('a way to sign in that has no word is left out', () => {
  expect(methodOf('passkey')).toBe('passkey');
  expect(methodOf('sso')).toBe('sso');
  expect(methodOf('semaphore')).toBeNull();
});
