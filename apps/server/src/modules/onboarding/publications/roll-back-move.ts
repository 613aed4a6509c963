import { planMigration, progressOf } from '@stepwell/engine';
import { EVENT_NAMES } from '../../insight/events/index.ts';
import type { LoadedVersion } from '../flows/index.ts';
import type { Rewrite, StoredJourney } from '../journeys/index.ts';
import { eventBase, type Move, type Versions, versionIn } from './move.ts';
import type { MovedJourney, Publication } from './publication.ts';
import { restoredJourney } from './restored-journey.ts';

/** What a roll-back makes of a journey that the publication had moved. */
export function restorationMove(
  publication: Publication,
  journey: StoredJourney,
  { before, revisionAfter }: MovedJourney,
  versions: Versions,
  now: Date,
): Move {
  const earlier = versionIn(versions, before.versionId);
  const restored = restoredJourney({
    before,
    mode: publication.mode,
    current: journey.state,
    isUntouched: journey.revision === revisionAfter,
    versions: {
      earlier: earlier.compiled,
      published: versionIn(versions, publication.toVersionId).compiled,
      current: versionIn(versions, journey.versionId).compiled,
    },
    nowMs: now.getTime(),
  });
  return rolledBack(publication, { journey, version: earlier, ...restored }, versions, now);
}

/** What a roll-back makes of a journey that was started on the version it takes back. */
export function carryBackMove(publication: Publication, journey: StoredJourney, versions: Versions, now: Date): Move {
  const { fromVersionId, id } = publication;
  if (fromVersionId === null) throw new Error(`publication ${id} has no version to go back to`);
  const earlier = versionIn(versions, fromVersionId);
  const current = versionIn(versions, journey.versionId);
  const plan = planMigration(current.compiled, earlier.compiled, journey.state, 'carry', now.getTime());
  const { steps, completedAtMs } = plan;
  return rolledBack(publication, { journey, version: earlier, steps, completedAtMs }, versions, now);
}

function rolledBack(
  publication: Publication,
  rewrite: Rewrite & { readonly version: LoadedVersion },
  versions: Versions,
  now: Date,
): Move {
  const { journey, version, steps } = rewrite;
  const after = { ...journey.state, steps: Object.fromEntries(steps.map((record) => [record.key, record])) };
  const event = {
    ...eventBase(journey, version, now),
    name: EVENT_NAMES.journeyRolledBack,
    percent: progressOf(version.compiled, after).percent,
    properties: {
      publication_id: publication.id,
      from_version: versionIn(versions, journey.versionId).number,
      percent_before: journey.percent,
    },
  };
  return { rewrite, event };
}
