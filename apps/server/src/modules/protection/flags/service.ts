import type { Environment, FlagDefinition } from '@stepwell/contract';
import { checkFlag } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import type { AuditWriter } from '../audit/index.ts';
import type { Caller } from './caller.ts';
import { changeFlag, type ChangeWork, lockedFlag, recordChange } from './changing.ts';
import { flagErrors } from './errors.ts';
import { createEvaluation, type Evaluation, type EvaluationDependencies } from './evaluation.ts';
import { LiveFlags, type LiveFlagsDependencies } from './live-flags.ts';
import { type ChangeRow, findFlag, type FlagFilter, pageOfChanges, pageOfFlags } from './read-model.ts';
import { archiveFlag, countFlags, type FlagContent, type FlagRow, insertFlag, raiseSet } from './repository.ts';
import { advanceRollouts, startAdvancing } from './rollouts/advancing.ts';
import { createOutcomeReports, type OutcomeReports } from './rollouts/outcomes.ts';
import { createRollouts, endRollout, openRollout, type Rollouts } from './rollouts/rollouts.ts';

export type NewFlag = FlagContent & { readonly key: string };

/** Flags as members and API keys keep them. A flag is looked for in the caller's environment. */
export type FlagService = {
  list(caller: Caller, filter: Omit<FlagFilter, 'environment'>): Promise<FlagRow[]>;
  /** Throws `not_found`. */
  flag(caller: Caller, key: string): Promise<FlagRow>;
  /** Throws `flag_refused`, `flag_key_taken`, `too_many_flags`. */
  create(caller: Caller, flag: NewFlag): Promise<FlagRow>;
  /**
   * What stays as it is leaves no trace. Throws `not_found`, `flag_refused`, `flag_archived`, `row_version_stale`, and
   * `rollout_in_progress` where the percentage is another one while a rollout decides it.
   */
  update(caller: Caller, key: string, change: FlagContent & { readonly rowVersion: number }): Promise<FlagRow>;
  /** Archiving twice changes nothing. Throws `not_found`. */
  archive(caller: Caller, key: string): Promise<void>;
  /** Up to `count` changes older than the change `before`. Throws `not_found`. */
  changes(caller: Caller, key: string, before: string | undefined, count: number): Promise<ChangeRow[]>;
};

export type Flags = FlagService &
  Evaluation &
  Rollouts &
  OutcomeReports & {
    /** Moves the rollouts whose time has come. */
    advanceRollouts(): Promise<number>;
    /** Has this process do so by itself. Call once at start. */
    startAdvancing(): { stop(): Promise<void> };
    /** Has this process learn what others change. Call once at start. */
    followChanges(): Promise<{ stop(): void }>;
  };

export type FlagsDependencies = Omit<EvaluationDependencies, 'live' | 'database'> &
  Pick<LiveFlagsDependencies, 'sharedStore'> & {
    readonly database: Pick<Database, 'asTenant' | 'asSystem' | 'hotStatement' | 'hotSystemStatement' | 'listen'>;
    readonly clock: Clock;
    readonly ids: IdSource;
    readonly log: Log;
    readonly audit: AuditWriter;
  };

const MAX_FLAGS = 500;
const MAX_PROBLEMS = 50;

export function createFlags(deps: FlagsDependencies): Flags {
  const { database } = deps;
  const live = new LiveFlags(deps);
  const work = { ...deps, live };
  return {
    ...createEvaluation(work),
    ...createRollouts(work),
    ...createOutcomeReports(work),
    advanceRollouts: () => advanceRollouts(work),
    startAdvancing: () => startAdvancing(work),
    followChanges: () => live.follow(),
    list: (caller, filter) =>
      database.asTenant(caller.orgId, (tx) => pageOfFlags(tx, { ...filter, environment: caller.environment })),
    flag: (caller, key) => database.asTenant(caller.orgId, (tx) => existing(tx, caller.environment, key)),
    create: (caller, flag) => create(work, caller, flag),
    update: (caller, key, change) => update(work, caller, key, change),
    archive: (caller, key) => archive(work, caller, key),
    changes: (caller, key, before, count) =>
      database.asTenant(caller.orgId, async (tx) => {
        const { id } = await existing(tx, caller.environment, key);
        return pageOfChanges(tx, id, before, count);
      }),
  };
}

async function existing(tx: TenantTx, environment: Environment, key: string): Promise<FlagRow> {
  const flag = await findFlag(tx, environment, key);
  if (flag === undefined) throw commonErrors.not_found();
  return flag;
}

async function create(work: ChangeWork, caller: Caller, wish: NewFlag): Promise<FlagRow> {
  assertSound(wish.definition);
  const { environment } = caller;
  return work.database.asTenant(caller.orgId, async (tx) => {
    await raiseSet(tx, environment);
    const flag = await insertFlag(tx, { ...wish, id: work.ids.next(), environment, at: work.clock.now() });
    if (flag === undefined) throw flagErrors.flag_key_taken();
    if ((await countFlags(tx, environment)) > MAX_FLAGS) throw flagErrors.too_many_flags();
    await recordChange(work, tx, caller, { kind: 'created', flag });
    return flag;
  });
}

async function update(
  work: ChangeWork,
  caller: Caller,
  key: string,
  { rowVersion, ...content }: FlagContent & { rowVersion: number },
): Promise<FlagRow> {
  assertSound(content.definition);
  return work.database.asTenant(caller.orgId, async (tx) => {
    const before = await lockedFlag(tx, caller, key);
    if (before.archived_at !== null) throw flagErrors.flag_archived();
    if (before.row_version !== rowVersion) throw stale(before);
    const isOtherShare = content.definition.percentage !== before.definition.percentage;
    if (isOtherShare && (await openRollout(tx, before.id)) !== undefined) throw flagErrors.rollout_in_progress();
    return changeFlag(work, tx, caller, before, content);
  });
}

async function archive(work: ChangeWork, caller: Caller, key: string): Promise<void> {
  await work.database.asTenant(caller.orgId, async (tx) => {
    const flag = await lockedFlag(tx, caller, key);
    if (flag.archived_at !== null) return;
    await endRollout(work, tx, caller, flag);
    await raiseSet(tx, caller.environment);
    await archiveFlag(tx, flag.id, work.clock.now());
    await recordChange(work, tx, caller, { kind: 'archived', flag });
  });
}

function stale({ row_version, updated_at }: FlagRow) {
  return flagErrors.row_version_stale({ row_version, updated_at: updated_at.toISOString() });
}

function assertSound(definition: FlagDefinition): void {
  const problems = checkFlag(definition).slice(0, MAX_PROBLEMS);
  if (problems.length === 0) return;
  const errors = problems.map(({ path, code, message }) => ({ path: `/definition/${path}`, code, message }));
  throw flagErrors.flag_refused({ problems }, { errors });
}
