import { expect, test } from 'vitest';
import { answerRows } from './answer-rows.ts';

const TRUTH = { yes: 'Yes', no: 'No' };
const content = {
  fields: [
    { key: 'name', label: 'Public name', options: null },
    { key: 'crafts', label: 'What you make', options: [{ value: 'music', label: 'Music' }] },
    { key: 'adult', label: 'I am 18 or older', options: null },
  ],
};

test('writes labels in place of keys and values, in the order of the form', () => {
  const answers = { adult: true, crafts: ['music', 'video'], name: 'Ana' };
  expect(answerRows({ answers, content }, TRUTH)).toEqual([
    { key: 'name', label: 'Public name', values: ['Ana'] },
    { key: 'crafts', label: 'What you make', values: ['Music', 'video'] },
    { key: 'adult', label: 'I am 18 or older', values: ['Yes'] },
  ]);
});

test('keeps answers to fields that the form no longer has', () => {
  expect(answerRows({ answers: { old: { a: 1 }, empty: null }, content: {} }, TRUTH)).toEqual([
    { key: 'old', label: 'old', values: ['{"a":1}'] },
    { key: 'empty', label: 'empty', values: ['–'] },
  ]);
});

test('no answers make no rows', () => {
  expect(answerRows({ answers: null, content }, TRUTH)).toEqual([]);
});
