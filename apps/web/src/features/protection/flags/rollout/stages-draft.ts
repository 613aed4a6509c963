import type { FlagDefinition } from '@stepwell/contract';
import { numberOf } from '../draft/draft.ts';
import type { NewRollout } from './rollout-queries.ts';

export const HOLD_UNITS = ['minutes', 'hours', 'days'] as const;
export type HoldUnit = (typeof HOLD_UNITS)[number];
const MINUTES: Record<HoldUnit, number> = { minutes: 1, hours: 60, days: 1_440 };

/** A stage as it is typed. `id` stays with it while others come and go. */
export interface StageDraft {
  id: number;
  percentage: string;
  hold: string;
  unit: HoldUnit;
}

/** A rollout as it is typed. */
export interface RolloutDraft {
  stages: StageDraft[];
  hasGuard: boolean;
  maxFailure: string;
  minOutcomes: string;
}

export type RolloutDraftProblem = 'percentage' | 'ascending' | 'takes_away' | 'hold' | 'max_failure' | 'min_outcomes';

export const MAX_STAGES = 10;
const USUAL = [5, 25, 50, 100];
const MAX_HOLD_MINUTES = 43_200;
const MAX_OUTCOMES = 1_000_000;

/** What the flag gives before the rollout: nothing while it is switched off. */
export function baseOf({ is_enabled: isEnabled, percentage }: FlagDefinition): number {
  return isEnabled ? percentage : 0;
}

/** The usual stages that are not below what the flag has. */
export function newRolloutDraft(base: number): RolloutDraft {
  const stages = USUAL.filter((percentage) => percentage >= base).map((percentage, id) => stageOf(id, percentage));
  return { stages, hasGuard: false, maxFailure: '5', minOutcomes: '100' };
}

function stageOf(id: number, percentage: number): StageDraft {
  return { id, percentage: String(percentage), hold: '1', unit: 'days' };
}

/** One more stage, half way between the last one and everybody. */
export function withOneMore({ stages, ...rest }: RolloutDraft): RolloutDraft {
  const last = stages.at(-1);
  const half = Math.ceil((numberOf(last?.percentage ?? '0') + 100) / 2);
  const id = Math.max(-1, ...stages.map((stage) => stage.id)) + 1;
  const { hold = '1', unit = 'days' } = last ?? {};
  return { ...rest, stages: [...stages, { id, percentage: String(Number.isFinite(half) ? half : ''), hold, unit }] };
}

/** What is wrong, by `percentage/ID`, `hold/ID`, `max_failure` and `min_outcomes`. */
export function rolloutProblems(draft: RolloutDraft, base: number): Map<string, RolloutDraftProblem> {
  const problems = new Map<string, RolloutDraftProblem>();
  let before = 0;
  for (const [at, { id, percentage, hold, unit }] of draft.stages.entries()) {
    const value = numberOf(percentage);
    if (!isPercentage(percentage) || value === 0) problems.set(`percentage/${id}`, 'percentage');
    else if (at === 0 && value < base) problems.set(`percentage/${id}`, 'takes_away');
    else if (value <= before) problems.set(`percentage/${id}`, 'ascending');
    if (Number.isFinite(value)) before = value;
    if (!isWhole(hold, 1, MAX_HOLD_MINUTES / MINUTES[unit])) problems.set(`hold/${id}`, 'hold');
  }
  if (!draft.hasGuard) return problems;
  if (!isPercentage(draft.maxFailure) || numberOf(draft.maxFailure) === 100) problems.set('max_failure', 'max_failure');
  if (!isWhole(draft.minOutcomes, 0, MAX_OUTCOMES)) problems.set('min_outcomes', 'min_outcomes');
  return problems;
}

/** What is sent of a draft without problems. */
export function rolloutOf({ stages, hasGuard, maxFailure, minOutcomes }: RolloutDraft): NewRollout {
  return {
    stages: stages.map(({ percentage, hold, unit }) => ({
      percentage: numberOf(percentage),
      hold_minutes: numberOf(hold) * MINUTES[unit],
    })),
    guard: hasGuard ? { max_failure_percent: numberOf(maxFailure), min_outcomes: numberOf(minOutcomes) } : null,
  };
}

function isPercentage(text: string): boolean {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(text.trim()) && numberOf(text) <= 100;
}

function isWhole(text: string, least: number, most: number): boolean {
  const value = numberOf(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most;
}
