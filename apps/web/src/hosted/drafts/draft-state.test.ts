import { describe, expect, test } from 'vitest';
import {
  confirmed,
  dueAtMs,
  edit,
  failed,
  GAP_MS,
  IDLE_MS,
  isUnsent,
  openDraft,
  rebase,
  resumed,
  sent,
} from './draft-state.ts';

const NOW = 1_000_000;
const opened = openDraft({ name: 'Ada' }, 4, null);
const typed = edit(opened, { name: 'Ada L.' }, NOW);

describe('when a draft is sent', () => {
  test('never while nothing was changed', () => {
    expect(dueAtMs(opened, true)).toBeNull();
    expect(dueAtMs(edit(typed, { name: 'Ada' }, NOW + 1), true)).toBeNull();
  });

  test('after a rest, or at once when a field is left', () => {
    expect(dueAtMs(typed, false)).toBe(NOW + IDLE_MS);
    expect(dueAtMs(typed, true)).toBe(NOW);
  });

  test('each key puts the rest off', () => {
    expect(dueAtMs(edit(typed, { name: 'Ada Lo' }, NOW + 2_000), false)).toBe(NOW + 2_000 + IDLE_MS);
  });

  test('not again before the gap is over, even in a hurry', () => {
    const again = edit(confirmed(sent(typed, NOW), 5), { name: 'Ada Lovelace' }, NOW + 10);
    expect(dueAtMs(again, true)).toBe(NOW + GAP_MS);
  });

  test('not while one is on its way', () => {
    expect(dueAtMs(sent(typed, NOW), true)).toBeNull();
  });

  test('leaves half of the 20 updates a minute to everything else', () => {
    expect(60_000 / GAP_MS).toBeLessThanOrEqual(10);
  });

  test('after a failure when the server said, or at once when the network is back', () => {
    const down = failed(sent(typed, NOW), NOW + 100, 30_000);
    expect(isUnsent(down)).toBe(true);
    expect(dueAtMs(down, true)).toBe(NOW + 30_100);
    expect(dueAtMs(resumed(down), true)).toBe(NOW + GAP_MS);
  });
});

describe('what a draft holds', () => {
  test('what was typed while the draft was on its way is still to be sent', () => {
    const later = confirmed(edit(sent(typed, NOW), { name: 'Ada Lovelace' }, NOW + 50), 5);
    expect(later).toMatchObject({ base: { name: 'Ada L.' }, answers: { name: 'Ada Lovelace' }, rowVersion: 5 });
    expect(isUnsent(later)).toBe(true);
  });

  test('a change from elsewhere is joined in, and a clash is named', () => {
    const joined = rebase(typed, { name: 'A. Lovelace', city: 'London' }, 6);
    expect(joined).toMatchObject({ answers: { name: 'Ada L.', city: 'London' }, rowVersion: 6, conflicts: ['name'] });
    expect(isUnsent(joined)).toBe(true);
  });

  test('unsent answers come back over what the server holds now', () => {
    const back = openDraft({ name: 'Ada', city: 'London' }, 7, { base: { name: 'Ada' }, answers: { name: 'Ada L.' } });
    expect(back).toMatchObject({ answers: { name: 'Ada L.', city: 'London' }, conflicts: [] });
    expect(dueAtMs(back, false)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('unsent answers that did arrive leave nothing to send', () => {
    const back = openDraft({ name: 'Ada L.' }, 7, { base: { name: 'Ada' }, answers: { name: 'Ada L.' } });
    expect(isUnsent(back)).toBe(false);
  });
});
