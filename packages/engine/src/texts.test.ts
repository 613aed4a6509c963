import { describe, expect, it } from 'vitest';
import { textIn } from './texts.ts';

describe('the text for a reader', () => {
  const text = { en: 'Profile', fr: 'Profil', 'zh-Hant': '檔案' };

  it.each([
    ['fr', 'Profil'],
    ['fr-CA', 'Profil'],
    ['FR-ca', 'Profil'],
    ['zh-hant-TW', '檔案'],
    ['de', 'Profile'],
    ['zh', 'Profile'],
  ])('in %s is %s', (locale, expected) => {
    expect(textIn(text, locale, 'en-GB')).toBe(expected);
  });

  it('falls back on the first there is when the default locale is missing too', () => {
    expect(textIn({ it: 'Profilo', es: 'Perfil' }, 'de', 'en')).toBe('Profilo');
  });

  it('takes a blank text for a missing one', () => {
    expect(textIn({ fr: ' ', en: 'Profile' }, 'fr', 'en')).toBe('Profile');
    expect(textIn({ fr: '' }, 'fr', 'en')).toBe('');
  });

  it('is empty when there is none', () => {
    expect(textIn({}, 'en', 'en')).toBe('');
  });
});
