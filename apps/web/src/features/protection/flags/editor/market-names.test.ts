import { expect, it } from 'vitest';
import { marketNames } from './market-names.ts';

it.each([
  ['fr', 'FR'],
  ['France', 'FR'],
  ['allemagne', 'DE'],
  ['perou', 'PE'],
  ['Narnia', null],
])('%j is the market %j', (typed, code) => {
  expect(marketNames('fr').read(typed)).toBe(code);
});

it('a market goes by its name in the language that shows', () => {
  expect(marketNames('en').nameOf('DE')).toBe('Germany');
  expect(marketNames('fr').nameOf('DE')).toBe('Allemagne');
  expect(marketNames('en').nameOf('QQ')).toBe('QQ');
});
