import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineAndColumn, rangeOfPath, scanJson } from './json-ranges.ts';

const TEXT = `{
  "title": { "en": "A \\"quoted\\" word" },
  "steps": [{ "key": "a" }, { "key": "b", "weight": -1.5e3 }],
  "gates": []
}`;

function textAt(path: string): string | undefined {
  const scan = scanJson(TEXT);
  if (!scan.isJson) throw new Error('not JSON');
  const range = rangeOfPath(scan.ranges, path);
  return range && TEXT.slice(range.from, range.to);
}

test.each([
  ['title/en', '"A \\"quoted\\" word"'],
  ['steps/1/key', '"b"'],
  ['steps/1/weight', '-1.5e3'],
  ['gates', '[]'],
  ['steps/0', '{ "key": "a" }'],
])('%s stands at %s', (path, text) => {
  expect(textAt(path)).toBe(text);
});

test('what is missing is looked for above', () => {
  expect(textAt('steps/0/title/en')).toBe('{ "key": "a" }');
  expect(textAt('theme/accent')).toBe(TEXT);
});

describe('a text that is no JSON', () => {
  test.each([
    ['{"a": }', 6],
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['', 0],
    ['{} x', 3],
    ['"open', 0],
    ['[01]', 2],
  ])('%s stops at %d', (text, at) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(scanJson(text)).toEqual({ isJson: false, at });
  });

  test('is refused rather than overrunning the stack', () => {
    expect(scanJson('['.repeat(100_000)).isJson).toBe(false);
  });
});

test('finds every value of any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = JSON.stringify(value, null, 2);
      const scan = scanJson(text);
      if (!scan.isJson) throw new Error(`refused at ${scan.at}`);
      const whole = scan.ranges.get('');
      expect(whole && JSON.parse(text.slice(whole.from, whole.to))).toEqual(JSON.parse(text));
      for (const { from, to } of scan.ranges.values()) expect(() => JSON.parse(text.slice(from, to))).not.toThrow();
    }),
    { seed: 20_261, numRuns: 200 },
  );
});

test('lines and columns count from one', () => {
  expect(lineAndColumn('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  expect(lineAndColumn('', 0)).toEqual({ line: 1, column: 1 });
});
