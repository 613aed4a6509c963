const MAX_KEY_LENGTH = 63;

/**
 * A key made from a name: lower-case letters, digits and `-`, starting with a letter.
 *
 * @returns the empty string when nothing of the name can be part of a key
 */
export function flagKeyFrom(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_KEY_LENGTH)
    .replace(/-+$/, '');
}

/** As the contract's key of a flag. */
export function isFlagKey(key: string): boolean {
  return /^[a-z][a-z0-9_-]{0,62}$/.test(key);
}
