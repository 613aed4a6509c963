import type { RolloutView } from '@stepwell/contract';
import { percentageAt } from '@stepwell/engine';
import type { z } from 'zod';
import type { Rollout } from './repository.ts';

export function viewOf(rollout: Rollout): z.input<typeof RolloutView> {
  const { id, plan, position, outcomes, stageEnteredAt, startedAt, endedAt } = rollout;
  const { state, stage, due_ms: dueMs, left_ms: leftMs } = position;
  return {
    id,
    state,
    stages: [...plan.stages],
    stage: stage < 0 ? null : stage,
    base_percentage: plan.base_percentage,
    percentage: percentageAt(plan, stage),
    guard: plan.guard,
    outcomes,
    stage_entered_at: stageEnteredAt.toISOString(),
    due_at: dueMs === null ? null : new Date(dueMs).toISOString(),
    left_seconds: leftMs === null ? null : Math.ceil(leftMs / 1_000),
    started_at: startedAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
  };
}
