import { describe, expect, test } from 'vitest';
import { isSlug, proposedSlug, typedSlug } from './slug.ts';

describe('a proposed short name', () => {
  test.each([
    ['Atelier Voss', 'atelier-voss'],
    ['  Crème & Brûlée  ', 'creme-brulee'],
    ['L’Œuvre d’Art', 'loeuvre-dart'],
    ['42 Studios', 'studios'],
    ['Straße 7', 'strasse-7'],
    ['--A--', 'a'],
    ['日本', ''],
    ['42', ''],
  ])('of %s is %s', (name, slug) => {
    expect(proposedSlug(name)).toBe(slug);
  });

  test('is one that the server accepts, however long the name is', () => {
    const slug = proposedSlug(`A${'b '.repeat(100)}`);
    expect(slug.length).toBeLessThanOrEqual(63);
    expect(isSlug(slug)).toBe(true);
  });
});

test('a short name begins with a letter and holds lower-case letters, digits and -', () => {
  expect(['a', 'atelier-7', 'x'.repeat(63)].every(isSlug)).toBe(true);
  expect(['', '7up', '-a', 'A', 'a_b', 'é', 'x'.repeat(64)].some(isSlug)).toBe(false);
});

test('typing makes capitals small and spaces into -, and leaves the rest to be told', () => {
  expect(typedSlug('My Shop')).toBe('my-shop');
  expect(typedSlug('my_shop-')).toBe('my_shop-');
});
