/** What can be undone and redone, newest last. */
export interface History<Value> {
  readonly past: readonly Value[];
  readonly present: Value;
  /** Next to be redone first. */
  readonly future: readonly Value[];
  /** What was changed last and when, so that typing in one place is undone as one. */
  readonly last: { readonly mark: string; readonly atMs: number } | null;
}

export const MAX_UNDO = 100;
/** Changes of one place that follow each other this closely are one. */
export const MERGE_MS = 1_000;

export function startHistory<Value>(present: Value): History<Value> {
  return { past: [], present, future: [], last: null };
}

/** @param mark names the place, e.g. `steps/3/title/en`; null for a change that is always its own */
export function record<Value>(history: History<Value>, next: Value, mark: string | null, atMs: number): History<Value> {
  if (next === history.present) return history;
  const { last } = history;
  const isMore = mark !== null && last?.mark === mark && atMs - last.atMs <= MERGE_MS && history.future.length === 0;
  const past = isMore ? history.past : [...history.past, history.present].slice(-MAX_UNDO);
  return { past, present: next, future: [], last: mark === null ? null : { mark, atMs } };
}

export function undo<Value>(history: History<Value>): History<Value> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: before, future, last: null };
}

export function redo<Value>(history: History<Value>): History<Value> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, last: null };
}
