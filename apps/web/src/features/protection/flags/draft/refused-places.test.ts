import { ProblemError } from '@stepwell/contract/client';
import { describe, expect, it } from 'vitest';
import { newDefinition } from '../new-definition.ts';
import { definitionOf, draftOf, withVariant } from './draft.ts';
import { partAt, placeOf, refusedPlaces } from './refused-places.ts';

const stored = draftOf({ name: 'Layout', description: null, definition: newDefinition('string') });
const draft = withVariant(stored, 'v1', { ids: 'user-1' });
const definition = definitionOf(draft, 'string', true);

describe('the place of a path', () => {
  it.each([
    ['variants/standard', 'variant/v1/value'],
    ['variants/new', 'variant/v0/value'],
    ['variants', 'variants'],
    ['targets/0/ids/3', 'variant/v1/ids'],
    ['targets/7/ids', 'targets'],
    ['serve/0/weight', 'variant/v0/weight'],
    ['serve', 'serve'],
    ['off_variant', 'off'],
    ['/definition/percentage', 'percentage'],
    ['markets/2', 'markets'],
    ['/description', 'description'],
    ['is_enabled', 'form'],
    ['', 'form'],
  ])('%j is %j', (path, place) => {
    expect(placeOf(path, draft, definition)).toBe(place);
  });
});

describe('a refusal', () => {
  const refusal = (parts: object) =>
    new ProblemError({ type: 'x', title: 'Refused', status: 422, code: 'flag_refused', correlationId: 'c', ...parts });

  it('is said at the fields', () => {
    const problems = [{ path: 'markets/0', code: 'invalid_market', message: 'XX is not a market.' }];
    expect(refusedPlaces(refusal({ details: { problems } }), draft, definition)).toEqual([
      { place: 'markets', message: 'XX is not a market.' },
    ]);
    const errors = [{ path: '/definition/serve/0/weight', code: 'too_big', message: 'Too much.' }];
    expect(refusedPlaces(refusal({ errors }), draft, definition)).toEqual([
      { place: 'variant/v0/weight', message: 'Too much.' },
    ]);
  });

  it('that names no field marks none', () => {
    expect(refusedPlaces(refusal({}), draft, definition)).toEqual([]);
    expect(refusedPlaces(refusal({ details: { problems: [null, {}] } }), draft, definition)).toEqual([]);
    expect(refusedPlaces(new Error('x'), draft, definition)).toEqual([]);
  });

  it('lasts until its part of the draft is changed', () => {
    const changed = withVariant(draft, 'v1', { ids: 'user-2' });
    expect(partAt(changed, 'variant/v1/ids')).not.toBe(partAt(draft, 'variant/v1/ids'));
    expect(partAt(changed, 'variant/v0/ids')).toBe(partAt(draft, 'variant/v0/ids'));
    expect(partAt(changed, 'markets')).toBe(partAt(draft, 'markets'));
    expect(partAt(changed, 'form')).not.toBe(partAt(draft, 'form'));
  });
});
