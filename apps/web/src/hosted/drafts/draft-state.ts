import { type Answers, mergeAnswers, sameAnswers } from './merge-answers.ts';

/** A form as it is being filled in. Times are milliseconds since the epoch. */
export interface Draft {
  /** What the server is known to hold. */
  base: Answers;
  /** The step's row version that `base` belongs to. */
  rowVersion: number;
  answers: Answers;
  /** What is on its way to the server; null when nothing is. */
  sending: Answers | null;
  changedAtMs: number;
  sentAtMs: number;
  /** After a failure nothing is sent before this. */
  pausedUntilMs: number;
  hasFailed: boolean;
  /** Fields that somebody else changed too; what was typed here was kept. */
  conflicts: string[];
}

/** Rest after the last key before a draft is sent. */
export const IDLE_MS = 3_000;
/** Least time between two drafts: half of the 20 step updates a person has in a minute are left for handing in. */
export const GAP_MS = 6_000;
const PAUSE_AFTER_FAILURE_MS = 10_000;

/** Answers on the device that the server had not confirmed when the page was left. */
export interface UnsentAnswers {
  base: Answers;
  answers: Answers;
}

export function openDraft(server: Answers, rowVersion: number, unsent: UnsentAnswers | null): Draft {
  const fresh: Draft = {
    base: server,
    rowVersion,
    answers: server,
    sending: null,
    changedAtMs: Number.NEGATIVE_INFINITY,
    sentAtMs: Number.NEGATIVE_INFINITY,
    pausedUntilMs: Number.NEGATIVE_INFINITY,
    hasFailed: false,
    conflicts: [],
  };
  return unsent ? rebase({ ...fresh, ...unsent }, server, rowVersion) : fresh;
}

export function edit(draft: Draft, answers: Answers, nowMs: number): Draft {
  return { ...draft, answers, changedAtMs: nowMs };
}

/** Whether something was typed that the server is not known to hold. */
export function isUnsent(draft: Draft): boolean {
  return !sameAnswers(draft.base, draft.answers);
}

/**
 * When the draft should be sent; null when there is nothing to send or something is on its way.
 *
 * @param hurry the person left a field: no need to wait for a rest
 */
export function dueAtMs(draft: Draft, hurry: boolean): number | null {
  if (draft.sending || !isUnsent(draft)) return null;
  const rested = hurry ? draft.changedAtMs : draft.changedAtMs + IDLE_MS;
  return Math.max(rested, draft.sentAtMs + GAP_MS, draft.pausedUntilMs);
}

export function sent(draft: Draft, nowMs: number): Draft {
  return { ...draft, sending: draft.answers, sentAtMs: nowMs };
}

/** The server took what was sent; what was typed meanwhile is still to be sent. */
export function confirmed(draft: Draft, rowVersion: number): Draft {
  return { ...draft, base: draft.sending ?? draft.base, rowVersion, sending: null, hasFailed: false };
}

/** What was sent did not arrive. `waitMs` is what the server asked for, where it did. */
export function failed(draft: Draft, nowMs: number, waitMs = PAUSE_AFTER_FAILURE_MS): Draft {
  return { ...draft, sending: null, hasFailed: true, pausedUntilMs: nowMs + waitMs };
}

/** The server holds something else than was thought: joins it with what was typed. */
export function rebase(draft: Draft, theirs: Answers, rowVersion: number): Draft {
  const { answers, conflicts } = mergeAnswers(draft.base, draft.answers, theirs);
  return { ...draft, base: theirs, rowVersion, answers, sending: null, conflicts };
}

/** The network is back: nothing holds the draft any more. */
export function resumed(draft: Draft): Draft {
  return { ...draft, pausedUntilMs: Number.NEGATIVE_INFINITY };
}
