import { expect, test } from 'vitest';
import { isCode, tidyCode } from './code-text.ts';

test.each(['123456', '123 456', ' 123-456 '])('%s is a code of an authenticator app', (typed) => {
  expect(isCode('totp', typed)).toBe(true);
  expect(tidyCode('totp', typed)).toBe('123456');
});

test.each(['', '12345', '1234567', 'abcdef'])('%s is none', (typed) => {
  expect(isCode('totp', typed)).toBe(false);
});

test('a backup code keeps its hyphens and loses its spaces', () => {
  expect(tidyCode('backup_code', ' abcd-ef gh ')).toBe('abcd-efgh');
  expect(isCode('backup_code', 'abcd-efgh')).toBe(true);
  expect(isCode('backup_code', 'ab')).toBe(false);
});
