import { expect, test } from 'vitest';
import { hasLosses, sharesOf } from './outcomes.ts';

const NOTHING = { unchanged: 0, advances: 0, regresses: 0, stranded: 0, kept: 0, restarted: 0, total: 0 };

test('shares come in the bar’s order, without those that do not happen', () => {
  const shares = sharesOf({ ...NOTHING, stranded: 1, unchanged: 2, advances: 5, total: 8 });
  expect(shares).toEqual([
    { outcome: 'advances', count: 5, share: 0.625 },
    { outcome: 'unchanged', count: 2, share: 0.25 },
    { outcome: 'stranded', count: 1, share: 0.125 },
  ]);
});

test('without journeys there are no shares', () => {
  expect(sharesOf(NOTHING)).toEqual([]);
});

test('going back, being stranded and starting anew are losses', () => {
  expect(hasLosses({ ...NOTHING, unchanged: 3, advances: 2, kept: 1, total: 6 })).toBe(false);
  for (const loss of ['regresses', 'stranded', 'restarted'] as const) {
    expect(hasLosses({ ...NOTHING, [loss]: 1, total: 1 })).toBe(true);
  }
});
