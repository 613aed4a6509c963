import { expect, it } from 'vitest';
import { flagKeyFrom, isFlagKey } from './flag-key.ts';

it.each([
  ['New editor', 'new-editor'],
  ['Été: 2 œufs, Straße!', 'ete-2-oeufs-strasse'],
  ['3rd try', 'rd-try'],
  ['日本', ''],
  ['a'.repeat(80), 'a'.repeat(63)],
])('the key of %j is %j', (name, key) => {
  expect(flagKeyFrom(name)).toBe(key);
});

it('a key begins with a letter and has no capitals', () => {
  expect(['new-editor', 'a', 'new_2'].every(isFlagKey)).toBe(true);
  expect(['', '2new', 'New', 'new editor', 'a'.repeat(64)].some(isFlagKey)).toBe(false);
});
