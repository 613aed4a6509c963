import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { normalized } from './passwords.ts';

/** Of ten thousand digests one is met by chance once in 10^15 passwords. */
const DIGEST_BYTES = 8;
const FILE = new URL('./common-passwords.txt', import.meta.url);
let known: ReadonlySet<string> | undefined;

/** Whether a password is one of the most common of twelve characters or more, in any case of its letters. Asks no network. */
export function isCommon(password: string): boolean {
  known ??= new Set(commonDigests());
  return known.has(commonDigest(password));
}

/** What is kept of a common password: the list itself has things in it that nobody wants to read. */
export function commonDigest(password: string): string {
  const folded = normalized(password).toLowerCase();
  return createHash('sha256').update(folded).digest().subarray(0, DIGEST_BYTES).toString('base64url');
}

export function commonDigests(): string[] {
  const lines = readFileSync(FILE, 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
