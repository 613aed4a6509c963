import { z } from 'zod';
import { Id, StepKey, Timestamp, Traits } from './envelope.ts';

const JsonValue = z.json();
export const AnswersBody = z
  .record(StepKey, JsonValue)
  .refine((answers) => Object.keys(answers).length <= 100, 'at most 100 fields');

export const StepStateName = z.enum(['todo', 'in_progress', 'submitted', 'done', 'skipped', 'rejected', 'blocked']);
export const MoveName = z.enum(['start', 'save', 'submit', 'complete', 'skip', 'reopen', 'approve', 'reject', 'reset']);

export const ProgressView = z
  .object({
    percent: z.int().min(0).max(100),
    steps_done: z.int(),
    steps_total: z.int(),
    required_done: z.int(),
    required_total: z.int(),
    minutes_left: z.number(),
    next_step: z.string().nullable(),
    is_complete: z.boolean(),
  })
  .meta({ id: 'Progress' });

export const JourneyStepView = z
  .object({
    key: z.string(),
    kind: z.string(),
    title: z.string(),
    help: z.string().nullable(),
    required: z.boolean(),
    skippable: z.boolean(),
    estimated_minutes: z.number(),
    state: StepStateName,
    row_version: z.int(),
    allowed_moves: z.array(MoveName),
    blocked_by: z.array(z.string()),
    reason: z.string().nullable(),
    answers: z.record(z.string(), JsonValue).nullable(),
    started_at: Timestamp.nullable(),
    submitted_at: Timestamp.nullable(),
    done_at: Timestamp.nullable(),
    /** What the step shows, in the asked locale; its shape follows the kind. */
    content: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'JourneyStep' });

export const JourneyView = z
  .object({
    id: Id,
    flow: z.object({
      key: z.string(),
      title: z.string(),
      version: z.int(),
      default_locale: z.string(),
      locales: z.array(z.string()),
    }),
    locale: z.string(),
    participant: z.object({ external_id: z.string(), market: z.string().nullable(), role: z.string().nullable() }),
    status: z.enum(['active', 'completed']),
    progress: ProgressView,
    steps: z.array(JourneyStepView),
    started_at: Timestamp,
    completed_at: Timestamp.nullable(),
    last_activity_at: Timestamp,
    snoozed_until: Timestamp.nullable(),
    hosted_url: z.string(),
  })
  .meta({ id: 'Journey' });

/** Answer to a step update: lean on purpose, the client already has the rest. */
export const StepUpdateView = z
  .object({
    journey_id: Id,
    step: z.object({
      key: z.string(),
      state: StepStateName,
      row_version: z.int(),
      reason: z.string().nullable(),
      allowed_moves: z.array(MoveName),
    }),
    progress: ProgressView,
    completed_at: Timestamp.nullable(),
    opened_capabilities: z.array(z.string()),
    newly_applicable: z.array(z.string()),
    no_longer_applicable: z.array(z.string()),
  })
  .meta({ id: 'StepUpdate' });

export const RequirementsView = z
  .object({
    capability: z.string(),
    allowed: z.boolean(),
    currently_due: z.array(z.string()),
    eventually_due: z.array(z.string()),
    past_due: z.array(z.string()),
    pending_review: z.array(z.string()),
    deadline: Timestamp.nullable(),
    errors: z.array(z.object({ step: z.string(), reason: z.string() })),
    alternatives: z.array(z.array(z.string())),
    resume_url: z.string().nullable(),
    bypassed_by: z
      .literal('kill_switch')
      .optional()
      .describe('allowed without looking, because onboarding is switched off; absent otherwise'),
  })
  .meta({ id: 'Requirements' });

export const ParticipantView = z
  .object({
    id: Id,
    external_id: z.string(),
    display_name: z.string().nullable(),
    market: z.string().nullable(),
    role: z.string().nullable(),
    locale: z.string().nullable(),
    traits: Traits,
    created_at: Timestamp,
    last_seen_at: Timestamp.nullable(),
  })
  .meta({ id: 'Participant' });

export const ParticipantListItem = ParticipantView.extend({
  journey: z
    .object({
      id: Id,
      flow_key: z.string(),
      version: z.int(),
      percent: z.int(),
      status: z.enum(['active', 'completed']),
      next_step: z.string().nullable(),
      last_activity_at: Timestamp,
    })
    .nullable(),
}).meta({ id: 'ParticipantListItem' });

export const TimelineEntry = z
  .object({
    id: z.string(),
    occurred_at: Timestamp,
    name: z.string(),
    flow_key: z.string().nullable(),
    step_key: z.string().nullable(),
    actor: z.string().nullable(),
    from_state: z.string().nullable(),
    to_state: z.string().nullable(),
    percent: z.int().nullable(),
    properties: z.record(z.string(), z.unknown()),
    correlation_id: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' });
