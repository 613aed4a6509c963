import type { Json } from './definition.ts';

/** State of a step as it is stored. `blocked` is never stored: it follows from the prerequisites. */
export const STORED_STATES = ['todo', 'in_progress', 'submitted', 'done', 'skipped', 'rejected'] as const;
export type StoredStepState = (typeof STORED_STATES)[number];
/** State of a step as people see it. */
export type StepState = StoredStepState | 'blocked';

/** Who asks for a move. `tenant` is the organization's own server, `reviewer` a member who decides, `webhook` a signed outside call. */
export const ACTORS = ['participant', 'tenant', 'reviewer', 'webhook', 'system'] as const;
export type Actor = (typeof ACTORS)[number];

export const MOVES = ['start', 'save', 'submit', 'complete', 'skip', 'reopen', 'approve', 'reject', 'reset'] as const;
export type Move = (typeof MOVES)[number];

export type Answers = Readonly<Record<string, Json>>;

/** The facts about a participant that rules, roles and markets look at. */
export type Subject = {
  readonly market: string | null;
  readonly role: string | null;
  readonly traits: Readonly<Record<string, Json>>;
};

/** What is stored of one step of one journey. Times are milliseconds since the Unix epoch. */
export type StepRecord = {
  readonly key: string;
  readonly state: StoredStepState;
  readonly rowVersion: number;
  readonly answers: Answers | null;
  readonly reason: string | null;
  readonly startedAtMs: number | null;
  readonly submittedAtMs: number | null;
  readonly doneAtMs: number | null;
};

/** A journey as the rules see it. `steps` holds a record for every step of the version, applicable or not. */
export type JourneyState = {
  readonly subject: Subject;
  readonly steps: Readonly<Record<string, StepRecord>>;
  readonly startedAtMs: number;
  readonly completedAtMs: number | null;
};

export type Progress = {
  /** Whole percent, rounded down: 100 only when every applicable step is done or skipped. */
  readonly percent: number;
  /** Applicable steps done or skipped, of all applicable ones. */
  readonly stepsDone: number;
  readonly stepsTotal: number;
  readonly requiredDone: number;
  readonly requiredTotal: number;
  readonly minutesLeft: number;
  readonly nextStep: string | null;
  /** Every applicable required step is done (or, where none is required, every applicable step is done or skipped). */
  readonly isComplete: boolean;
};
