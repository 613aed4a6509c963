import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@stepwell/contract';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../apps/server/src/platform/limits/index.ts';
import { testTitles, unknownTests } from './asvs.ts';

const ROOT = join(import.meta.dirname, '..');
const page = readFileSync(join(ROOT, 'docs/security/sign-in-and-access.md'), 'utf8');

/** Cells of the table below the heading. */
function tableBelow(heading: string): string[][] {
  const [, rest = ''] = page.split(`\n## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe('the page on signing in and access', () => {
  test('gives the limits that are enforced', () => {
    const enforced = Object.entries(LIMITS).map(([name, { count, windowSeconds }]) => [
      name,
      `${count}`,
      `${windowSeconds}`,
    ]);
    expect(tableBelow('Against guessing')).toEqual(enforced);
  });

  test('has every way in, and none that is not there', () => {
    const ways = routes.filter(({ path, audience }) => path.startsWith('/api/v1/auth/') && 'public' in audience);
    const told = tableBelow('Ways in').map(([route]) => route);
    expect(told.toSorted()).toEqual(ways.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  test('lists the words that passwords are not made of', () => {
    const [, list = ''] = page.split('The words of the context are');
    const sentence = list.split('Words under')[0]?.replaceAll('\n', ' ');
    for (const word of ['product', 'name of the person', 'parts of their address', 'organizations']) {
      expect(sentence).toContain(word);
    }
  });

  test('names tests that there are', () => {
    const references = [...page.matchAll(/`([^`]+\.test\.tsx? › [^`]+)`/g)].map(([, reference = '']) => reference);
    const titlesOf = (path: string) =>
      existsSync(join(ROOT, path)) ? testTitles(path, readFileSync(join(ROOT, path), 'utf8')) : new Set<string>();
    expect(unknownTests(references, titlesOf)).toEqual([]);
    expect(references.length).toBeGreaterThan(10);
  });
});
