import { expect, test } from 'vitest';
import { badTraitNames, bodyOf, EMPTY_FORM, traitValue } from './participant-form.ts';

test.each([
  ['pro', 'pro'],
  ['12', 12],
  ['-0.5', -0.5],
  ['true', true],
  ['false', false],
  ['007', '007'],
  ['+33', '+33'],
  ['Infinity', 'Infinity'],
  ['', ''],
])('the trait %j is kept as %j', (text, value) => {
  expect(traitValue(text)).toBe(value);
});

test('what is left empty is not sent', () => {
  expect(bodyOf({ ...EMPTY_FORM, externalId: 'ana' })).toEqual({});
});

test('traits are sent by name, without empty lines', () => {
  const traits = [
    { id: 1, name: 'plan', value: ' pro ' },
    { id: 2, name: '', value: ' ' },
  ];
  expect(bodyOf({ ...EMPTY_FORM, displayName: ' Ana ', market: 'FR', traits })).toEqual({
    display_name: 'Ana',
    market: 'FR',
    traits: { plan: 'pro' },
  });
});

test('a name that is no name, or is there twice, is found', () => {
  const traits = ['plan', 'Plan', 'plan', '9x'].map((name, id) => ({ id, name, value: 'x' }));
  expect(badTraitNames({ ...EMPTY_FORM, traits })).toEqual(['Plan', 'plan', '9x']);
});
