import { describe, expect, test } from 'vitest';
import { ProblemError, UnreachableError } from '../../../lib/refusal.ts';
import { knownRefusalOf, linkRefusalOf, passwordRefusalOf } from './known-refusal.ts';

describe('a refusal that has a sentence of ours', () => {
  test('is known by its code', () => expect(knownRefusalOf(problem('sign_in_locked'))).toBe('sign_in_locked'));
  test('any other is not', () => expect(knownRefusalOf(problem('internal_error'))).toBeNull());
  test('nor is a failure of the network', () => expect(knownRefusalOf(new UnreachableError('x'))).toBeNull());
});

describe('what is wrong with a mailed link', () => {
  test.each(['link_invalid', 'link_expired', 'link_used'])('%s', (code) => {
    expect(linkRefusalOf(problem(code))).toBe(code);
  });
  test('a token that was cut off is an invalid link', () => {
    expect(linkRefusalOf(problem('validation_failed', ['/token']))).toBe('link_invalid');
  });
  test('another input that was not accepted is not about the link', () => {
    expect(linkRefusalOf(problem('validation_failed', ['/password']))).toBeNull();
  });
});

test('what is wrong with a password is told from other refusals', () => {
  expect(passwordRefusalOf(problem('password_breached'))).toBe('password_breached');
  expect(passwordRefusalOf(problem('password_guessable'))).toBe('password_guessable');
  expect(passwordRefusalOf(problem('link_used'))).toBeNull();
  expect(passwordRefusalOf(problem('current_password_wrong'))).toBeNull();
});

function problem(code: string, paths: string[] = []): ProblemError {
  const errors = paths.map((path) => ({ path, code: 'invalid', message: '' }));
  return new ProblemError({ type: 'about:blank', title: code, status: 422, code, correlationId: 'c', errors });
}
