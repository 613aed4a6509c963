import { describe, expect, test } from 'vitest';
import { type History, MAX_UNDO, MERGE_MS, record, redo, startHistory, undo } from './history.ts';

const START = 1_000_000;

function typed(history: History<string>, texts: string[], mark: string | null = 'title', gapMs = 100): History<string> {
  return texts.reduce((made, text, index) => record(made, text, mark, START + index * gapMs), history);
}

test('undoes and redoes in order', () => {
  const history = typed(startHistory(''), ['a', 'b', 'c'], null);
  expect(undo(history).present).toBe('b');
  expect(undo(undo(undo(history))).present).toBe('');
  expect(redo(undo(undo(history))).present).toBe('b');
  expect(redo(redo(undo(undo(history)))).present).toBe('c');
});

test('has nothing to undo at the start and nothing to redo at the end', () => {
  const start = startHistory('x');
  expect(undo(start)).toBe(start);
  expect(redo(start)).toBe(start);
});

describe('typing in one place', () => {
  test('is undone as one', () => {
    expect(undo(typed(startHistory(''), ['h', 'he', 'hey'])).present).toBe('');
  });

  test('is undone in parts after a pause', () => {
    expect(undo(typed(startHistory(''), ['h', 'he'], 'title', MERGE_MS + 1)).present).toBe('h');
  });

  test('is apart from another place', () => {
    const history = record(typed(startHistory(''), ['h', 'he']), 'other', 'help', START + 200);
    expect(undo(history).present).toBe('he');
  });

  test('after an undo starts anew, so that what was undone is not glued to it', () => {
    const undone = undo(typed(startHistory(''), ['h', 'he'], 'title', MERGE_MS + 1));
    const more = record(undone, 'ho', 'title', START + MERGE_MS + 2);
    expect(undo(more).present).toBe('h');
    expect(more.future).toEqual([]);
  });
});

test('a new change forgets what could be redone', () => {
  const history = record(undo(typed(startHistory(''), ['a', 'b'], null)), 'x', null, START);
  expect(redo(history).present).toBe('x');
});

test('the same value is no change', () => {
  const history = startHistory('a');
  expect(record(history, 'a', null, START)).toBe(history);
});

test('keeps a bounded number of steps, the newest', () => {
  const texts = Array.from({ length: MAX_UNDO + 20 }, (_, index) => `v${index}`);
  let history = typed(startHistory(''), texts, null);
  expect(history.past).toHaveLength(MAX_UNDO);
  for (let count = 0; count < MAX_UNDO; count += 1) history = undo(history);
  expect(history.present).toBe('v19');
});
