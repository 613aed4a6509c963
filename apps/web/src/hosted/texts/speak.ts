type Catalogue = typeof import('../locales/en.json');
type RawKey = keyof Catalogue;

/** A key of the catalogue; one that counts is named without its plural ending. */
export type TextKey = RawKey extends infer Key ? (Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key) : never;
/** Values for the gaps `{{name}}` of a text. `count` also chooses the plural. */
export type Gaps = Readonly<Record<string, string | number>>;

/** Languages that the page itself speaks; a flow may have others for its own texts. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Writes the page's texts, numbers and dates in one language. */
export interface Speech {
  language: Language;
  decimalMark: '.' | ',';
  say: (key: TextKey, gaps?: Gaps) => string;
  number: (value: number) => string;
  list: (items: readonly string[]) => string;
  /** A day, from an RFC 3339 time or a date; text that is neither comes back unchanged. */
  day: (time: string) => string;
  /** A day with the hour. */
  moment: (time: string) => string;
}

/** The page's language for a wanted locale: the nearest it has, else what the reader's browser asks for, else English. */
export function languageFor(locale: string | null, preferred: readonly string[]): Language {
  for (const tag of [locale ?? '', ...preferred]) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return 'en';
}

/** One chunk per language; only the one that is spoken is loaded. */
export async function loadSpeech(language: Language, preferred: readonly string[]): Promise<Speech> {
  const texts = language === 'fr' ? await import('../locales/fr.json') : await import('../locales/en.json');
  return createSpeech(
    language,
    texts.default,
    preferred.find((tag) => tag.split('-')[0] === language),
  );
}

/** @param region the reader's own form of the language (`en-GB`), for how dates and numbers are written */
export function createSpeech(language: Language, texts: Record<string, string>, region: string = language): Speech {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(region);
  const list = new Intl.ListFormat(region, { type: 'conjunction' });
  const day = new Intl.DateTimeFormat(region, { dateStyle: 'long' });
  const moment = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeStyle: 'short' });
  // A bare date is a day in the calendar, the same wherever it is read.
  const calendarDay = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' });
  const written = (value: string | number) => (typeof value === 'number' ? number.format(value) : value);
  return {
    language,
    decimalMark: language === 'fr' ? ',' : '.',
    number: (value) => number.format(value),
    list: (items) => list.format(items),
    day: (time) => writeTime(/^\d{4}-\d\d-\d\d$/.test(time) ? calendarDay : day, time),
    moment: (time) => writeTime(moment, time),
    say: (key, gaps = {}) => {
      const form = typeof gaps.count === 'number' && plural.select(gaps.count) === 'one' ? 'one' : 'other';
      const text = texts[key] ?? texts[`${key}_${form}`] ?? key;
      return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => written(gaps[name] ?? ''));
    },
  };
}

function writeTime(format: Intl.DateTimeFormat, time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : format.format(date);
}
