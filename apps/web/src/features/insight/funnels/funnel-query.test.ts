import { expect, test } from 'vitest';
import { requestOf } from './funnel-query.ts';
import { type FunnelSearch, NO_FILTERS } from './funnel-search.ts';

const SEARCH: FunnelSearch = { flow: 'creator', stages: 'steps', ...NO_FILTERS, eventStages: [] };

test('days reach from the first’s beginning to the last’s end', () => {
  const request = requestOf({ ...SEARCH, from: '2026-06-01', to: '2026-06-30' });
  expect(request).toMatchObject({ query: { from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00.000Z' } });
});

test('without a flow there is nothing to ask about its steps', () => {
  expect(requestOf({ ...SEARCH, flow: undefined })).toBeNull();
});

test('events are asked about once every stage has one', () => {
  const began = { title: 'Began', events: ['journey.started'] };
  const search: FunnelSearch = { ...SEARCH, stages: 'events', flow: undefined };
  expect(requestOf(search)).toBeNull();
  expect(requestOf({ ...search, eventStages: [began, { title: 'Then', events: [] }] })).toBeNull();
  expect(requestOf({ ...search, eventStages: [began] })).toMatchObject({
    kind: 'events',
    body: { stages: [{ key: 'stage_1', events: ['journey.started'] }] },
  });
});

test.each([
  ['plan:pro', { plan: 'pro' }],
  ['seats:12', { seats: 12 }],
  ['beta:true', { beta: true }],
  ['code:007', { code: '007' }],
  ['source:a:b', { source: 'a:b' }],
])('the trait %s is asked about by value', (trait, traits) => {
  const eventStages = [{ title: '', events: ['journey.started'] }];
  expect(requestOf({ ...SEARCH, stages: 'events', eventStages, trait })).toMatchObject({ body: { traits } });
});
