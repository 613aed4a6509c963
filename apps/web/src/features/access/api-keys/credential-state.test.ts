import { expect, test } from 'vitest';
import { expiryOf, stateOf } from './credential-state.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');

test.each([
  [{ revoked_at: null }, 'live'],
  [{ revoked_at: null, expires_at: null }, 'live'],
  [{ revoked_at: null, expires_at: '2026-06-15T12:00:01Z' }, 'live'],
  [{ revoked_at: null, expires_at: '2026-06-15T12:00:00Z' }, 'expired'],
  [{ revoked_at: '2026-06-01T00:00:00Z', expires_at: '2026-06-10T00:00:00Z' }, 'revoked'],
] as const)('%j is %s', (credential, state) => {
  expect(stateOf(credential, NOW)).toBe(state);
});

test('a lifetime ends so many days from now, or never', () => {
  expect(expiryOf('90', NOW)).toBe('2026-09-13T12:00:00.000Z');
  expect(expiryOf('never', NOW)).toBeNull();
});
