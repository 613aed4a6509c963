import { expect, test } from 'vitest';
import { contrast, GROUNDS, parseHex } from '../../../lib/contrast.ts';
import { accentContrast } from './accent-contrast.ts';

test('a deep blue reads on the light page and not on the dark one', () => {
  expect(accentContrast('#0a5f8f', 'light')).toMatchObject({ readable: true });
  expect(accentContrast('#0a5f8f', 'dark')).toMatchObject({ readable: false });
});

test.each(['light', 'dark'] as const)('what is shown in place of yellow can be read in %s', (scheme) => {
  const shown = parseHex(accentContrast('#ffe100', scheme)?.shownAs ?? '');
  expect(shown && contrast(shown, GROUNDS[scheme].sand)).toBeGreaterThanOrEqual(4.5);
});

test('half a colour is none', () => {
  expect(accentContrast('#0a5', 'light')).toBeNull();
  expect(accentContrast('', 'dark')).toBeNull();
});
