import type { JourneySnapshot, ParticipantAddress, ParticipantSnapshot } from './snapshot.ts';

const MAX_PARTICIPANTS = 20_000;

/**
 * What this process last saw of participants. It may be behind the database, so nothing is refused on its word and
 * every write made from it proves itself by the revision. Those longest unused are forgotten first: what was used since
 * the recent half was begun is in it, and once that is full, what only the older half still holds goes.
 */
export class SnapshotCache {
  #recent = new Shelf();
  #older = new Shelf();

  get(address: ParticipantAddress): ParticipantSnapshot | undefined {
    const entry = this.#recent.get(address);
    if (entry) return entry;
    const older = this.#older.get(address);
    if (older) this.put(older);
    return older;
  }

  put(snapshot: ParticipantSnapshot): void {
    if (this.#recent.size >= MAX_PARTICIPANTS / 2) {
      this.#older = this.#recent;
      this.#recent = new Shelf();
    }
    this.#recent.put(snapshot);
  }

  /** Replaces one journey of a participant after a write. */
  replaceJourney(journey: JourneySnapshot): void {
    const entry = this.get(journey.address);
    if (!entry) return;
    const journeys = entry.journeys.map((known) => (known.id === journey.id ? journey : known));
    this.put({ ...entry, journeys });
  }
}

/** Snapshots by environment, organization and participant: putting those together into one key would cost more than looking. */
class Shelf {
  readonly #tenants = {
    live: new Map<string, Map<string, ParticipantSnapshot>>(),
    test: new Map<string, Map<string, ParticipantSnapshot>>(),
  };
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get({ environment, orgId, externalId }: ParticipantAddress): ParticipantSnapshot | undefined {
    return this.#tenants[environment].get(orgId)?.get(externalId);
  }

  put(snapshot: ParticipantSnapshot): void {
    const { environment, orgId, externalId } = snapshot.address;
    let participants = this.#tenants[environment].get(orgId);
    if (!participants) {
      participants = new Map();
      this.#tenants[environment].set(orgId, participants);
    }
    if (!participants.has(externalId)) this.#size += 1;
    participants.set(externalId, snapshot);
  }
}

export function keyOf(address: ParticipantAddress): string {
  return `${address.orgId} ${address.environment} ${address.externalId}`;
}
