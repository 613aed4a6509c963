import { expect, test } from 'vitest';
import { webAddress } from './departure.ts';

test.each(['https://accounts.example.com/authorize?state=a', 'http://localhost:9000/authorize'])(
  'goes on to %s',
  (address) => {
    expect(webAddress(address)).toBe(address);
  },
);

test.each(['javascript:alert(1)', 'data:text/html,x', 'not an address', ''])('never goes to %j', (address) => {
  expect(() => webAddress(address)).toThrow();
});
