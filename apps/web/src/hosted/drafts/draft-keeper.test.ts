import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Kept } from '../kept.ts';
import { DraftKeeper, type DraftOutcome, safetyOf } from './draft-keeper.ts';
import { draftName } from './draft-name.ts';
import { GAP_MS, IDLE_MS } from './draft-state.ts';
import type { Answers } from './merge-answers.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('a form’s draft', () => {
  test('is on the device at once and on the server after a rest', async () => {
    const { keeper, sent, kept } = open();
    keeper.edit({ name: 'A' });
    keeper.edit({ name: 'Ad' });
    expect(kept()).toMatchObject({ answers: { name: 'Ad' } });
    await vi.advanceTimersByTimeAsync(IDLE_MS - 1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([{ answers: { name: 'Ad' }, keepalive: false }]);
    expect(kept()).toBeNull();
    expect(safetyOf(keeper.snapshot())).toBe('saved');
  });

  test('goes soon when a field is left, and not at all when nothing changed', async () => {
    const { keeper, sent } = open();
    keeper.leaveField();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    keeper.edit({ name: 'Ada' });
    keeper.leaveField();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
  });

  test('takes about half of the 20 updates a minute, however it is typed', async () => {
    const { keeper, sent } = open();
    for (let key = 0; key < 600; key += 1) {
      keeper.edit({ name: `Ada ${key}` });
      keeper.leaveField();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.length).toBeLessThanOrEqual(60_000 / GAP_MS + 1);
  });

  test('goes at once, able to outlive the page, when the page is hidden', () => {
    const { keeper, sent } = open();
    keeper.edit({ name: 'Ada' });
    keeper.hide();
    keeper.hide();
    expect(sent).toEqual([{ answers: { name: 'Ada' }, keepalive: true }]);
  });

  test('stays on the device when it cannot be sent, and goes when the network is back', async () => {
    const { keeper, sent, kept, answer } = open();
    answer({ kind: 'failed' });
    keeper.edit({ name: 'Ada' });
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect(safetyOf(keeper.snapshot())).toBe('kept');
    expect(kept()).toMatchObject({ base: {}, answers: { name: 'Ada' } });
    answer({ kind: 'saved', rowVersion: 2 });
    keeper.resume();
    await vi.advanceTimersByTimeAsync(GAP_MS);
    expect(sent).toHaveLength(2);
    expect(kept()).toBeNull();
  });

  test('waits as long as the server asks', async () => {
    const { keeper, sent, answer } = open();
    answer({ kind: 'failed', waitMs: 30_000 });
    keeper.edit({ name: 'Ada' });
    await vi.advanceTimersByTimeAsync(IDLE_MS + 29_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(2);
  });

  test('is joined with what came from elsewhere and sent again', async () => {
    const { keeper, sent, answer } = open({ name: 'Ada' });
    answer({ kind: 'elsewhere', answers: { name: 'Ada', city: 'Lyon' }, rowVersion: 8 });
    keeper.edit({ name: 'Ada L.' });
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect(keeper.snapshot()).toMatchObject({ answers: { name: 'Ada L.', city: 'Lyon' }, rowVersion: 8 });
    answer({ kind: 'saved', rowVersion: 9 });
    await vi.advanceTimersByTimeAsync(GAP_MS);
    expect(sent.at(-1)?.answers).toEqual({ name: 'Ada L.', city: 'Lyon' });
  });

  test('comes back field by field after the page was lost', () => {
    const first = open({ name: 'Ada' });
    first.answer(new Promise<never>(() => undefined));
    first.keeper.edit({ name: 'Ada', city: 'Par' });
    const again = open({ name: 'Ada' }, first.device);
    expect(again.keeper.snapshot().answers).toEqual({ name: 'Ada', city: 'Par' });
  });

  test('that had arrived after all does not come back over newer answers', () => {
    const first = open();
    first.keeper.edit({ name: 'Ada' });
    open({ name: 'Ada' }, first.device);
    expect(open({ name: 'Ada Lovelace' }, first.device).keeper.snapshot().answers).toEqual({ name: 'Ada Lovelace' });
  });

  test('does not overtake the answers that are handed in, and is gone with them', async () => {
    const { keeper, sent, kept } = open();
    keeper.edit({ name: 'Ada' });
    keeper.hold();
    keeper.hide();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    keeper.finish();
    keeper.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    expect(kept()).toBeNull();
  });

  test('counts again when the answers were not taken', async () => {
    const { keeper, sent } = open();
    keeper.edit({ name: 'Ada' });
    keeper.hold();
    keeper.release();
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect(sent).toHaveLength(1);
  });

  test('is sent when its form leaves the page, and then no more', async () => {
    const { keeper, sent, kept } = open();
    keeper.edit({ name: 'Ada' });
    keeper.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(kept()).toBeNull();
  });
});

function open(server: Answers = {}, device: Kept = memory()) {
  const sent: { answers: Answers; keepalive: boolean }[] = [];
  let outcome: DraftOutcome | Promise<never> = { kind: 'saved', rowVersion: 2 };
  const keeper = new DraftKeeper({
    journeyId: 'j1',
    stepKey: 'profile',
    server,
    rowVersion: 1,
    device,
    send: async (answers, keepalive) => {
      sent.push({ answers, keepalive });
      return outcome;
    },
  });
  const kept = () => JSON.parse(device.read(draftName('j1', 'profile')) ?? 'null') as unknown;
  return { keeper, sent, device, kept, answer: (next: typeof outcome) => void (outcome = next) };
}

function memory(): Kept {
  const texts = new Map<string, string>();
  return {
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
  };
}
