import { isDeepStrictEqual } from 'node:util';
import {
  type CompiledFlow,
  compatible,
  type JourneyState,
  type MigrationMode,
  planMigration,
  progressOf,
  recordOf,
  type StepRecord,
} from '@stepwell/engine';
import type { JourneyBefore } from './publication.ts';

export type RestoreRequest = {
  readonly before: JourneyBefore;
  readonly mode: MigrationMode;
  /** The journey as it is now. */
  readonly current: JourneyState;
  /** Whether nothing has happened to it since it was moved. */
  readonly isUntouched: boolean;
  readonly versions: {
    /** The one the journey goes back to. */
    readonly earlier: CompiledFlow;
    /** The one the publication moved it to. */
    readonly published: CompiledFlow;
    /** The one it is on now. */
    readonly current: CompiledFlow;
  };
  readonly nowMs: number;
};

export type Restored = {
  readonly steps: readonly StepRecord[];
  readonly startedAtMs: number;
  readonly completedAtMs: number | null;
};

/**
 * What a roll-back makes of a journey: exactly what it was before, with the work done since kept where the earlier
 * version has a place for it.
 *
 * A step nobody has touched since the migration gets its old record back. Work on a step that the migration had left
 * alone goes on from there: as it is where both versions say the same, and otherwise as a migration would carry it. Work
 * on a step that the migration had reset counts only once it is handed in, fits the earlier version and is no step back
 * from the old record. A journey that was begun anew since is not what it was before: it is carried.
 *
 * Row versions never fall, and rise wherever the content changes, so that a client with an old page is refused.
 */
export function restoredJourney(request: RestoreRequest): Restored {
  const { before, current, isUntouched, versions, nowMs } = request;
  if (isUntouched) return withRisenRowVersions(request, before);
  if (isBegunAnew(request)) {
    const { steps, completedAtMs } = planMigration(versions.current, versions.earlier, current, 'carry', nowMs);
    return withRisenRowVersions(request, { steps, startedAtMs: current.startedAtMs, completedAtMs });
  }
  const steps = mergedSteps(request);
  return withRisenRowVersions(request, {
    steps,
    startedAtMs: before.startedAtMs,
    completedAtMs: before.completedAtMs ?? completionSince(request, steps),
  });
}

function mergedSteps(request: RestoreRequest): StepRecord[] {
  const { before, current, versions, nowMs } = request;
  const migrated = recordsOf(migrationOf(request).steps);
  const back = recordsOf(planMigration(versions.current, versions.earlier, current, 'carry', nowMs).steps);
  return before.steps.map((record) => {
    const left = migrated.get(record.key);
    const now = recordOf(current, record.key);
    if (!left || !versions.current.stepsByKey.has(record.key) || isSameWork(now, left)) return record;
    const carried = carriedBack(versions, record, now, back.get(record.key) ?? now);
    if (isSameWork(record, left)) return carried;
    return worthOf(carried) > 0 && worthOf(carried) >= worthOf(record) ? carried : record;
  });
}

function carriedBack(
  { current, earlier }: RestoreRequest['versions'],
  before: StepRecord,
  now: StepRecord,
  back: StepRecord,
): StepRecord {
  const [here, there] = [current.stepsByKey.get(before.key), earlier.stepsByKey.get(before.key)];
  if (isDeepStrictEqual(here, there)) return now;
  const fits = here !== undefined && there !== undefined && compatible(here, there);
  return fits || isBlank(before) ? back : before;
}

/** What the migration made of the journey, worked out again: the same input gives the same plan. */
function migrationOf({ before, mode, current, versions }: RestoreRequest) {
  const steps = Object.fromEntries(before.steps.map((record) => [record.key, record]));
  const journey = { ...current, ...before, steps };
  return planMigration(versions.earlier, versions.published, journey, mode, before.plannedAtMs);
}

/** The completion that a person reached since, or that the merged steps amount to; never one the migration granted. */
function completionSince(request: RestoreRequest, steps: readonly StepRecord[]): number | null {
  const { current, versions, nowMs } = request;
  if (current.completedAtMs !== null && current.completedAtMs !== migrationOf(request).completedAtMs) {
    return current.completedAtMs;
  }
  const merged = { ...current, steps: Object.fromEntries(steps.map((record) => [record.key, record])) };
  return progressOf(versions.earlier, merged).isComplete ? nowMs : null;
}

function isBegunAnew({ before, mode, current }: RestoreRequest): boolean {
  const startedAtMs = mode === 'restart' ? before.plannedAtMs : before.startedAtMs;
  return !isSameTime(startedAtMs, current.startedAtMs);
}

function withRisenRowVersions({ before, current, versions }: RestoreRequest, restored: Restored): Restored {
  const { startedAtMs, completedAtMs } = restored;
  const earlier = recordsOf(before.steps);
  const steps = restored.steps.map((record) => {
    // What clients saw last of a step that the version in between did not have is what it was before.
    const isThere = versions.current.stepsByKey.has(record.key);
    const seen = isThere ? recordOf(current, record.key) : (earlier.get(record.key) ?? record);
    const rowVersion = isSameWork(record, seen) ? seen.rowVersion : Math.max(record.rowVersion, seen.rowVersion + 1);
    return { ...record, rowVersion };
  });
  return { steps, startedAtMs, completedAtMs };
}

function recordsOf(steps: readonly StepRecord[]): ReadonlyMap<string, StepRecord> {
  return new Map(steps.map((record) => [record.key, record]));
}

/** Equal in everything but the row version. */
function isSameWork(one: StepRecord, other: StepRecord): boolean {
  return (
    one.state === other.state &&
    one.reason === other.reason &&
    isSameTime(one.startedAtMs, other.startedAtMs) &&
    isSameTime(one.submittedAtMs, other.submittedAtMs) &&
    isSameTime(one.doneAtMs, other.doneAtMs) &&
    isDeepStrictEqual(one.answers, other.answers)
  );
}

/** Times are written back in whole milliseconds; what was imported may be finer. */
function isSameTime(one: number | null, other: number | null): boolean {
  return one === null || other === null ? one === other : Math.trunc(one) === Math.trunc(other);
}

/** Done is worth more than handed in, and both are worth more than what is still in hand. */
function worthOf({ state }: StepRecord): number {
  return state === 'done' ? 2 : Number(state === 'submitted');
}

function isBlank({ state, answers, reason }: StepRecord): boolean {
  return state === 'todo' && answers === null && reason === null;
}
