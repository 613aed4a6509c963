import { expect, test } from 'vitest';
import { ProblemError } from '../../../lib/refusal.ts';
import { knownNoteOf } from './note-text.ts';

test.each([
  ['already_verified', 409, 'verified'],
  ['mail_limit_reached', 429, 'limit'],
  ['rate_limited', 429, 'limit'],
  ['internal_error', 500, 'failed'],
])('%s says %s', (code, status, note) => {
  expect(knownNoteOf(new ProblemError({ type: 'x', title: 'x', status, code, correlationId: 'c' }))).toBe(note);
});

test('no answer says that it failed', () => expect(knownNoteOf(new Error('x'))).toBe('failed'));
