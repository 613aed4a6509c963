import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PasswordInput } from './password-input.tsx';

const SOURCES = join(import.meta.dirname, '../../..');
const sources = globSync('**/*.tsx', { cwd: SOURCES })
  .filter((path) => !path.endsWith('.test.tsx'))
  .map((path) => ({ path, text: readFileSync(join(SOURCES, path), 'utf8') }));
const pathsOf = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test('a password is hidden until its owner asks to see it', () => {
  const markup = renderToStaticMarkup(<PasswordInput autoComplete="current-password" />);
  const [input = ''] = /<input[^>]*>/.exec(markup) ?? [];
  expect(input).toContain(' type="password"');
  expect(input).toContain(' autoComplete="current-password"');
  expect(markup).toContain('aria-pressed="false"');
});

test('no other input takes a password, and each tells password managers which one it wants', () => {
  expect(pathsOf(/type=(["']|\{.*["'])password["']/)).toEqual(['features/access/entrance/password-input.tsx']);
  const uses = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/<PasswordInput\s.*?\/>/gs)].map(([use]) => ({ path, use })),
  );
  expect(uses.length).toBeGreaterThanOrEqual(3);
  for (const { path, use } of uses) expect(use, path).toMatch(/autoComplete="(current|new)-password"/);
});

/** Takes what is pasted and only parts it into lines. */
const LISTS = ['features/protection/flags/editor/targets-card.tsx'];

test('no page stands in the way of pasting', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(pathsOf(/onPaste|onBeforeInput/)).toEqual(LISTS);
});
