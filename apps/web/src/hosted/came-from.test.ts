import { expect, test } from 'vitest';
import { cameFrom } from './came-from.ts';

const OWN = 'https://onboarding.example.com';

test('the product that sent the person here is where the way on leads', () => {
  expect(cameFrom('https://app.example.com/', OWN)).toBe('https://app.example.com/');
});

test.each(['', 'https://onboarding.example.com/o/atelier/creator', 'javascript:alert(1)', 'https://['])(
  'no way on from %j',
  (referrer) => {
    expect(cameFrom(referrer, OWN)).toBeNull();
  },
);
