import type { NewEvent } from '../../insight/events/index.ts';
import type { LoadedVersion } from '../flows/index.ts';
import type { Rewrite, StoredJourney } from '../journeys/index.ts';

/** What becomes of one journey, and the line in its timeline that says so. */
export type Move = { readonly rewrite: Rewrite; readonly event: NewEvent };

/** The versions a batch has to do with, by id. */
export type Versions = ReadonlyMap<string, LoadedVersion>;

export function versionIn(versions: Versions, id: string): LoadedVersion {
  const version = versions.get(id);
  if (!version) throw new Error(`version ${id} was not loaded for the batch`);
  return version;
}

/** What every event of a moved journey says; `version` is the one it is on afterwards. */
export function eventBase(journey: StoredJourney, version: LoadedVersion, occurredAt: Date): Omit<NewEvent, 'name'> {
  const { market, traits } = journey.state.subject;
  return {
    orgId: journey.orgId,
    environment: journey.environment,
    occurredAt,
    participantId: journey.participantId,
    journeyId: journey.id,
    flowId: journey.flowId,
    versionNumber: version.number,
    actor: 'system',
    market,
    traits,
  };
}
