import { expect, test } from 'vitest';
import { partOf } from './link-token.ts';

test.each([
  ['#token=abc_-9', 'abc_-9'],
  ['#other=1&token=abc', 'abc'],
  ['#token=', null],
  ['#', null],
  ['', null],
])('of %s the token is %s', (hash, token) => {
  expect(partOf(hash, 'token')).toBe(token);
});
