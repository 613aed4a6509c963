import { expect, test } from 'vitest';
import { type Draft, localeOf, missingOf, newAccountOf } from './draft.ts';

const FULL: Draft = { name: ' Ana ', email: ' ana@example.com ', password: ' with spaces ', acceptsTerms: true };

test('a full form misses nothing', () => expect(missingOf(FULL)).toEqual([]));

test('what is missing is told in the order of the form', () => {
  expect(missingOf({ name: ' ', email: '', password: '', acceptsTerms: false })).toEqual([
    'name',
    'email',
    'password',
    'terms',
  ]);
});

test.each(['ana', 'ana@', 'ana@example', 'a na@example.com'])('%s is no address', (email) => {
  expect(missingOf({ ...FULL, email })).toEqual(['email']);
});

test('name and address lose the spaces around them, the password keeps its own', () => {
  expect(newAccountOf(FULL, 'fr', null)).toEqual({
    name: 'Ana',
    email: 'ana@example.com',
    password: ' with spaces ',
    locale: 'fr',
    accept_terms: true,
  });
});

test('the invitation that is answered goes along', () => {
  expect(newAccountOf(FULL, 'en', 'token')).toMatchObject({ invitation: 'token' });
});

test('mails come in the language that shows', () => {
  expect([localeOf('fr-CA'), localeOf('en'), localeOf('de')]).toEqual(['fr', 'en', 'en']);
});
