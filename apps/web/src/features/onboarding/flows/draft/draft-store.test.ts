import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError } from '../../../../lib/refusal.ts';
import { flowOf, infoStep } from '../definition/testing/examples.ts';
import { insertStep } from '../definition/steps.ts';
import { createDraftStore } from './draft-store.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

const FLOW = flowOf([infoStep('welcome')]);

function open() {
  const saved: { keys: string[]; rowVersion: number }[] = [];
  let newest = 4;
  const store = createDraftStore({ definition: FLOW, row_version: 4 }, async (definition, rowVersion) => {
    if (rowVersion !== newest) {
      const problem = {
        type: 'about:blank',
        title: 'Stale',
        status: 409,
        code: 'row_version_stale',
        correlationId: 'x',
      };
      throw new ProblemError({ ...problem, details: { row_version: newest } });
    }
    saved.push({ keys: definition.steps.map((step) => step.key), rowVersion });
    newest = rowVersion + 1;
    return newest;
  });
  return {
    store,
    saved,
    saveElsewhere: () => {
      newest += 1;
    },
  };
}

const addStep = (key: string) => (flow: typeof FLOW) => insertStep(flow, flow.steps.length, infoStep(key));
const keys = (store: ReturnType<typeof open>['store']) =>
  store.getState().history.present.steps.map((step) => step.key);

test('an edit is saved a second later, and so is its undoing', async () => {
  const { store, saved } = open();
  store.getState().edit(addStep('profile'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saved).toEqual([{ keys: ['welcome', 'profile'], rowVersion: 4 }]);
  store.getState().undo();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saved[1]).toEqual({ keys: ['welcome'], rowVersion: 5 });
  store.getState().redo();
  expect(keys(store)).toEqual(['welcome', 'profile']);
});

test('an edit that changes nothing is not saved', async () => {
  const { store, saved } = open();
  store.getState().edit((flow) => flow);
  store.getState().undo();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saved).toEqual([]);
});

test('a newer draft of somebody else is told with its row version, and mine can be kept', async () => {
  const { store, saved, saveElsewhere } = open();
  saveElsewhere();
  store.getState().edit(addStep('profile'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.getState().save).toEqual({ kind: 'stale', rowVersion: 5 });
  store.getState().keepMine(5);
  await vi.advanceTimersByTimeAsync(0);
  expect(saved).toEqual([{ keys: ['welcome', 'profile'], rowVersion: 5 }]);
  expect(store.getState()).toMatchObject({ save: { kind: 'saved' }, rowVersion: 6 });
});

test('taking theirs starts a new history', () => {
  const { store } = open();
  store.getState().edit(addStep('profile'));
  store.getState().adopt({ definition: flowOf([infoStep('theirs')]), row_version: 9 });
  store.getState().undo();
  expect(keys(store)).toEqual(['theirs']);
  expect(store.getState()).toMatchObject({ save: { kind: 'saved' }, rowVersion: 9 });
});
