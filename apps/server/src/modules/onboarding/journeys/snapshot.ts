import type { Environment } from '@stepwell/contract';
import type { CompiledFlow, FlowDefinition, JourneyState, StepRecord, Subject } from '@stepwell/engine';

/** A published version as journeys need it. */
export type JourneyVersion = {
  readonly versionId: string;
  readonly number: number;
  readonly flowId: string;
  readonly flowKey: string;
  readonly definition: FlowDefinition;
  readonly compiled: CompiledFlow;
};

/** Whose journeys are meant. */
export type ParticipantAddress = {
  readonly orgId: string;
  readonly environment: Environment;
  readonly externalId: string;
};

export type KnownParticipant = {
  readonly id: string;
  readonly externalId: string;
  readonly displayName: string | null;
  readonly locale: string | null;
  readonly subject: Subject;
  /** When the participant last came by themselves; null where only others acted on them. */
  readonly lastSeenAtMs: number | null;
};

/** A journey as it was read or last written; `revision` equality with the database proves that it is current. */
export type JourneySnapshot = {
  readonly id: string;
  readonly address: ParticipantAddress;
  readonly participant: KnownParticipant;
  readonly version: JourneyVersion;
  readonly revision: number;
  /** As it is stored; differs from the rules' figure after the participant's facts changed. */
  readonly percent: number;
  readonly state: JourneyState;
  readonly lastActivityAtMs: number;
  readonly snoozedUntilMs: number | null;
};

/** Everything known of one participant at one moment. */
export type ParticipantSnapshot = {
  readonly address: ParticipantAddress;
  /** Null: nobody by that id yet. */
  readonly participant: KnownParticipant | null;
  /** Most recently started first. */
  readonly journeys: readonly JourneySnapshot[];
  readonly loadedAtMs: number;
  /** As the database gives it for the same rows; null where nobody was found. */
  readonly mark: string | null;
};

/** A step row as it comes in JSON: key, state, row version, answers, reason, started, submitted, done (ms). */
export type StepRow = [
  string,
  StepRecord['state'],
  number,
  StepRecord['answers'],
  string | null,
  number | null,
  number | null,
  number | null,
];

export function stepRecordOf(row: StepRow): StepRecord {
  const [key, state, rowVersion, answers, reason, startedAtMs, submittedAtMs, doneAtMs] = row;
  return { key, state, rowVersion, answers, reason, startedAtMs, submittedAtMs, doneAtMs };
}

/** What every event of a journey carries. */
export function eventBase(journey: JourneySnapshot) {
  return {
    orgId: journey.address.orgId,
    environment: journey.address.environment,
    participantId: journey.participant.id,
    journeyId: journey.id,
    flowId: journey.version.flowId,
    versionNumber: journey.version.number,
    percent: journey.percent,
    market: journey.participant.subject.market ?? undefined,
    traits: journey.participant.subject.traits,
  };
}
