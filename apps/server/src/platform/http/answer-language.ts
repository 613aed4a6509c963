import { z } from 'zod';
import { BASE_LANGUAGE, type Languages } from '../errors/index.ts';

const MAX_HEADER_LENGTH = 500;
const MAX_RANGES = 20;
const RANGE = /^\s*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * The language that an `Accept-Language` header likes best of those there are; English where it names none of them.
 * `fr-CA` is content with `fr` (RFC 4647, lookup); of equal weights the first counts.
 */
export function preferredLanguage(header: string | undefined, offered: readonly string[]): string {
  if (header === undefined) return BASE_LANGUAGE;
  let best = { language: BASE_LANGUAGE, weight: 0 };
  for (const range of header.slice(0, MAX_HEADER_LENGTH).split(',', MAX_RANGES)) {
    const [, tag = '', quality = '1'] = RANGE.exec(range) ?? [];
    const weight = Number(quality);
    const language = weight > best.weight ? languageOf(tag.toLowerCase(), offered) : undefined;
    if (language !== undefined) best = { language, weight };
  }
  return best.language;
}

function languageOf(tag: string, offered: readonly string[]): string | undefined {
  if (tag === '*') return BASE_LANGUAGE;
  const subtags = tag.split('-');
  for (let length = subtags.length; length > 0; length -= 1) {
    const shortened = subtags.slice(0, length).join('-');
    const found = offered.find((language) => language.toLowerCase() === shortened);
    if (found !== undefined) return found;
  }
  return undefined;
}

export type FieldMessages = z.core.$ZodErrorMap;

/** Words what is wrong with a field. The header is read only when something is wrong. */
export function fieldMessagesFor(header: string | undefined, languages: Languages): FieldMessages {
  let words: FieldMessages | undefined;
  return (issue) => {
    words ??= zodMessages(preferredLanguage(header, languages.tags));
    return words(issue);
  };
}

const ZOD_LOCALES: Readonly<Record<string, () => { localeError: FieldMessages }>> = z.locales;
const messagesByLanguage = new Map<string, FieldMessages>();

/** Zod's own sentences: of the language, else of what it is a kind of, else English. */
function zodMessages(language: string): FieldMessages {
  const known = messagesByLanguage.get(language);
  if (known) return known;
  const locale = ZOD_LOCALES[language.replace('-', '')] ?? ZOD_LOCALES[language.split('-')[0] ?? ''] ?? z.locales.en;
  const messages = locale().localeError;
  messagesByLanguage.set(language, messages);
  return messages;
}
