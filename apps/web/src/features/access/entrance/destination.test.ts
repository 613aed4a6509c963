import { expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

test('goes back to the page that asked for the sign-in', () => {
  expect(destinationOf('/participants?search=ana#journey')).toBe('/participants?search=ana#journey');
});

test.each([
  null,
  '',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'javascript:alert(1)',
])('never leaves the dashboard: %s', (next) => {
  expect(destinationOf(next)).toBe('/');
});
