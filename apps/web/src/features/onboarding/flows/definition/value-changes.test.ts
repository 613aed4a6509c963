import { describe, expect, test } from 'vitest';
import { valueChanges } from './value-changes.ts';

const lines = (before: Parameters<typeof valueChanges>[0], after: Parameters<typeof valueChanges>[1]) =>
  valueChanges(before, after).map(
    (change) => `${change.path.join('/')}: ${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`,
  );

test('names the language of a text that differs', () => {
  expect(lines({ en: 'Profile', fr: 'Profil' }, { en: 'Your profile', fr: 'Profil' })).toEqual([
    'en: "Profile" → "Your profile"',
  ]);
});

describe('lists of things with a key', () => {
  const name = { key: 'name', label: { en: 'Name' }, required: true };
  const age = { key: 'age', label: { en: 'Age' }, required: false };

  test('are compared thing by thing', () => {
    expect(lines([name, age], [name, { ...age, required: true }])).toEqual(['age/required: false → true']);
  });

  test('show whole what is added and removed', () => {
    expect(valueChanges([name], [name, age])).toEqual([{ path: ['age'], before: undefined, after: age }]);
    expect(valueChanges([age], [])).toEqual([{ path: ['age'], before: age, after: undefined }]);
  });

  test('show another order', () => {
    expect(lines([name, age], [age, name])).toEqual(['#: ["name","age"] → ["age","name"]']);
  });
});

test('other lists are one value', () => {
  expect(lines(['FR', 'DE'], ['FR'])).toEqual([': ["FR","DE"] → ["FR"]']);
  expect(lines([['a'], ['b']], [['a']])).toHaveLength(1);
});

test('a value in place of none, and of another form', () => {
  expect(lines(null, 5)).toEqual([': null → 5']);
  expect(lines({ en: 'x' }, 'x')).toEqual([': {"en":"x"} → "x"']);
  expect(lines(null, { en: 'x' })).toEqual(['en: undefined → "x"']);
});

test('equal values differ in nothing, whatever the order of their members', () => {
  expect(lines({ a: 1, b: { c: [1, 2], d: 2 } }, { b: { d: 2, c: [1, 2] }, a: 1 })).toEqual([]);
});
