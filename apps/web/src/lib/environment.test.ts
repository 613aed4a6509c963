import { expect, test } from 'vitest';
import { addressIn, environmentOf } from './environment.ts';

test.each([
  ['/', 'live'],
  ['/flows', 'live'],
  ['/tests', 'live'],
  ['/flows/test', 'live'],
  ['/test', 'test'],
  ['/test/flows', 'test'],
])('%s is in the %s environment', (pathname, name) => {
  expect(environmentOf(pathname)).toBe(name);
});

test('an address leads into the environment it was made for', () => {
  expect(environmentOf(addressIn('test', '/flows'))).toBe('test');
  expect(environmentOf(addressIn('live', '/flows'))).toBe('live');
});
