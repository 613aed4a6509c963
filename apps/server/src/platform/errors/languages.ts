import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the sentences in the code are written in. */
export const BASE_LANGUAGE = 'en';

/** Keyed by the English wording instead of a code: what the contract says of a field in its own words. */
const FIELD_WORDINGS = 'fields';

const LOCALES_FOLDER = fileURLToPath(new URL('../../../locales', import.meta.url));
const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** The sentences of refusals in every language that has a folder. */
export type Languages = {
  /** Every language that something can be said in, English first. */
  readonly tags: readonly string[];
  /** What a code says in a language; `fallback` where that language has no sentence of it. */
  sentenceOf(language: string, code: string, fallback: string): string;
  /** The message of a field, which the contract words in English, in another language; else as it is. */
  fieldMessageOf(language: string, message: string): string;
};

type Sentences = ReadonlyMap<string, string>;
type Language = { readonly sentences: Sentences; readonly fieldMessages: Sentences };

/**
 * Reads `<folder>/<language>/<room>.json`, each of which gives codes their sentences. A new folder is a new language.
 *
 * @param codes where given, a sentence of any other code is an error.
 * @throws Error for a damaged file, an unknown code, or a code with two sentences in one language.
 */
export function readLanguages({ folder = LOCALES_FOLDER, codes }: LanguageSource = {}): Languages {
  const known = codes && new Set(codes);
  const languages = new Map(foldersOf(folder).map((tag) => [tag, readLanguage(join(folder, tag), known)]));
  return {
    tags: [...new Set([BASE_LANGUAGE, ...languages.keys()])],
    sentenceOf: (language, code, fallback) => languages.get(language)?.sentences.get(code) ?? fallback,
    fieldMessageOf: (language, message) => languages.get(language)?.fieldMessages.get(message) ?? message,
  };
}

type LanguageSource = { readonly folder?: string; readonly codes?: Iterable<string> };

function foldersOf(folder: string): string[] {
  const tags = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return tags.map(({ name }) => {
    if (!LANGUAGE_TAG.test(name)) throw new Error(`${join(folder, name)} is not named after a language`);
    return name;
  });
}

function readLanguage(folder: string, known: ReadonlySet<string> | undefined): Language {
  const sentences = new Map<string, string>();
  let fieldMessages: Sentences = new Map();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const file = join(folder, name);
    if (name === `${FIELD_WORDINGS}.json`) fieldMessages = new Map(sentencesIn(file));
    else addSentences(sentences, file, known);
  }
  return { sentences, fieldMessages };
}

/** A refusal does not say which room it comes from, so a code that two rooms share has one sentence. */
function addSentences(sentences: Map<string, string>, file: string, known: ReadonlySet<string> | undefined): void {
  for (const [code, sentence] of sentencesIn(file)) {
    if (known && !known.has(code)) throw new Error(`${file}: there is no problem code ${code}`);
    if ((sentences.get(code) ?? sentence) !== sentence)
      throw new Error(`${file}: ${code} has another sentence already`);
    sentences.set(code, sentence);
  }
}

function sentencesIn(file: string): [string, string][] {
  const entries = Object.entries(objectIn(file));
  return entries.map(([key, sentence]) => {
    if (typeof sentence !== 'string' || sentence.trim() === '') throw new Error(`${file}: ${key} has no sentence`);
    return [key, sentence];
  });
}

function objectIn(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} is not valid JSON`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${file} holds no object`);
  return value as Record<string, unknown>;
}
