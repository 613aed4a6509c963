import { expect, test } from 'vitest';
import { certificatesIn, pemOf } from './certificates.ts';

const A = 'MIIC'.repeat(40);
const B = 'MIID'.repeat(40);

test('several certificates stand one after the other', () => {
  expect(certificatesIn(`${pemOf(A)}\n\n${pemOf(B)}\n`)).toEqual([pemOf(A), pemOf(B)]);
});

test('base64 alone is a certificate too, in lines of any length', () => {
  expect(certificatesIn(A)).toEqual([pemOf(A)]);
  expect(certificatesIn(`${A.slice(0, 70)}\n${A.slice(70)}\n\n${B}`)).toEqual([pemOf(A), pemOf(B)]);
});

test('a PEM has lines of 64 characters', () => {
  const lines = pemOf(A).split('\n').slice(1, -1);
  expect(lines.map(({ length }) => length)).toEqual([64, 64, 32]);
});

test('no text is no certificate', () => expect(certificatesIn(' \n ')).toEqual([]));

test.each([
  ['something beside a block', `my certificate: ${pemOf(A)}`],
  ['a block that was cut off', pemOf(A).slice(0, -10)],
  ['a block of something else', pemOf(A).replaceAll('CERTIFICATE', 'PRIVATE KEY')],
  ['too little of one', pemOf('MIIC')],
  ['no base64', pemOf(`${A}%%%%`)],
])('%s is not accepted', (_what, text) => {
  expect(certificatesIn(text)).toBeNull();
});
