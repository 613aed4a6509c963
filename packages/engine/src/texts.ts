import type { LocalizedText } from './definition.ts';

/**
 * The text for a reader: the wanted locale, then its wider forms (`fr-CA` → `fr`), then the flow's default locale and
 * its wider forms, then the first text there is. Blank texts count as missing; tags compare without regard to case.
 *
 * @returns the empty string when no locale has a text.
 * @example textIn({ en: 'Profile', fr: 'Profil' }, 'fr-CA', 'en') // 'Profil'
 */
export function textIn(text: LocalizedText, locale: string, defaultLocale: string): string {
  const texts = Object.entries(text).filter(([, value]) => value.trim() !== '');
  for (const tag of [...widening(locale), ...widening(defaultLocale)]) {
    const found = texts.find(([key]) => key.toLowerCase() === tag);
    if (found) return found[1];
  }
  return texts[0]?.[1] ?? '';
}

function widening(locale: string): string[] {
  const subtags = locale.toLowerCase().split('-');
  return subtags.map((_, index) => subtags.slice(0, subtags.length - index).join('-'));
}
