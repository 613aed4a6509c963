import { describe, expect, test } from 'vitest';
import { type FunnelSearch, isFiltered, NO_FILTERS, readFunnelSearch, writeFunnelSearch } from './funnel-search.ts';

const PLAIN: FunnelSearch = { flow: undefined, stages: 'milestones', ...NO_FILTERS, eventStages: [] };
const FULL: FunnelSearch = {
  flow: 'creator',
  stages: 'events',
  from: '2026-06-01',
  to: '2026-06-30',
  version: 3,
  market: 'FR',
  trait: 'plan:pro & more',
  windowDays: 30,
  eventStages: [
    { title: 'Began', events: ['journey.started'] },
    { title: 'a~b, 50 % & c', events: ['step.done', 'Declaration SUBMITTED by EMPLOYEE', 'x~y'] },
    { title: '', events: [] },
  ],
};

describe('the address of a funnel', () => {
  test('says everything, and is read again as it was', () => {
    const shared = new URL(`https://stepwell.example/funnels?${writeFunnelSearch(FULL)}`);
    expect(readFunnelSearch(shared.searchParams)).toEqual(FULL);
  });

  test('is empty where nothing is asked for', () => {
    expect(String(writeFunnelSearch(PLAIN))).toBe('');
    expect(readFunnelSearch(new URLSearchParams())).toEqual(PLAIN);
  });

  test.each([
    ['stages', 'rows'],
    ['from', '01/06/2026'],
    ['to', '2026-13-01'],
    ['version', '0'],
    ['version', '1.5'],
    ['market', 'fr'],
    ['trait', 'plan'],
    ['window', '9999'],
  ])('does not take %s=%s', (name, value) => {
    expect(readFunnelSearch(new URLSearchParams({ [name]: value }))).toEqual(PLAIN);
  });

  test('takes a damaged stage for what it says', () => {
    expect(readFunnelSearch(new URLSearchParams({ stage: '100%~a~a' })).eventStages).toEqual([
      { title: '100%', events: ['a'] },
    ]);
  });
});

test('a flow and its stages are no filters', () => {
  expect(isFiltered({ ...FULL, ...NO_FILTERS })).toBe(false);
  expect(isFiltered({ ...PLAIN, market: 'FR' })).toBe(true);
});
