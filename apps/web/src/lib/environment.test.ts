import { expect, test } from 'vitest';
import { addressIn, environmentOf, placeOf } from './environment.ts';

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

test.each([
  ['/flows?a=1#b', 'live', '/flows?a=1#b'],
  ['/?next=/test/flows', 'live', '/?next=/test/flows'],
  ['/test/flows?a=1', 'test', '/flows?a=1'],
  ['/test', 'test', '/'],
  ['/test?a=1', 'test', '/?a=1'],
])('%s is, in the %s environment, %s', (address, environment, path) => {
  expect(placeOf(address)).toEqual({ environment, path });
});
