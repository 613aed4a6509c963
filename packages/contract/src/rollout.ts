import { z } from 'zod';
import { ExternalId, Id, Market, Timestamp } from './envelope.ts';
import { Percentage } from './flag.ts';

export const ROLLOUT_STATES = ['running', 'paused', 'stepped_back', 'completed', 'stopped'] as const;

const Stage = z.strictObject({
  percentage: Percentage.describe('what the flag has during this stage; more than in the stage before'),
  hold_minutes: z.int().min(1).max(43_200).describe('how long at least: a minute to 30 days'),
});
export const RolloutStages = z
  .array(Stage)
  .min(1)
  .max(10)
  .refine(
    (stages) => stages.every(({ percentage }, at) => percentage > (stages[at - 1]?.percentage ?? 0)),
    'each stage is higher than the one before, the first more than 0',
  );

/** The rule of the guard in one sentence: see its description. */
export const RolloutGuard = z
  .strictObject({
    max_failure_percent: z.number().min(0).max(99.99).multipleOf(0.01),
    min_outcomes: z
      .int()
      .min(0)
      .max(1_000_000)
      .describe('how many outcomes of the served are enough to judge by, and to go on; 0: time alone leads on'),
  })
  .describe(
    'A stage is in breach when at least min_outcomes (and one) of those whom the flag serves were reported since the stage ' +
      'was entered, more than max_failure_percent of them failed, and, where as many of the others were reported, the ' +
      'others fail less often.',
  );

const Counts = z.object({ succeeded: z.int(), failed: z.int() });
const Outcomes = z.object({
  served: Counts.describe('of those whom the flag serves'),
  others: Counts.describe('of everybody else'),
});

export const RolloutView = z
  .object({
    id: Id,
    state: z.enum(ROLLOUT_STATES).describe('stepped_back waits for somebody to resume or stop it'),
    stages: z.array(z.object({ percentage: z.number(), hold_minutes: z.int() })),
    stage: z.int().nullable().describe('index of the stage it is at; null: back at base_percentage'),
    base_percentage: z.number().describe('what the flag had before; 0 where it was switched off'),
    percentage: z.number().describe('what the flag has by the rollout'),
    guard: RolloutGuard.nullable(),
    outcomes: Outcomes.describe('reported since the stage was entered; of stepped_back: in the stage that was left'),
    stage_entered_at: Timestamp,
    due_at: Timestamp.nullable().describe('while it runs: when the stage has been held long enough'),
    left_seconds: z.int().nullable().describe('while it is paused: what is left of the stage'),
    started_at: Timestamp,
    ended_at: Timestamp.nullable(),
  })
  .meta({ id: 'Rollout' });

/** Either names the person as evaluations do. Market, plan and role count where the flag is narrowed by them. */
const Outcome = z
  .strictObject({
    targeting_key: z.string().min(1).max(200).optional(),
    participant: ExternalId.optional().describe('in place of targeting_key: market, plan and role are looked up'),
    market: Market.optional(),
    plan: z.string().max(100).optional(),
    role: z.string().max(100).optional(),
    succeeded: z.boolean(),
  })
  .refine(
    ({ targeting_key: key, participant }) => (key === undefined) !== (participant === undefined),
    'either targeting_key or participant',
  );
export const ReportedOutcomes = z.array(Outcome).min(1).max(1_000);
