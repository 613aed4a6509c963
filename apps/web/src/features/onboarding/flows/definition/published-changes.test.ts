import { expect, test } from 'vitest';
import { stepMarks } from './published-changes.ts';
import { flowOf, formStep, infoStep, textField } from './testing/examples.ts';

const PUBLISHED = flowOf([infoStep('welcome'), formStep('profile'), formStep('about'), infoStep('end')]);

test('says which steps are new, changed, and changed so that work on them is lost', () => {
  const draft = flowOf([
    { ...infoStep('welcome'), title: { en: 'Hello' } },
    formStep('profile', [textField('name'), textField('street')]),
    formStep('about'),
    infoStep('tips'),
  ]);
  expect(Object.fromEntries(stepMarks(PUBLISHED, draft))).toEqual({
    welcome: 'changed',
    profile: 'incompatible',
    tips: 'new',
  });
});

test('before the first publication nothing is marked', () => {
  expect(stepMarks(undefined, PUBLISHED).size).toBe(0);
});
