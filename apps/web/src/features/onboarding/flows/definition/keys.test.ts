import { describe, expect, test } from 'vitest';
import { freeKey, isCapability, isFlowKey, isLocale, isStepKey, isWebAddress, keyFrom } from './keys.ts';

describe('a key from a name', () => {
  test.each([
    ['Your profile', 'your_profile'],
    ['  Pièce d’identité ', 'piece_d_identite'],
    ['2nd step', 'nd_step'],
    ['Œuvre & co.', 'oeuvre_co'],
    ['日本', ''],
    ['!!!', ''],
  ])('of “%s” is “%s”', (name, key) => {
    expect(keyFrom(name)).toBe(key);
  });

  test('takes the separator of flows', () => {
    expect(keyFrom('Creator onboarding', '-')).toBe('creator-onboarding');
  });

  test('is never longer than a key may be, and always one', () => {
    const key = keyFrom('long '.repeat(30));
    expect(key.length).toBeLessThanOrEqual(63);
    expect(isStepKey(key)).toBe(true);
  });
});

test('a taken key gets the first free number', () => {
  expect(freeKey('profile', [])).toBe('profile');
  expect(freeKey('profile', ['profile', 'profile_2'])).toBe('profile_3');
  expect(freeKey('a'.repeat(63), ['a'.repeat(63)])).toHaveLength(61);
});

test('syntax as in the contract', () => {
  expect([isStepKey('tax_form'), isStepKey('tax-form'), isStepKey('1a'), isStepKey('')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([isFlowKey('tax-form'), isFlowKey('Tax')]).toEqual([true, false]);
  expect([isCapability('payouts.request'), isCapability('payouts.'), isCapability('')]).toEqual([true, false, false]);
  expect([isLocale('fr-CA'), isLocale('français'), isLocale('e')]).toEqual([true, false, false]);
  expect([isWebAddress('https://a.example/x'), isWebAddress('javascript:alert(1)'), isWebAddress('a.example')]).toEqual(
    [true, false, false],
  );
});
