import { expect, test } from 'vitest';
import { byDay } from './timeline-days.ts';

const entries = ['2026-06-15T22:30:00Z', '2026-06-15T21:00:00Z', '2026-06-14T10:00:00Z'].map((occurred_at) => ({
  occurred_at,
}));

test('entries of one day stand together, in their order', () => {
  expect(byDay(entries, 'UTC')).toEqual([
    { day: '2026-06-15', entries: [entries[0], entries[1]] },
    { day: '2026-06-14', entries: [entries[2]] },
  ]);
});

test('a day is the reader’s day', () => {
  expect(byDay(entries, 'Europe/Paris').map(({ day }) => day)).toEqual(['2026-06-16', '2026-06-15', '2026-06-14']);
});

test('no entries make no days', () => {
  expect(byDay([])).toEqual([]);
});
