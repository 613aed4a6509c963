import { expect, test } from 'vitest';
import { allowedNetworks, isNetwork } from './allowed-networks.ts';
import { callerAddress } from './caller-address.ts';

test.each([
  ['10.1.2.3', true],
  ['::ffff:10.1.2.3', true],
  ['11.1.2.3', false],
  ['192.0.2.7', true],
  ['192.0.2.8', false],
  ['fd00::7', true],
  ['2001:db8::7', false],
  ['not an address', false],
])('%s is in the networks: %s', (ip, expected) => {
  expect(allowedNetworks(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])(ip)).toBe(expected);
});

test('nobody is in no network', () => {
  expect(allowedNetworks([])('10.1.2.3')).toBe(false);
});

test('a network is known by its form', () => {
  expect(['10.0.0.0/8', 'fd00::/8', '192.0.2.7', '10.0.0.0/33', 'inside'].map(isNetwork)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('addresses of IPv6 are counted by their network of 64 bits, and IPv4 is the same in both writings', () => {
  expect(callerAddress('2001:db8:1:2::7')).toBe(callerAddress('2001:db8:1:2:ffff::8'));
  expect(callerAddress('2001:db8:1:2::7')).not.toBe(callerAddress('2001:db8:1:3::7'));
  expect(callerAddress('::ffff:192.0.2.7')).toBe(callerAddress('192.0.2.7'));
  expect(callerAddress('192.0.2.7')).not.toBe(callerAddress('192.0.2.8'));
});
