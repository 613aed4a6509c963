import type { FlagDefinition } from '@stepwell/contract';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import en from '../locales/en.json' with { type: 'json' };
import fr from '../locales/fr.json' with { type: 'json' };
import { newDefinition } from '../new-definition.ts';
import { flagSentence } from './flag-sentence.ts';
import { flagState } from './flag-state.ts';
import { wordsIn } from './words.ts';

const texts = createInstance();
await texts.init({
  lng: 'en',
  fallbackLng: false,
  ns: ['flags'],
  resources: { en: { flags: en }, fr: { flags: fr } },
  interpolation: { escapeValue: false },
});
const english = wordsIn(texts.getFixedT('en', 'flags'), 'en');
const french = wordsIn(texts.getFixedT('fr', 'flags'), 'fr');

const on = (change: Partial<FlagDefinition> = {}): FlagDefinition => ({
  ...newDefinition('boolean'),
  is_enabled: true,
  ...change,
});
const IDS = { variant: 'on', ids: ['a', 'b', 'c'] };
const PART = { percentage: 25, markets: ['FR', 'DE'], targets: [IDS] };

describe('a flag in words', () => {
  it.each<[string, FlagDefinition]>([
    ['Off for everybody.', on({ is_enabled: false, targets: [IDS] })],
    ['On for everybody.', on({ targets: [IDS] })],
    ['Off for everybody.', on({ percentage: 0 })],
    ['Always on for 3 ids. Off for everybody else.', on({ percentage: 0, targets: [IDS] })],
    ['On for 25% of participants in FR and DE, and always for 3 ids.', on(PART)],
    ['On for 0.05% of participants.', on({ percentage: 0.05 })],
    [
      'On for all participants on the plans pro and team with the role creator.',
      on({ plans: ['pro', 'team'], roles: ['creator'] }),
    ],
    ['On for all participants in 7 markets.', on({ markets: ['FR', 'DE', 'ES', 'IT', 'PT', 'NL', 'BE'] })],
    ['On for everybody. Always off for 1 id.', on({ targets: [{ variant: 'off', ids: ['a'] }] })],
    ['On for 50% of participants. On for everybody else.', on({ percentage: 50, off_variant: 'on' })],
  ])('%s', (sentence, definition) => {
    expect(flagSentence(definition, english)).toBe(sentence);
  });

  it('names the variants and their shares', () => {
    const layout: FlagDefinition = {
      ...newDefinition('string'),
      is_enabled: true,
      percentage: 50,
      targets: [IDS, { variant: 'new', ids: ['d'] }],
      serve: [
        { variant: 'new', weight: 3 },
        { variant: 'standard', weight: 1 },
      ],
    };
    expect(flagSentence({ ...layout, targets: layout.targets.slice(1) }, english)).toBe(
      '“new” (75%) and “standard” (25%) for 50% of participants. Always “new” for 1 id. “standard” for everybody else.',
    );
  });

  it('is said in French too', () => {
    expect(flagSentence(on(PART), french).replace(/\s/gu, ' ')).toBe(
      'Activé pour 25 % des participants des marchés FR et DE, et toujours pour 3 identifiants.',
    );
    expect(flagSentence(on({ percentage: 0, targets: [IDS] }), french)).toBe(
      'Toujours activé pour 3 identifiants. Désactivé pour tous les autres.',
    );
  });
});

describe('the state of a flag', () => {
  it.each<[string, FlagDefinition]>([
    ['off', on({ is_enabled: false, percentage: 25 })],
    ['on', on()],
    ['share', on(PART)],
    ['share', on({ percentage: 0 })],
    ['targeted', on({ percentage: 0, targets: [IDS] })],
    ['targeted', on({ roles: ['creator'] })],
  ])('%s', (state, definition) => {
    expect(flagState(definition)).toBe(state);
  });
});
