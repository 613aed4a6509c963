import type { Environment } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';

/** Names of the events that Stepwell itself records. Imports add names of their own. */
export const EVENT_NAMES = {
  journeyStarted: 'journey.started',
  journeyCompleted: 'journey.completed',
  journeyMigrated: 'journey.migrated',
  journeyRolledBack: 'journey.rolled_back',
  journeyReset: 'journey.reset',
  journeySkipped: 'journey.skipped',
  journeyRecalculated: 'journey.recalculated',
  journeySnoozed: 'journey.snoozed',
  stepStarted: 'step.started',
  stepSaved: 'step.saved',
  stepSubmitted: 'step.submitted',
  stepCompleted: 'step.completed',
  stepSkipped: 'step.skipped',
  stepReopened: 'step.reopened',
  stepApproved: 'step.approved',
  stepRejected: 'step.rejected',
  stepReset: 'step.reset',
  gateRefused: 'gate.refused',
} as const;

/** One thing that happened to a participant, before it is in the log. */
export type NewEvent = {
  readonly orgId: string;
  readonly environment: Environment;
  readonly occurredAt: Date;
  /** One of `EVENT_NAMES`. */
  readonly name: string;
  readonly participantId: string;
  readonly journeyId?: string | null;
  readonly flowId?: string | null;
  readonly versionNumber?: number | null;
  readonly stepKey?: string | null;
  /** Who acted: an Actor of the engine. */
  readonly actor?: string | null;
  readonly fromState?: string | null;
  readonly toState?: string | null;
  /** The journey's percent after the event. */
  readonly percent?: number | null;
  readonly market?: string | null;
  /** The participant's traits at that moment. */
  readonly traits?: Readonly<Record<string, Json>> | null;
  readonly properties?: Readonly<Record<string, Json>> | null;
  readonly correlationId?: string | null;
};

/** One line of a participant's timeline. */
export type TimelineEvent = {
  readonly id: string;
  readonly occurredAt: Date;
  readonly name: string;
  readonly flowKey: string | null;
  readonly stepKey: string | null;
  readonly actor: string | null;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly percent: number | null;
  readonly properties: Readonly<Record<string, Json>>;
  readonly correlationId: string | null;
};

export type TimelineQuery = {
  readonly participantId: string;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
  /** Events of a page. */
  readonly limit: number;
};

export type TimelinePage = { readonly events: readonly TimelineEvent[]; readonly nextCursor: string | null };
