import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundaryRules, boundaryViolations } from './boundaries.ts';
import type { Finding } from './finding.ts';
import { readSeeds } from './seeds.ts';
import { parseSourceFile, readSourceFiles } from './source-files.ts';

const seeds = readSeeds(fileURLToPath(new URL('./seeds', import.meta.url)));
const packages = new Map([['@stepwell/engine', 'packages/engine/src/index.ts']]);
let found: Finding[];

beforeAll(async () => {
  const planted = seeds.flatMap(({ files }) => files.map(({ path, text }) => parseSourceFile(path, text, packages)));
  found = await boundaryViolations(planted);
});

describe('each rule finds the tree that was seeded to break it, and leaves alone what is allowed', () => {
  it.each(seeds)('$rule', ({ rule, files }) => {
    const paths = files.map(({ path }) => path);
    const own = found.filter(({ path }) => paths.includes(path)).map((finding) => `${finding.path}: ${finding.rule}`);
    const expected = files.filter(({ breaks }) => breaks).map(({ path }) => `${path}: ${rule}`);
    expect([...new Set(own)].sort()).toEqual(expected.sort());
  });
});

it('has a seed for every rule', async () => {
  expect(seeds.map(({ rule }) => rule)).toEqual((await boundaryRules()).sort());
});

it('finds nothing in the tree as it is', async () => {
  const tree = readSourceFiles(fileURLToPath(new URL('../..', import.meta.url)));
  expect(await boundaryViolations(tree)).toEqual([]);
});
