/**
 * Writes apps/server/src/modules/access/accounts/common-passwords.txt from a list of passwords, one a line, the most common
 * first: the first ten thousand that are long enough to be chosen, as digests, sorted. Where the committed file came from
 * stands in its head.
 *
 *   node tools/common-passwords.ts LIST SOURCE DATE
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { commonDigest, lengthProblem } from '../apps/server/src/modules/access/accounts/index.ts';

const KEPT = 10_000;
const FILE = new URL('../apps/server/src/modules/access/accounts/common-passwords.txt', import.meta.url);

const [list, source, date] = process.argv.slice(2);
if (list === undefined || source === undefined || date === undefined) {
  throw new Error('node tools/common-passwords.ts LIST SOURCE DATE');
}
const choosable = readFileSync(list, 'utf8')
  .split(/\r?\n/)
  .filter((password) => lengthProblem(password) === undefined);
const digests = [...new Set(choosable.map(commonDigest))].slice(0, KEPT);
const head = [
  `# The ${digests.length} most common passwords of 12 to 128 characters, in NFKC and lower case, as the first 8 bytes of their`,
  '# SHA-256, base64url. Their order is that of the digests, not of the rank. Written by tools/common-passwords.ts.',
  `# Source: ${source}`,
  `# Date: ${date}`,
];
writeFileSync(FILE, `${[...head, ...digests.toSorted()].join('\n')}\n`);
