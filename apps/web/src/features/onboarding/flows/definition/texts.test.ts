import { expect, test } from 'vitest';
import { formStep } from './testing/examples.ts';
import { textsOfStep, untranslatedCounts, untranslatedIn, withOptionalText, withText } from './texts.ts';

test('sets one language and leaves the others', () => {
  expect(withText({ en: 'Profile', fr: 'Profil' }, 'fr', 'Votre profil')).toEqual({
    en: 'Profile',
    fr: 'Votre profil',
  });
});

test('an emptied language is left out', () => {
  expect(withText({ en: 'Profile', fr: 'Profil' }, 'fr', '')).toEqual({ en: 'Profile' });
  expect(withOptionalText({ en: 'Help' }, 'en', '')).toBeUndefined();
});

test('a text written in one language is missing in the others; one written nowhere is not missing', () => {
  expect(untranslatedIn({ en: 'Profile', de: ' ' }, ['en', 'fr', 'de'])).toEqual(['fr', 'de']);
  expect(untranslatedIn({}, ['en', 'fr'])).toEqual([]);
  expect(untranslatedIn(undefined, ['en', 'fr'])).toEqual([]);
});

test('counts what a step lacks, its fields and options included', () => {
  const step = formStep('profile', [
    {
      key: 'country',
      label: { en: 'Country', fr: 'Pays' },
      required: true,
      input: 'select',
      schema: { type: 'string', enum: ['FR'] },
      options: [{ value: 'FR', label: { en: 'France' } }],
    },
  ]);
  const counts = untranslatedCounts(textsOfStep({ ...step, help: { en: 'Who you are' } }), ['en', 'fr']);
  // The title, the help and the option's label.
  expect([...counts]).toEqual([['fr', 3]]);
});
