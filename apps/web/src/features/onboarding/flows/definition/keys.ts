const MAX_KEY_LENGTH = 63;

/**
 * A key made from a name: lower-case letters, digits and `_` or `-`, starting with a letter.
 *
 * @returns the empty string when nothing of the name can be part of a key
 */
export function keyFrom(name: string, separator: '_' | '-' = '_'): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, separator)
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_KEY_LENGTH)
    .replace(/[_-]+$/, '');
}

/** The key, or the key with the first number that makes it new. */
export function freeKey(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  const stem = wanted.slice(0, MAX_KEY_LENGTH - 4);
  for (let number = 2; ; number += 1) {
    const key = `${stem}_${number}`;
    if (!taken.includes(key)) return key;
  }
}

/** As the contract's key of a step, a field or a trait. */
export function isStepKey(key: string): boolean {
  return /^[a-z][a-z0-9_]{0,62}$/.test(key);
}

/** As the contract's key of a flow. */
export function isFlowKey(key: string): boolean {
  return /^[a-z][a-z0-9_-]{0,62}$/.test(key);
}

/** As the contract's capability, e.g. `payouts.request`. */
export function isCapability(name: string): boolean {
  return name.length <= 120 && /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/.test(name);
}

/** As the contract's locale: a BCP 47 tag. */
export function isLocale(tag: string): boolean {
  return tag.length <= 35 && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag);
}

/** A web address, as a link of a flow must be. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}
