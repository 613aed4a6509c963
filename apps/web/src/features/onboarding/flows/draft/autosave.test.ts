import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAutosave, type SaveState } from './autosave.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server that keeps one value and refuses whoever has not seen the newest. */
function server() {
  let stored = { value: 'first', rowVersion: 1 };
  let failure: Error | null = null;
  const takenMs = 200;
  return {
    get stored() {
      return stored;
    },
    failWith: (error: Error | null) => {
      failure = error;
    },
    saveElsewhere: (value: string) => {
      stored = { value, rowVersion: stored.rowVersion + 1 };
    },
    save: async (value: string, rowVersion: number) => {
      await new Promise((resolve) => setTimeout(resolve, takenMs));
      if (failure) throw failure;
      if (rowVersion !== stored.rowVersion) throw new StaleError(stored.rowVersion);
      stored = { value, rowVersion: rowVersion + 1 };
      return stored.rowVersion;
    },
  };
}

class StaleError extends Error {
  readonly rowVersion: number;
  constructor(rowVersion: number) {
    super('stale');
    this.rowVersion = rowVersion;
  }
}

function start() {
  const remote = server();
  const states: SaveState['kind'][] = [];
  const autosave = createAutosave<string>({
    rowVersion: 1,
    save: remote.save,
    staleVersion: (error) => (error instanceof StaleError ? error.rowVersion : null),
    isPassing: (error) => error instanceof Error && error.message === 'offline',
    onState: (state) => states.push(state.kind),
    delayMs: 1_000,
    retryMs: 5_000,
  });
  return { remote, states, autosave };
}

test('saves once when changes pause', async () => {
  const { remote, states, autosave } = start();
  autosave.change('a');
  await vi.advanceTimersByTimeAsync(900);
  autosave.change('ab');
  await vi.advanceTimersByTimeAsync(999);
  expect(remote.stored.value).toBe('first');
  await vi.advanceTimersByTimeAsync(300);
  expect(remote.stored).toEqual({ value: 'ab', rowVersion: 2 });
  expect(states).toEqual(['unsaved', 'unsaved', 'saving', 'saved']);
});

test('what is changed during a save is saved after it', async () => {
  const { remote, states, autosave } = start();
  autosave.change('a');
  await vi.advanceTimersByTimeAsync(1_100);
  autosave.change('b');
  await vi.advanceTimersByTimeAsync(200);
  expect(remote.stored.value).toBe('a');
  expect(states.at(-1)).toBe('unsaved');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(remote.stored).toEqual({ value: 'b', rowVersion: 3 });
  expect(states.at(-1)).toBe('saved');
});

describe('flush', () => {
  test('saves at once, also what is changed while a save is under way', async () => {
    const { remote, autosave } = start();
    autosave.change('a');
    const first = autosave.flush();
    autosave.change('b');
    const second = autosave.flush();
    await vi.advanceTimersByTimeAsync(500);
    await first;
    expect(await second).toBe(3);
    expect(remote.stored.value).toBe('b');
  });

  test('with nothing to save gives the row version', async () => {
    const { autosave } = start();
    expect(await autosave.flush()).toBe(1);
  });

  test('rejects with the reason when it cannot save', async () => {
    const { remote, autosave } = start();
    remote.failWith(new Error('offline'));
    autosave.change('a');
    const flushed = autosave.flush().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(300);
    expect(await flushed).toMatchObject({ message: 'offline' });
  });
});

describe('a failure', () => {
  test('that passes is tried again by itself', async () => {
    const { remote, states, autosave } = start();
    remote.failWith(new Error('offline'));
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(1_300);
    expect(states.at(-1)).toBe('failed');
    remote.failWith(null);
    await vi.advanceTimersByTimeAsync(5_300);
    expect(remote.stored.value).toBe('a');
    expect(states.at(-1)).toBe('saved');
  });

  test('of another kind waits for the next change', async () => {
    const { remote, states, autosave } = start();
    remote.failWith(new Error('refused'));
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(states).toEqual(['unsaved', 'saving', 'failed']);
    remote.failWith(null);
    autosave.change('b');
    await vi.advanceTimersByTimeAsync(1_300);
    expect(remote.stored.value).toBe('b');
  });
});

describe('when somebody else saved meanwhile', () => {
  const stale = async () => {
    const made = start();
    made.remote.saveElsewhere('theirs');
    made.autosave.change('mine');
    await vi.advanceTimersByTimeAsync(1_300);
    return made;
  };

  test('nothing is written over, whatever is changed after', async () => {
    const { remote, states, autosave } = await stale();
    autosave.change('mine too');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(remote.stored).toEqual({ value: 'theirs', rowVersion: 2 });
    expect(states.at(-1)).toBe('stale');
    await expect(autosave.flush()).rejects.toThrow('not saved');
  });

  test('mine can be kept, with what was changed since', async () => {
    const { remote, states, autosave } = await stale();
    autosave.change('mine too');
    autosave.keepMine(2);
    await vi.advanceTimersByTimeAsync(300);
    expect(remote.stored).toEqual({ value: 'mine too', rowVersion: 3 });
    expect(states.at(-1)).toBe('saved');
  });

  test('theirs can be taken, and is worked on from there', async () => {
    const { remote, states, autosave } = await stale();
    autosave.adopt(2);
    expect(states.at(-1)).toBe('saved');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(remote.stored.value).toBe('theirs');
    autosave.change('theirs and mine');
    await vi.advanceTimersByTimeAsync(1_300);
    expect(remote.stored).toEqual({ value: 'theirs and mine', rowVersion: 3 });
  });
});

test('paused, it waits for the next change', async () => {
  const { remote, autosave } = start();
  autosave.change('a');
  autosave.pause();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(remote.stored.value).toBe('first');
  autosave.change('b');
  await vi.advanceTimersByTimeAsync(1_300);
  expect(remote.stored.value).toBe('b');
});
