import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('begins with a byte order mark and ends every line with CRLF', () => {
  expect(
    csvOf([
      ['stage', 'entered'],
      ['Started', 12],
    ]),
  ).toBe('\uFEFFstage,entered\r\nStarted,12\r\n');
});

test.each([
  ['comma, within', '"comma, within"'],
  ['a "quote"', '"a ""quote"""'],
  ['two\nlines', '"two\nlines"'],
  ['Étape terminée', 'Étape terminée'],
  ['', ''],
])('writes %j as %s', (text, cell) => {
  expect(csvOf([[text]])).toBe(`\uFEFF${cell}\r\n`);
});

test.each(['=1+1', '+33 1', '-2', '@sum', '\tx'])('keeps a spreadsheet from running %j', (text) => {
  expect(csvOf([[text]])).toBe(`\uFEFF'${text}\r\n`);
});

test('keeps numbers exact and leaves what is not known empty', () => {
  expect(csvOf([[0.125, -3, 1_234_567, null]])).toBe('\uFEFF0.125,-3,1234567,\r\n');
});
