import { type MigrationOutcome, planMigration } from '@stepwell/engine';
import { EVENT_NAMES } from '../../insight/events/index.ts';
import type { StoredJourney } from '../journeys/index.ts';
import { eventBase, type Move, type Versions, versionIn } from './move.ts';
import type { JourneyBefore, Publication } from './publication.ts';

export type MigrationMove = Move & { readonly outcome: MigrationOutcome; readonly before: JourneyBefore };

/** What a publication makes of a journey. */
export function migrationMove(
  publication: Publication,
  journey: StoredJourney,
  versions: Versions,
  now: Date,
): MigrationMove {
  const { mode } = publication;
  const from = versionIn(versions, journey.versionId);
  const to = versionIn(versions, publication.toVersionId);
  const plannedAtMs = planningTime(publication, journey);
  const plan = planMigration(from.compiled, to.compiled, journey.state, mode, plannedAtMs);
  const startedAtMs = mode === 'restart' ? plannedAtMs : journey.state.startedAtMs;
  return {
    outcome: plan.outcome,
    before: beforeOf(journey, plannedAtMs),
    rewrite: { journey, version: to, steps: plan.steps, startedAtMs, completedAtMs: plan.completedAtMs },
    event: {
      ...eventBase(journey, to, now),
      name: EVENT_NAMES.journeyMigrated,
      percent: plan.percentAfter,
      properties: {
        publication_id: publication.id,
        mode,
        outcome: plan.outcome,
        from_version: from.number,
        percent_before: plan.percentBefore,
        reset: plan.reset,
        dropped: plan.dropped,
      },
    },
  };
}

/** Not the time of the batch: a run that was interrupted must end like one that was not. */
function planningTime({ publishedAt }: Publication, { lastActivityAt }: StoredJourney): number {
  return Math.max(publishedAt.getTime(), lastActivityAt.getTime());
}

function beforeOf({ state, percent, versionId }: StoredJourney, plannedAtMs: number): JourneyBefore {
  const { startedAtMs, completedAtMs, steps } = state;
  return { versionId, percent, steps: Object.values(steps), startedAtMs, completedAtMs, plannedAtMs };
}
