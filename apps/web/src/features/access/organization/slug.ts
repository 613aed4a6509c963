const SLUG = /^[a-z][a-z0-9-]{0,62}$/;
const MAX_LENGTH = 63;
/** Letters that are not an ASCII letter with a mark. */
const SPELLINGS: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th' };

/** Whether the server would accept it as a short name, free or not. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** A short name made of a name; empty when the name has no letter that an address can carry. */
export function proposedSlug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[œæßøłđðþ]/g, (letter) => SPELLINGS[letter] ?? '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_LENGTH)
    .replace(/-+$/, '');
}

/** What is typed, as near to a short name as it can be without being rewritten under the fingers. */
export function typedSlug(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '-').slice(0, MAX_LENGTH);
}
