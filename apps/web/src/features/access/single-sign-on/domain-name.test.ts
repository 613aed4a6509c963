import { expect, test } from 'vitest';
import { isDomain, tidyDomain } from './domain-name.ts';

test.each([
  ['example.com', 'example.com'],
  [' Example.COM. ', 'example.com'],
  ['ana@mail.example.com', 'mail.example.com'],
  ['@example.com', 'example.com'],
  ['https://example.com/about?a=1', 'example.com'],
])('%j means %s', (typed, domain) => {
  expect(tidyDomain(typed)).toBe(domain);
  expect(isDomain(tidyDomain(typed))).toBe(true);
});

test.each(['', 'example', '-a.example.com', 'a-.example.com', 'a b.com', 'example.1', `${'a'.repeat(64)}.com`])(
  '%j is no domain',
  (typed) => {
    expect(isDomain(tidyDomain(typed))).toBe(false);
  },
);
