import { expect, test } from 'vitest';
import { partStyles } from './mail-styles.ts';

test('takes styles out of the text of a mail and keeps the sheets', () => {
  const parted = partStyles(
    '<head><style type="text/css">p{color:red}</style></head><p class="a" style="margin:0">Hi</p>',
  );
  expect(parted).toEqual({
    html: '<head></head><p class="a" data-style="margin:0">Hi</p>',
    sheets: ['p{color:red}'],
  });
});

test('leaves what only looks like a style', () => {
  expect(partStyles('<p>a style="x" b</p><a href="/style=1">c</a>').html).toBe(
    '<p>a style="x" b</p><a href="/style=1">c</a>',
  );
});

test('takes every style, over lines too', () => {
  const { html } = partStyles('<table\n style="a:b"><td style="c:d"></td></table>');
  expect(html).toBe('<table\n data-style="a:b"><td data-style="c:d"></td></table>');
});
