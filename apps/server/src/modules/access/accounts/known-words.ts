import { normalized } from './passwords.ts';

/** Below this a word says too little: many a passphrase has it by chance. */
const SHORTEST_WORD = 4;
const PRODUCT = 'Stepwell';
/** Digits and marks that stand for letters; l, which is written like an i, becomes one. */
const LETTER_OF: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  l: 'i',
};

/** What whoever knows the person and the product tries first: what is given, whole and word by word, and the product's name. */
export function knownWords(given: readonly string[]): string[] {
  const texts = [PRODUCT, ...given].map((text) => normalized(text).toLowerCase());
  // Addresses have numbers behind names.
  const words = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u), ...text.split(/\P{L}+/u)]);
  return [...new Set(words)].filter((word) => [...word].length >= SHORTEST_WORD);
}

/**
 * Whether half of the password or more is made of these words, as they are or with accents, case or letters changed. Marks
 * and spaces count for nothing.
 */
export function isMostlyKnown(password: string, words: readonly string[]): boolean {
  const bare = folded(password);
  let rest = bare;
  const byLength = words.map(folded).toSorted((one, other) => other.length - one.length);
  // A space keeps what stood on both sides of a word apart.
  for (const word of byLength) if (word.length >= SHORTEST_WORD) rest = rest.replaceAll(word, ' ');
  const unknown = rest.replaceAll(' ', '').length;
  return unknown < bare.length && unknown * 2 <= bare.length;
}

function folded(text: string): string {
  const letters = normalized(text).toLowerCase().normalize('NFD');
  const plain = [...letters].map((letter) => LETTER_OF[letter] ?? letter).join('');
  return plain.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
