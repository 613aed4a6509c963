import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type JourneyRow, LOAD_PARTICIPANTS, type MarkRow, type ParticipantRow, READ_MARKS } from './repository.ts';
import { ParticipantReader } from './participant-reader.ts';
import {
  type JourneySnapshot,
  type JourneyVersion,
  type KnownParticipant,
  type ParticipantAddress,
  type ParticipantSnapshot,
  type StepRow,
  stepRecordOf,
} from './snapshot.ts';

export type LoadVersion = (orgId: string, versionId: string) => JourneyVersion | Promise<JourneyVersion>;

/** Reads participants with their journeys, in batches. */
export class SnapshotLoader {
  readonly #participants: ParticipantReader<ParticipantRow>;
  readonly #marks: ParticipantReader<MarkRow>;
  readonly #loadVersion: LoadVersion;
  readonly #clock: Clock;

  constructor(options: { database: Pick<Database, 'hotStatement'>; loadVersion: LoadVersion; clock: Clock }) {
    this.#participants = new ParticipantReader(options.database, LOAD_PARTICIPANTS);
    this.#marks = new ParticipantReader(options.database, READ_MARKS);
    this.#loadVersion = options.loadVersion;
    this.#clock = options.clock;
  }

  async load(address: ParticipantAddress): Promise<ParticipantSnapshot> {
    const askedAtMs = this.#clock.nowMs();
    return this.#assemble(address, await this.#participants.read(address), askedAtMs);
  }

  /** As it is in the database now: asks first whether anything was written since, and reads only then. */
  async refresh(known: ParticipantSnapshot): Promise<ParticipantSnapshot> {
    const askedAtMs = this.#clock.nowMs();
    const row = await this.#marks.read(known.address);
    return row && row.mark === known.mark ? { ...known, loadedAtMs: askedAtMs } : this.load(known.address);
  }

  async #assemble(
    address: ParticipantAddress,
    row: ParticipantRow | undefined,
    loadedAtMs: number,
  ): Promise<ParticipantSnapshot> {
    if (!row) return { address, participant: null, journeys: [], loadedAtMs, mark: null };
    const participant = participantOf(row);
    const journeys: JourneySnapshot[] = [];
    for (const journey of row.journeys ?? []) {
      const known = this.#loadVersion(address.orgId, journey.version_id);
      const version = known instanceof Promise ? await known : known;
      journeys.push(snapshotOf(address, participant, version, journey));
    }
    return { address, participant, journeys, loadedAtMs, mark: markOf(row) };
  }
}

function markOf({ written, journeys }: ParticipantRow): string {
  return (journeys ?? []).reduce((mark, journey) => `${mark} ${journey.written}.${journey.revision}`, written);
}

function participantOf(row: ParticipantRow): KnownParticipant {
  return {
    id: row.id,
    externalId: row.external_id,
    displayName: row.display_name,
    locale: row.locale,
    subject: { market: row.market, role: row.role, traits: row.traits },
    lastSeenAtMs: row.seen,
  };
}

function snapshotOf(
  address: ParticipantAddress,
  participant: KnownParticipant,
  version: JourneyVersion,
  row: JourneyRow,
): JourneySnapshot {
  const records = (row.steps ?? []).map((step) => stepRecordOf(step as StepRow));
  return {
    id: row.id,
    address,
    participant,
    version,
    revision: row.revision,
    percent: row.percent,
    state: {
      subject: participant.subject,
      steps: Object.fromEntries(records.map((record) => [record.key, record])),
      startedAtMs: row.started,
      completedAtMs: row.completed,
    },
    lastActivityAtMs: row.active,
    snoozedUntilMs: row.snoozed,
  };
}
