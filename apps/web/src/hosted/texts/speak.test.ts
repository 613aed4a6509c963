import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import en from '../locales/en.json' with { type: 'json' };
import fr from '../locales/fr.json' with { type: 'json' };
import { createSpeech, languageFor } from './speak.ts';

const english = createSpeech('en', en, 'en-GB');
const french = createSpeech('fr', fr, 'fr-FR');

describe('the two catalogues', () => {
  test('say the same things', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    expect(Object.values({ ...en, ...fr }).filter((text) => text.trim() === '')).toEqual([]);
  });

  test('leave the same gaps', () => {
    const gaps = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();
    for (const [key, text] of Object.entries(en))
      expect(gaps((fr as Record<string, string>)[key] ?? ''), key).toEqual(gaps(text));
  });

  test('have both plurals where they have one', () => {
    const stems = (form: string) =>
      Object.keys(en)
        .filter((key) => key.endsWith(form))
        .map((key) => key.slice(0, -form.length));
    expect(stems('_one')).toEqual(stems('_other'));
  });

  test('set French by its rules: ’ for the apostrophe, a no-break space before : ; ! ? » and after «', () => {
    for (const [key, text] of Object.entries(fr)) {
      const bare = text.replace(/https?:\/\/\S+/g, '');
      expect(bare, key).not.toMatch(/'|[^\u00a0\u202f][:;!?»]|«[^\u00a0]| [:;!?»]/);
    }
  });

  test('set English with curly quotes', () => {
    for (const [key, text] of Object.entries(en)) expect(text, key).not.toMatch(/['"]/);
  });

  test('are short enough to load first', () => {
    const size = (name: string) => readFileSync(new URL(`../locales/${name}.json`, import.meta.url)).length;
    expect(Math.max(size('en'), size('fr'))).toBeLessThan(13_000);
  });
});

describe('speaking', () => {
  test('fills gaps and writes numbers in the language', () => {
    expect(english.say('progress.count', { done: 3, total: 8 })).toBe('3 of 8');
    expect(french.say('error.max_length', { count: 1_200, used: 1_300 })).toBe(
      '1\u202f200 caractères au plus\u00a0: il y en a 1\u202f300.',
    );
  });

  test('chooses the plural as the language does: nought is one in French', () => {
    expect([0, 1, 2].map((count) => english.say('welcome.steps', { count }))).toEqual(['0 steps', '1 step', '2 steps']);
    expect([0, 1, 2].map((count) => french.say('welcome.steps', { count }))).toEqual([
      '0 étape',
      '1 étape',
      '2 étapes',
    ]);
  });

  test('writes a day without moving it between zones, and leaves what is no day alone', () => {
    expect(english.day('2019-05-01')).toBe('1 May 2019');
    expect(french.day('2019-05-01')).toBe('1 mai 2019');
    expect(english.day('next spring')).toBe('next spring');
  });
});

test.each([
  ['fr-CA', ['en'], 'fr'],
  ['de', ['fr-FR', 'en'], 'fr'],
  ['de', ['es'], 'en'],
  [null, ['en-GB', 'fr'], 'en'],
] as const)('a page wanted in %s by a reader of %s speaks %s', (locale, preferred, language) => {
  expect(languageFor(locale, preferred)).toBe(language);
});
