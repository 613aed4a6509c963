import { describe, expect, it } from 'vitest';
import { newDefinition } from '../new-definition.ts';
import { draftOf, type FlagDraft, withVariant } from './draft.ts';
import { draftProblems } from './draft-problems.ts';

const draft = draftOf({ name: 'Layout', description: null, definition: newDefinition('string') });
const problems = (change: Partial<FlagDraft>) => draftProblems({ ...draft, ...change }, 'string');
const variant = (change: Parameters<typeof withVariant>[2], id = 'v1') =>
  draftProblems(withVariant(draft, id, change), 'string');

describe('what of a draft cannot be sent', () => {
  it('is nothing at first', () => {
    expect(draftProblems(draft, 'string')).toEqual([]);
  });

  it('a flag without a name', () => {
    expect(problems({ name: ' ' })).toEqual([{ place: 'name', code: 'name_missing' }]);
  });

  it.each(['', '-1', '101', '12.345', 'a half', '1e1'])('a percentage of %j', (percentage) => {
    expect(problems({ percentage })).toEqual([{ place: 'percentage', code: 'percentage' }]);
  });

  it.each(['0', '12,5', '99.99', '100'])('but %j is a percentage', (percentage) => {
    expect(problems({ percentage })).toEqual([]);
  });

  it('a name of a variant that is none, or another’s', () => {
    expect(variant({ name: 'Ünique' })).toEqual([{ place: 'variant/v1/name', code: 'variant_name' }]);
    expect(variant({ name: 'new' })).toEqual([{ place: 'variant/v1/name', code: 'variant_name_taken' }]);
  });

  it('weights that are none, and no weight at all', () => {
    expect(variant({ weight: '1.5' })).toEqual([{ place: 'variant/v1/weight', code: 'weight' }]);
    expect(variant({ weight: '100001' })).toEqual([{ place: 'variant/v1/weight', code: 'weight' }]);
    expect(variant({ weight: '' }, 'v0')).toEqual([{ place: 'serve', code: 'nothing_served' }]);
  });

  it('ids that are too many, too long or at two variants', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => `user-${index}`).join('\n');
    expect(variant({ ids: many })).toEqual([{ place: 'variant/v1/ids', code: 'too_many_ids' }]);
    expect(variant({ ids: 'u'.repeat(201) })).toEqual([{ place: 'variant/v1/ids', code: 'long_id' }]);
    const twice = withVariant(withVariant(draft, 'v0', { ids: 'user-1' }), 'v1', { ids: 'user-2\nuser-1' });
    expect(draftProblems(twice, 'string')).toEqual([{ place: 'variant/v1/ids', code: 'id_twice' }]);
  });

  it('a value of another kind', () => {
    const limits = draftOf({ name: 'Limits', description: null, definition: newDefinition('number') });
    expect(draftProblems(withVariant(limits, 'v0', { value: 'ten' }), 'number')).toEqual([
      { place: 'variant/v0/value', code: 'number' },
    ]);
  });
});
