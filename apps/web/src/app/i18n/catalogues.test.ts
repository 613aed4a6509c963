import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const source = new URL('../../', import.meta.url).pathname;
const english = globSync('**/locales/en.json', { cwd: source }).sort();

describe.each(english)('%s', (file) => {
  const en = textsOf(file);
  const fr = textsOf(file.replace('en.json', 'fr.json'));

  test('says everything in French too', () => {
    expect(Object.keys(fr).map(withoutPlural)).toEqual(expect.arrayContaining(Object.keys(en).map(withoutPlural)));
    expect(Object.keys(en).map(withoutPlural)).toEqual(expect.arrayContaining(Object.keys(fr).map(withoutPlural)));
  });

  test('fills the same gaps in both languages', () => {
    for (const [key, text] of Object.entries(en)) expect(gapsOf(fr[key] ?? ''), key).toEqual(gapsOf(text));
  });

  test('leaves no text empty', () => {
    expect([...Object.values(en), ...Object.values(fr)].filter((text) => !text.trim())).toEqual([]);
  });

  test('sets French by the rules: ’ for the apostrophe, a no-break space before : ; ! ? » and after «', () => {
    const broken = Object.values(fr).filter((text) =>
      /'|[^\u00a0\u202f\s][!?;»](?!\w)|[^\u00a0\u202f/s] ?:(?=\s|$)|[ ][:;!?»]|« /.test(text),
    );
    expect(broken.filter((text) => !/https?:/.test(text))).toEqual([]);
  });
});

test('there are catalogues to check', () => {
  expect(english.length).toBeGreaterThanOrEqual(8);
});

function textsOf(file: string): Record<string, string> {
  return flatten(JSON.parse(readFileSync(`${source}${file}`, 'utf8')));
}

function flatten(node: Record<string, unknown>, prefix = ''): Record<string, string> {
  const entries = Object.entries(node).map(([key, value]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    return typeof value === 'string' ? { [path]: value } : flatten(value as Record<string, unknown>, path);
  });
  return Object.assign({}, ...entries);
}

/** French has a plural form (`many`) that English lacks. */
function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function gapsOf(text: string): string[] {
  return (text.match(/\{\{[^}]+\}\}|<\/?\w+\/?>/g) ?? []).sort();
}
