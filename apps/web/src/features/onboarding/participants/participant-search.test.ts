import { expect, test } from 'vitest';
import { withFilter } from '../../../lib/use-list-search.ts';
import { isFiltered, readParticipantSearch, writeParticipantSearch } from './participant-search.ts';

const FULL = { q: 'ana & co', flow: 'creator', status: 'active', market: 'FR', cursor: 'abc' } as const;
const NOTHING = { q: '', flow: undefined, status: undefined, market: undefined, cursor: undefined };

test('what is written is read again', () => {
  expect(readParticipantSearch(writeParticipantSearch(FULL))).toEqual(FULL);
});

test('an address without words asks for everybody', () => {
  expect(readParticipantSearch(new URLSearchParams())).toEqual(NOTHING);
  expect(String(writeParticipantSearch(NOTHING))).toBe('');
  expect(isFiltered(NOTHING)).toBe(false);
});

test.each([
  ['status', 'asleep'],
  ['market', 'France'],
  ['market', 'fr'],
])('%s=%s is not taken', (name, value) => {
  expect(readParticipantSearch(new URLSearchParams({ [name]: value }))).toEqual(NOTHING);
});

test('a changed filter goes back to the first page', () => {
  expect(withFilter(readParticipantSearch(writeParticipantSearch(FULL)), { market: 'DE' })).toEqual({
    ...FULL,
    market: 'DE',
    cursor: undefined,
  });
});
