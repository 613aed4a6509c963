import type { FlagDefinition } from '@stepwell/contract';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import en from '../locales/en.json' with { type: 'json' };
import { newDefinition } from '../new-definition.ts';
import { wordsIn } from '../words/words.ts';
import { changeText } from './change-text.ts';
import { definitionChanges } from './definition-changes.ts';

const texts = createInstance();
await texts.init({
  lng: 'en',
  ns: ['flags'],
  resources: { en: { flags: en } },
  interpolation: { escapeValue: false },
});
const words = wordsIn(texts.getFixedT('en', 'flags'), 'en');
const said = (before: FlagDefinition, after: FlagDefinition) =>
  definitionChanges(before, after).map((change) => changeText(change, after.kind === 'boolean', words));

describe('what was changed', () => {
  it('is said in the order in which it matters', () => {
    const before = { ...newDefinition('boolean'), targets: [{ variant: 'on', ids: ['a', 'b'] }] };
    const after: FlagDefinition = {
      ...before,
      is_enabled: true,
      percentage: 12.5,
      markets: ['FR'],
      plans: ['pro'],
      targets: [
        { variant: 'on', ids: ['b', 'c', 'd'] },
        { variant: 'off', ids: ['a'] },
      ],
    };
    expect(said(before, after)).toEqual([
      'Switched on',
      'Percentage 100% → 12.5%',
      'Markets: + FR, − every market',
      'Plans: + pro',
      'Ids that always get On: + 2, − 1',
      'Ids that always get Off: + 1',
    ]);
  });

  it('of variants and what is served of them', () => {
    const before = newDefinition('json');
    const after: FlagDefinition = {
      ...before,
      variants: { new: { is_new: true, limit: 3 }, other: ['x'.repeat(80)], standard: {} },
      serve: [
        { variant: 'new', weight: 1 },
        { variant: 'other', weight: 3 },
      ],
      off_variant: 'other',
    };
    expect(said(before, after)).toEqual([
      'Variant “new” {"is_new":true} → {"is_new":true,"limit":3}',
      `Variant “other” added: ["${'x'.repeat(58)}…`,
      'What they get new 100% → new 25%, other 75%',
      'For everybody else “standard” → “other”',
    ]);
    expect(said(after, before)).toContain('Variant “other” removed');
  });

  it('is nothing where members only stand in another order', () => {
    const one = { ...newDefinition('json'), variants: { standard: {}, new: { a: 1, b: { c: 1, d: 2 } } } };
    const other = { ...one, variants: { new: { b: { d: 2, c: 1 }, a: 1 }, standard: {} } };
    expect(definitionChanges(one, other)).toEqual([]);
  });
});
