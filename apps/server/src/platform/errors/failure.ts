import type { Refusal } from './refusals.ts';

/** Something that went wrong, as whoever keeps count of it is told. */
export type Failure = {
  /** What was thrown. */
  readonly error: unknown;
  /** What the caller was told of it; where absent, nobody was told. */
  readonly refusal?: Refusal;
  /** Route, or handler in the background. */
  readonly place: string;
  readonly correlationId: string | null;
  /** Nobody waits for an answer that would tell them. */
  readonly isBackground?: boolean;
};

/** Keeps count. Never throws and never waits. */
export type FailureWatch = (failure: Failure) => void;
