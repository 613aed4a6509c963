import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type JourneyRow, LOAD_PARTICIPANTS, type ParticipantRow } from './repository.ts';
import {
  type JourneySnapshot,
  type JourneyVersion,
  type KnownParticipant,
  type ParticipantAddress,
  type ParticipantSnapshot,
  type StepRow,
  stepRecordOf,
} from './snapshot.ts';

/** Several batches go over several connections, so that the server reads the next while this process takes in the last. */
const MAX_BATCH = 25;

type Waiting = {
  readonly externalId: string;
  readonly resolve: (snapshot: ParticipantSnapshot) => void;
  readonly reject: (error: unknown) => void;
};
type Queue = { readonly orgId: string; readonly environment: Environment; waiting: Waiting[] };

export type LoadVersion = (orgId: string, versionId: string) => JourneyVersion | Promise<JourneyVersion>;

/**
 * Reads participants with their journeys. What is asked for within one turn of the event loop becomes one statement
 * per organization and environment, and the same participant asked for twice is read once.
 */
export class SnapshotLoader {
  readonly #database: Pick<Database, 'hotStatement'>;
  readonly #loadVersion: LoadVersion;
  readonly #clock: Clock;
  readonly #queues = new Map<string, Queue>();

  constructor(options: { database: Pick<Database, 'hotStatement'>; loadVersion: LoadVersion; clock: Clock }) {
    this.#database = options.database;
    this.#loadVersion = options.loadVersion;
    this.#clock = options.clock;
  }

  load(address: ParticipantAddress): Promise<ParticipantSnapshot> {
    return new Promise((resolve, reject) => {
      const key = `${address.environment} ${address.orgId}`;
      let queue = this.#queues.get(key);
      if (!queue) {
        queue = { orgId: address.orgId, environment: address.environment, waiting: [] };
        this.#queues.set(key, queue);
        setImmediate(() => this.#flush(key));
      }
      queue.waiting.push({ externalId: address.externalId, resolve, reject });
    });
  }

  #flush(key: string): void {
    const queue = this.#queues.get(key);
    if (!queue) return;
    this.#queues.delete(key);
    for (let at = 0; at < queue.waiting.length; at += MAX_BATCH) {
      void this.#read(queue, queue.waiting.slice(at, at + MAX_BATCH));
    }
  }

  async #read(queue: Queue, batch: readonly Waiting[]): Promise<void> {
    try {
      const ids = [...new Set(batch.map((waiting) => waiting.externalId))];
      const loadedAtMs = this.#clock.now().getTime();
      const values = [queue.orgId, queue.environment, ids];
      const rows = await this.#database.hotStatement<ParticipantRow>(queue.orgId, LOAD_PARTICIPANTS, values);
      const byId = new Map(rows.map((row) => [row.external_id, row]));
      for (const waiting of batch) {
        const address = { orgId: queue.orgId, environment: queue.environment, externalId: waiting.externalId };
        this.#assemble(address, byId.get(waiting.externalId), loadedAtMs).then(waiting.resolve, waiting.reject);
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }

  async #assemble(
    address: ParticipantAddress,
    row: ParticipantRow | undefined,
    loadedAtMs: number,
  ): Promise<ParticipantSnapshot> {
    if (!row) return { address, participant: null, journeys: [], loadedAtMs };
    const participant = participantOf(row);
    const journeys: JourneySnapshot[] = [];
    for (const journey of row.journeys ?? []) {
      const known = this.#loadVersion(address.orgId, journey.version_id);
      const version = known instanceof Promise ? await known : known;
      journeys.push(snapshotOf(address, participant, version, journey));
    }
    return { address, participant, journeys, loadedAtMs };
  }
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
