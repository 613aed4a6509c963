import type { Environment } from '@stepwell/contract';
import {
  percentageAt,
  reportedOf,
  rolloutBegun,
  type RolloutGuard,
  rolloutNow,
  type RolloutOutcomes,
  rolloutPaused,
  type RolloutPosition,
  rolloutResumed,
  type RolloutStage,
  type RolloutState,
  rolloutStopped,
} from '@stepwell/engine';
import type { TenantTx } from '../../../../platform/database/index.ts';
import { commonErrors } from '../../../../platform/errors/index.ts';
import type { Caller } from '../caller.ts';
import { changeFlag, type ChangeWork, lockedFlag } from '../changing.ts';
import { flagErrors } from '../errors.ts';
import { findFlag } from '../read-model.ts';
import type { FlagRow, RolloutStep } from '../repository.ts';
import { insertRollout, latestRollout, moveRollout, type Rollout } from './repository.ts';

export type RolloutWish = { readonly stages: readonly RolloutStage[]; readonly guard: RolloutGuard | null };

/**
 * Staged rollouts. Whoever moves one holds its flag's lock and does all of it, the flag's percentage, both histories and the
 * rollout's position, in one transaction: a process that dies in between has done nothing, and the next one does it.
 */
export type Rollouts = {
  /** The rollout under way, or the last one. Throws `not_found`. */
  rollout(caller: Caller, key: string): Promise<Rollout | undefined>;
  /** Throws `not_found`, `flag_archived`, `rollout_in_progress`, `rollout_takes_away`. */
  startRollout(caller: Caller, key: string, wish: RolloutWish): Promise<Rollout>;
  /** Throws `not_found`, `rollout_state_refused`. */
  pauseRollout(caller: Caller, key: string): Promise<Rollout>;
  /** Throws `not_found`, and `rollout_state_refused` unless its state is `from`. */
  resumeRollout(caller: Caller, key: string, from: 'paused' | 'stepped_back'): Promise<Rollout>;
  /** Throws `not_found`, `rollout_state_refused`. */
  stopRollout(caller: Caller, key: string): Promise<Rollout>;
};

type Deed = 'start' | 'pause' | 'resume' | 'stop' | 'advance' | 'complete' | 'step_back';

export function createRollouts(work: ChangeWork): Rollouts {
  const { database, clock } = work;
  return {
    rollout: (caller, key) =>
      database.asTenant(caller.orgId, async (tx) => {
        const flag = await findFlag(tx, caller.environment, key);
        if (flag === undefined) throw commonErrors.not_found();
        return latestRollout(tx, flag.id);
      }),
    startRollout: (caller, key, wish) => start(work, caller, key, wish),
    pauseRollout: (caller, key) =>
      move(work, caller, key, {
        deed: 'pause',
        from: ['running'],
        to: (at) => rolloutPaused(at.position, clock.nowMs()),
      }),
    resumeRollout: (caller, key, from) => {
      const to = ({ plan, position }: Rollout) => rolloutResumed(plan, position, clock.nowMs());
      return move(work, caller, key, { deed: 'resume', from: [from], to });
    },
    stopRollout: (caller, key) =>
      move(work, caller, key, { deed: 'stop', from: OPEN, to: ({ position }) => rolloutStopped(position) }),
  };
}

const OPEN: readonly RolloutState[] = ['running', 'paused', 'stepped_back'];

/** The rollout that decides the flag's percentage now. To be asked under the flag's lock. */
export async function openRollout(tx: TenantTx, flagId: string): Promise<Rollout | undefined> {
  const rollout = await latestRollout(tx, flagId);
  return rollout?.endedAt === null ? rollout : undefined;
}

async function start(work: ChangeWork, caller: Caller, key: string, { stages, guard }: RolloutWish): Promise<Rollout> {
  return work.database.asTenant(caller.orgId, async (tx) => {
    const flag = await lockedFlag(tx, caller, key);
    if (flag.archived_at !== null) throw flagErrors.flag_archived();
    if ((await openRollout(tx, flag.id)) !== undefined) throw flagErrors.rollout_in_progress();
    const base = flag.definition.is_enabled ? flag.definition.percentage : 0;
    const plan = { stages, guard, base_percentage: base };
    const first = percentageAt(plan, 0);
    if (base > first) throw flagErrors.rollout_takes_away({ percentage: base });
    const position = rolloutBegun(plan, work.clock.nowMs());
    const id = work.ids.next();
    await insertRollout(tx, { id, flagId: flag.id, plan, position, at: work.clock.now() });
    const definition = { ...flag.definition, is_enabled: true, percentage: first };
    await changeFlag(work, tx, caller, flag, { ...flag, definition }, { step: 'started', reported: 0, failed: 0 });
    return traced(work, tx, caller, flag, 'start');
  });
}

type Move = {
  readonly deed: Deed;
  readonly from: readonly RolloutState[];
  readonly to: (rollout: Rollout) => RolloutPosition;
};

async function move(work: ChangeWork, caller: Caller, key: string, { deed, from, to }: Move): Promise<Rollout> {
  return work.database.asTenant(caller.orgId, async (tx) => {
    const flag = await lockedFlag(tx, caller, key);
    const rollout = await latestRollout(tx, flag.id);
    const state = rollout?.position.state ?? null;
    if (!rollout || state === null || !from.includes(state)) throw flagErrors.rollout_state_refused({ state });
    await take(work, tx, caller, flag, rollout, to(rollout));
    return traced(work, tx, caller, flag, deed);
  });
}

/** Ends the rollout of a locked flag that is given up. */
export async function endRollout(work: ChangeWork, tx: TenantTx, caller: Caller, flag: FlagRow): Promise<void> {
  const rollout = await openRollout(tx, flag.id);
  if (rollout === undefined) return;
  await moveRollout(tx, rollout.id, rolloutStopped(rollout.position), work.clock.now());
  await traced(work, tx, caller, flag, 'stop');
}

/**
 * What time and the figures ask for now, done under the flag's lock by the system. Returns the state afterwards. A flag that is
 * switched off serves nobody, so that nothing can be learnt from it: it goes no further, and only ever back.
 */
export async function settleRollout(
  work: ChangeWork,
  tx: TenantTx,
  flag: FlagRow,
  rollout: Rollout,
  cause: { readonly environment: Environment; readonly correlationId?: string },
): Promise<RolloutState> {
  const { plan, position, outcomes } = rollout;
  const next = rolloutNow(plan, position, outcomes, work.clock.nowMs());
  if (next === position || (next.state !== 'stepped_back' && !flag.definition.is_enabled)) return position.state;
  const caller: Caller = { ...cause, orgId: tx.orgId, actorKind: 'system', actorId: null };
  await take(work, tx, caller, flag, rollout, next);
  await traced(work, tx, caller, flag, deedOf(next), rollout);
  return next.state;
}

function deedOf({ state }: RolloutPosition): Deed {
  if (state === 'stepped_back') return 'step_back';
  return state === 'completed' ? 'complete' : 'advance';
}

/** Moves the rollout, and the flag with it where the stage is another one. */
async function take(
  work: ChangeWork,
  tx: TenantTx,
  caller: Caller,
  flag: FlagRow,
  { id, plan, position, outcomes }: Rollout,
  next: RolloutPosition,
): Promise<void> {
  await moveRollout(tx, id, next, work.clock.now());
  if (next.stage === position.stage) return;
  const definition = { ...flag.definition, percentage: percentageAt(plan, next.stage) };
  await changeFlag(work, tx, caller, flag, { ...flag, definition }, stepOf(position, next, outcomes));
}

function stepOf(before: RolloutPosition, after: RolloutPosition, { served }: RolloutOutcomes): RolloutStep {
  const figures = { reported: reportedOf(served), failed: served.failed };
  if (after.state === 'stepped_back') return { step: 'stepped_back', ...figures };
  if (before.state === 'stepped_back') return { step: 'resumed', reported: 0, failed: 0 };
  return { step: 'advanced', ...figures };
}

/** The audit log says what was done to the rollout, and by which figures the system did it. */
async function traced(
  work: ChangeWork,
  tx: TenantTx,
  caller: Caller,
  { id, key }: FlagRow,
  deed: Deed,
  because?: Rollout,
): Promise<Rollout> {
  const rollout = await latestRollout(tx, id);
  if (rollout === undefined) throw new Error(`the flag ${id} has no rollout`);
  const { position, plan } = rollout;
  const percentage = percentageAt(plan, position.stage);
  const reasons = because && { outcomes: because.outcomes, guard: because.plan.guard };
  const after = { key, rollout: rollout.id, state: position.state, percentage, ...reasons };
  await work.audit.append(tx, {
    ...caller,
    action: `flag.rollout_${deed}`,
    resourceKind: 'flag',
    resourceId: id,
    after,
  });
  return rollout;
}
