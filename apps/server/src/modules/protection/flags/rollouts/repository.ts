import type { Environment } from '@stepwell/contract';
import type {
  RolloutGuard,
  RolloutOutcomes,
  RolloutPlan,
  RolloutPosition,
  RolloutStage,
  RolloutState,
} from '@stepwell/engine';
import type { Statement, SystemTx, TenantTx } from '../../../../platform/database/index.ts';

/** A rollout with what was reported in its present visit of a stage. */
export type Rollout = {
  readonly id: string;
  readonly plan: RolloutPlan;
  readonly position: RolloutPosition;
  readonly outcomes: RolloutOutcomes;
  readonly stageEnteredAt: Date;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
};
export type DueRollout = { readonly orgId: string; readonly environment: Environment; readonly key: string };

type Counts = {
  readonly served_succeeded: number;
  readonly served_failed: number;
  readonly others_succeeded: number;
  readonly others_failed: number;
};
type Row = Counts & {
  readonly id: string;
  readonly stages: readonly RolloutStage[];
  readonly guard: RolloutGuard | null;
  readonly base_percentage: number;
  readonly state: RolloutState;
  readonly stage: number;
  readonly visit: number;
  readonly due_at: Date | null;
  readonly left_ms: number | null;
  readonly stage_entered_at: Date;
  readonly started_at: Date;
  readonly ended_at: Date | null;
};

const LATEST: Statement = {
  name: 'rollouts_latest',
  text: `select r.id, r.stages, r.guard, r.base_percentage::float8 as base_percentage, r.state, r.stage, r.visit, r.due_at,
      r.left_ms, r.stage_entered_at, r.started_at, r.ended_at,
      coalesce(o.served_succeeded, 0) as served_succeeded, coalesce(o.served_failed, 0) as served_failed,
      coalesce(o.others_succeeded, 0) as others_succeeded, coalesce(o.others_failed, 0) as others_failed
    from flag_rollouts r
    left join flag_rollout_outcomes o on o.rollout_id = r.id and o.visit = r.visit
    where r.org_id = $1 and r.flag_id = $2 order by r.id desc limit 1`,
};
const INSERT: Statement = {
  name: 'rollouts_insert',
  text: `insert into flag_rollouts (id, org_id, flag_id, stages, guard, base_percentage, state, stage, visit, due_at,
      stage_entered_at, started_at)
    values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9, $10, $11, $11)`,
};
const MOVE: Statement = {
  name: 'rollouts_move',
  text: `update flag_rollouts set state = $2, stage = $3, visit = $4, due_at = $5, left_ms = $6,
      stage_entered_at = case when stage = $3 and visit = $4 then stage_entered_at else $7 end,
      ended_at = case when $2 in ('completed', 'stopped') then $7::timestamptz end
    where id = $1`,
};
const COUNT: Statement = {
  name: 'rollouts_count_outcomes',
  text: `insert into flag_rollout_outcomes as o (org_id, rollout_id, visit, stage, served_succeeded, served_failed,
      others_succeeded, others_failed)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (rollout_id, visit) do update set served_succeeded = o.served_succeeded + $5,
      served_failed = o.served_failed + $6, others_succeeded = o.others_succeeded + $7,
      others_failed = o.others_failed + $8
    returning served_succeeded, served_failed, others_succeeded, others_failed`,
};
/** Those that may move. What is decided under the flag's lock is decided again. */
const DUE: Statement = {
  name: 'rollouts_due',
  text: `select r.org_id as "orgId", f.environment, f.key
    from flag_rollouts r
    join flags f on f.id = r.flag_id and f.archived_at is null and (f.definition ->> 'is_enabled')::boolean
    left join flag_rollout_outcomes o on o.rollout_id = r.id and o.visit = r.visit
    where r.state = 'running' and r.due_at <= $1
      and coalesce(o.served_succeeded + o.served_failed, 0) >= coalesce((r.guard ->> 'min_outcomes')::integer, 0)
    order by r.due_at limit $2`,
};

/** The rollout of a flag that began last. To be read under the flag's lock by whoever moves it. */
export async function latestRollout(tx: TenantTx, flagId: string): Promise<Rollout | undefined> {
  const [row] = await tx.run<Row>(LATEST, [tx.orgId, flagId]);
  return row && rolloutOf(row);
}

export async function insertRollout(
  tx: TenantTx,
  rollout: { id: string; flagId: string; plan: RolloutPlan; position: RolloutPosition; at: Date },
): Promise<void> {
  const { id, flagId, plan, position, at } = rollout;
  const { state, stage, visit } = position;
  const guard = plan.guard && JSON.stringify(plan.guard);
  const values = [id, tx.orgId, flagId, JSON.stringify(plan.stages), guard, plan.base_percentage];
  await tx.run(INSERT, [...values, state, stage, visit, dateOf(position.due_ms), at]);
}

export async function moveRollout(tx: TenantTx, id: string, to: RolloutPosition, at: Date): Promise<void> {
  await tx.run(MOVE, [id, to.state, to.stage, to.visit, dateOf(to.due_ms), to.left_ms, at]);
}

/** Adds to what was reported in the present visit; returns all of it. */
export async function countOutcomes(
  tx: TenantTx,
  { id, position: { visit, stage } }: Pick<Rollout, 'id' | 'position'>,
  { served, others }: RolloutOutcomes,
): Promise<RolloutOutcomes> {
  const counts = [served.succeeded, served.failed, others.succeeded, others.failed];
  const [row] = await tx.run<Counts>(COUNT, [tx.orgId, id, visit, stage, ...counts]);
  if (!row) throw new Error(`nothing was counted for the rollout ${id}`);
  return outcomesOf(row);
}

/** Up to `count` rollouts of all organizations whose time has come, the longest overdue first. */
export function dueRollouts(tx: SystemTx, now: Date, count: number): Promise<DueRollout[]> {
  return tx.run<DueRollout>(DUE, [now, count]);
}

function rolloutOf(row: Row): Rollout {
  const { id, stages, guard, base_percentage, state, stage, visit, due_at, left_ms } = row;
  return {
    id,
    plan: { stages, guard, base_percentage },
    position: { state, stage, visit, due_ms: due_at?.getTime() ?? null, left_ms },
    outcomes: outcomesOf(row),
    stageEnteredAt: row.stage_entered_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

function outcomesOf(row: Counts): RolloutOutcomes {
  return {
    served: { succeeded: row.served_succeeded, failed: row.served_failed },
    others: { succeeded: row.others_succeeded, failed: row.others_failed },
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
