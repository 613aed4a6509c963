import type { StepKind } from './definition.ts';
import { type Actor, type Move, STORED_STATES, type StoredStepState } from './journey.ts';

/** One row of the table that decides every move. */
export type Transition = {
  readonly move: Move;
  readonly from: readonly StoredStepState[];
  readonly to: StoredStepState;
  readonly actors: readonly Actor[];
  readonly kinds: readonly StepKind[] | 'every';
  /** Refused while a prerequisite is missing, whoever asks. */
  readonly needsPrerequisites: boolean;
  /** A step under review goes to `submitted` instead. */
  readonly mayNeedReview?: boolean;
  readonly needsSkippable?: boolean;
  readonly needsReason?: boolean;
  /** `required`: answers given now or kept from a draft; `accepted`: answers may come along. */
  readonly answers?: 'required' | 'accepted';
};

const OPEN: readonly StoredStepState[] = ['todo', 'in_progress', 'rejected'];
/** Done by reading or agreeing: there is nothing to fill in. */
const READ: readonly StepKind[] = ['info', 'terms'];
/** Filled in by the participant. */
const FILLED: readonly StepKind[] = [
  'form',
  'upload',
  'age_check',
  'identity_check',
  'payout_account',
  'tax_form',
  'invite_team',
  'connect',
  'conversation',
];
/** Done elsewhere. A participant's draft here would pass for the tenant's own answers, so they cannot save one. */
const ELSEWHERE: readonly StepKind[] = ['task', 'external'];

/** The transition table: a move that no row allows is refused. */
export const TRANSITIONS: readonly Transition[] = [
  {
    move: 'start',
    from: ['todo', 'rejected'],
    to: 'in_progress',
    actors: ['participant', 'tenant'],
    kinds: 'every',
    needsPrerequisites: true,
  },
  {
    move: 'save',
    from: OPEN,
    to: 'in_progress',
    actors: ['participant', 'tenant'],
    kinds: FILLED,
    needsPrerequisites: true,
    answers: 'required',
  },
  {
    move: 'save',
    from: OPEN,
    to: 'in_progress',
    actors: ['tenant'],
    kinds: ELSEWHERE,
    needsPrerequisites: true,
    answers: 'required',
  },
  {
    move: 'submit',
    from: OPEN,
    to: 'done',
    actors: ['participant', 'tenant'],
    kinds: FILLED,
    needsPrerequisites: true,
    mayNeedReview: true,
    answers: 'required',
  },
  {
    move: 'complete',
    from: OPEN,
    to: 'done',
    actors: ['participant', 'tenant'],
    kinds: READ,
    needsPrerequisites: true,
    mayNeedReview: true,
  },
  {
    move: 'complete',
    from: OPEN,
    to: 'done',
    actors: ['tenant'],
    kinds: ['task'],
    needsPrerequisites: true,
    mayNeedReview: true,
    answers: 'accepted',
  },
  {
    move: 'complete',
    from: OPEN,
    to: 'done',
    actors: ['webhook', 'tenant'],
    kinds: ['external'],
    needsPrerequisites: true,
    mayNeedReview: true,
    answers: 'accepted',
  },
  {
    move: 'skip',
    from: OPEN,
    to: 'skipped',
    actors: ['participant', 'tenant'],
    kinds: 'every',
    needsPrerequisites: true,
    needsSkippable: true,
  },
  {
    move: 'reopen',
    from: ['skipped'],
    to: 'todo',
    actors: ['participant'],
    kinds: 'every',
    needsPrerequisites: false,
  },
  {
    move: 'reopen',
    from: ['done', 'skipped'],
    to: 'in_progress',
    actors: ['tenant', 'reviewer'],
    kinds: 'every',
    needsPrerequisites: false,
  },
  {
    move: 'approve',
    from: ['submitted'],
    to: 'done',
    actors: ['reviewer', 'tenant'],
    kinds: 'every',
    needsPrerequisites: false,
  },
  {
    move: 'reject',
    from: ['submitted'],
    to: 'rejected',
    actors: ['reviewer', 'tenant'],
    kinds: 'every',
    needsPrerequisites: false,
    needsReason: true,
  },
  {
    // An outside check may fail without anything having been handed in here.
    move: 'reject',
    from: ['todo', 'in_progress', 'submitted'],
    to: 'rejected',
    actors: ['webhook'],
    kinds: ['external'],
    needsPrerequisites: false,
    needsReason: true,
  },
  {
    move: 'reset',
    from: STORED_STATES,
    to: 'todo',
    actors: ['tenant', 'reviewer', 'system'],
    kinds: 'every',
    needsPrerequisites: false,
  },
];
