const LONGEST_READ = 2_000;
const LONGEST = 200;

/** In this order: what comes first may hold what comes later. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '<address>'],
  [/[^\s<>"'(),;]+@[^\s<>"'(),;]+/g, '<address>'],
  [/"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`|‘[^’]*’/g, '<value>'],
  [/(^|[\s(=:,[])'[^']*'(?=$|[\s).,:;\]])/g, '$1<value>'],
  [/=\s*(\([^)]*\)|[^\s,;)]+)/g, '=<value>'],
  [/(?:[\w.~-]*\/){2,}[\w.~-]*/g, '<path>'],
  [/[\p{L}\d_-]*\d[\p{L}\d_-]*/gu, '<n>'],
  [/(?:<n>|::)(?:[.:]+<n>)+/g, '<address>'],
  [/\b[\w-]+(?:\.[\w-]+)+\b/g, '<name>'],
  [/[\p{L}_-]{32,}/gu, '<value>'],
];

/**
 * A message with placeholders for whatever may be a value: quoted text, numbers, ids, addresses, names of hosts, paths. Two
 * messages that differ in their values alone become the same one, and nobody is named.
 */
export function plainWords(message: string): string {
  let words = message.slice(0, LONGEST_READ).replace(/[\p{C}\s]+/gu, ' ');
  for (const [value, placeholder] of VALUES) words = words.replace(value, placeholder);
  return words.trim().slice(0, LONGEST);
}
