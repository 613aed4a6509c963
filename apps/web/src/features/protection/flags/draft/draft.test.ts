import { describe, expect, it } from 'vitest';
import type { FlagDefinition } from '@stepwell/contract';
import { FLAG_KINDS, newDefinition } from '../new-definition.ts';
import { definitionOf, draftOf, idsOf, isSameDraft, withNewVariant, withVariant } from './draft.ts';

const LAYOUT: FlagDefinition = {
  kind: 'string',
  is_enabled: true,
  variants: { compact: 'one column', standard: 'two columns', wizard: 'step by step' },
  off_variant: 'standard',
  targets: [{ variant: 'wizard', ids: ['user-1', 'a,b', 'user-2'] }],
  markets: ['FR', 'DE'],
  plans: ['pro'],
  roles: [],
  percentage: 12.5,
  serve: [
    { variant: 'wizard', weight: 1 },
    { variant: 'compact', weight: 3 },
  ],
};

const drafted = (definition: FlagDefinition) => draftOf({ name: 'Layout', description: null, definition });

describe('a draft', () => {
  it.each(FLAG_KINDS)('of a new %s flag says what the flag says', (kind) => {
    const definition = newDefinition(kind);
    expect(definitionOf(drafted(definition), kind, false)).toEqual(definition);
  });

  it('loses nothing, and serves in the order in which it was served', () => {
    const again = definitionOf(drafted(LAYOUT), 'string', true);
    expect(again).toEqual(LAYOUT);
    expect(again.serve).toEqual(LAYOUT.serve);
  });

  it('takes everything along when a variant gets another name', () => {
    const draft = drafted(LAYOUT);
    const [wizard] = draft.variants;
    const renamed = definitionOf(withVariant(draft, wizard?.id ?? '', { name: 'guided' }), 'string', true);
    expect(renamed.targets).toEqual([{ variant: 'guided', ids: ['user-1', 'a,b', 'user-2'] }]);
    expect(renamed.serve[0]).toEqual({ variant: 'guided', weight: 1 });
    expect(renamed.variants).not.toHaveProperty('wizard');
  });

  it('is for every market when none is named', () => {
    expect(definitionOf({ ...drafted(LAYOUT), markets: [] }, 'string', true).markets).toEqual(['*']);
  });

  it('is the same again after a variant was added and taken out', () => {
    const draft = drafted(LAYOUT);
    const longer = withNewVariant(draft, 'string');
    expect(longer.variants.at(-1)?.name).toBe('variant-4');
    expect(isSameDraft(draft, longer)).toBe(false);
    expect(isSameDraft(draft, { ...longer, variants: longer.variants.slice(0, -1) })).toBe(true);
  });

  it('gives a further variant a name and an id of its own', () => {
    const longer = withNewVariant(drafted(LAYOUT), 'string');
    const shorter = { ...longer, variants: longer.variants.filter(({ name }) => name !== 'compact') };
    const again = withNewVariant(shorter, 'string').variants;
    expect(new Set(again.map(({ name }) => name)).size).toBe(again.length);
    expect(new Set(again.map(({ id }) => id)).size).toBe(again.length);
  });
});

it('ids stand one a line, each once, without the space around', () => {
  expect(idsOf(' user-1\n\nuser-2 \r\nuser-1\na,b')).toEqual(['user-1', 'user-2', 'a,b']);
});
