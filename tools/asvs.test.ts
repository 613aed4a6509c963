import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chapterOf, countsTable, readRows, testTitles, unknownTests } from './asvs.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const text = read('docs/security/asvs.json');
const rows = readRows(text);

/** Of ASVS 5.0.0: how many requirements each section has, and of which level, in their order. */
const LEVELS: Readonly<Record<string, string>> = {
  '6.1': '122',
  '6.2': '111111112222',
  '6.3': '11223333',
  '6.4': '112233',
  '6.5': '22222333',
  '6.6': '2223',
  '6.7': '33',
  '6.8': '2222',
  '7.1': '222',
  '7.2': '1111',
  '7.3': '22',
  '7.4': '11222',
  '7.5': '223',
  '7.6': '22',
  '8.1': '1233',
  '8.2': '1123',
  '8.3': '133',
  '8.4': '23',
  '9.1': '111',
  '9.2': '1222',
  '10.1': '22',
  '10.2': '223',
  '10.3': '22223',
  '10.4': '1111122222233333',
  '10.5': '22222',
  '10.6': '22',
  '10.7': '222',
};
const REQUIREMENTS = Object.entries(LEVELS).flatMap(([section, levels]) =>
  [...levels].map((level, index) => ({ id: `${section}.${index + 1}`, level: Number(level) })),
);
/** May fall, never rise: what is mended or found not to concern us is taken off here as well. */
const OPEN = 0;
/** What the product does otherwise on purpose. May not grow without a decision. */
const DECLINED = ['6.3.6', '6.5.5', '8.2.4', '8.4.2'];

const known = new Map<string, ReadonlySet<string>>();
function titlesOf(path: string): ReadonlySet<string> {
  const isTest = /^(apps|packages|e2e|tools)\/.*\.test\.tsx?$/.test(path) && existsSync(join(ROOT, path));
  const titles = known.get(path) ?? (isTest ? testTitles(path, read(path)) : new Set<string>());
  known.set(path, titles);
  return titles;
}

describe('the table of requirements', () => {
  test('has each requirement of the five chapters once, in order and with its level', () => {
    expect(rows.map(({ id, level }) => ({ id, level }))).toEqual(REQUIREMENTS);
    const counts = Object.groupBy(REQUIREMENTS, chapterOf);
    expect(Object.entries(counts).map(([chapter, all]) => [chapter, all?.length])).toEqual([
      ['V6', 47],
      ['V7', 19],
      ['V8', 13],
      ['V9', 7],
      ['V10', 36],
    ]);
  });

  test('names tests that there are', () => {
    expect(rows.flatMap((row) => unknownTests(row.tests ?? [], titlesOf).map((name) => `${row.id} ${name}`))).toEqual(
      [],
    );
  });

  test('has no more open rows than before', () => {
    expect(rows.filter(({ state }) => state === 'open').length).toBe(OPEN);
    expect(rows.filter(({ state }) => state === 'declined').map(({ id }) => id)).toEqual(DECLINED);
  });

  test('is counted on its page', () => {
    const cells = read('docs/security/asvs.md')
      .split('\n')
      .filter((line) => /^\| (V\d+|all) /.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().split(' ')[0]),
      );
    expect(cells).toEqual(countsTable(rows));
  });
});

describe('a row', () => {
  const [first] = rows;
  const seeded = (change: object) => JSON.stringify([{ ...first, ...change }]);

  test('that names a test which is not there is found', () => {
    const own = 'tools/asvs.test.ts › a row › that names a test which is not there is found';
    const wrong = [
      'tools/asvs.test.ts › a row › that nobody wrote',
      'tools/asvs.test.ts › that names a test which is not there is found',
      'tools/asvs.test.ts',
      'tools/asvs.ts › a row',
      'tools/nowhere.test.ts › a row',
      'docs/security/asvs.md › a row',
    ];
    expect(unknownTests([own, ...wrong], titlesOf)).toEqual(wrong);
  });

  test('is refused without a test, without a reason or in a state of its own', () => {
    const reason = 'There is nothing of the kind anywhere in the product.';
    expect(readRows(seeded({ state: 'not_applicable', tests: undefined, reason }))).toHaveLength(1);
    const wrong: [object, string][] = [
      [{ tests: [] }, 'names no test'],
      [{ state: 'not_applicable', tests: undefined, reason: 'Not ours.' }, 'none of 40 characters'],
      [{ state: 'not_applicable', reason }, 'names tests of what there is not'],
      [{ state: 'open', tests: undefined }, 'none of 40 characters'],
      [{ state: 'nearly' }, 'its state is none'],
      [{ level: 4 }, 'its level is not 1, 2 or 3'],
      [{ subject: 'short' }, 'three to eight words'],
      [{ text: 'of the standard' }, 'has a member that nobody knows'],
    ];
    for (const [change, mistake] of wrong) expect(() => readRows(seeded(change))).toThrow(mistake);
  });
});

test('titles are read with what stands around them, and what never runs is none', () => {
  const source = `
    describe('outer', () => {
      it('plain', () => {});
      describe.each([1])('inner %s', () => { test.each<[string]>([['x']])(\`each %s\`, () => {}); });
      it.skip('left out', () => {});
      test.skipIf(!there)('where it can', () => { expect(it).toBe('no title'); });
    });
    test.todo('some day');
    it('alone', { timeout: 1 }, async () => {});`;
  expect([...testTitles('seeded.test.ts', source)]).toEqual([
    'outer › plain',
    'outer › inner %s › each %s',
    'outer › where it can',
    'alone',
  ]);
});
