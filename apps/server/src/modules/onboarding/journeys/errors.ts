import { z } from 'zod';
import { defineErrors } from '../../../platform/errors/index.ts';

const Refused = z.object({
  state: z.string().nullable(),
  row_version: z.int().nullable(),
  allowed_moves: z.array(z.string()),
});

/** Refusals of moves share their codes with the engine. */
export const journeyErrors = defineErrors({
  participant_required: { kind: 'validation', title: 'Name the participant with the query parameter participant.' },
  participant_not_yours: { kind: 'permission', title: 'A participant token speaks for its own participant only.' },
  no_matching_flow: { kind: 'not_found', title: 'No live flow is meant for this participant.' },
  flow_not_live: { kind: 'conflict', title: 'The flow is not live in this environment.' },
  step_unknown: { kind: 'not_found', title: 'The flow has no such step.', details: Refused },
  step_not_applicable: { kind: 'conflict', title: 'The step does not apply to this participant.', details: Refused },
  row_version_stale: {
    kind: 'conflict',
    retry: 'immediate',
    title: 'The step was changed meanwhile; look at its current state and try again.',
    details: Refused,
  },
  transition_not_allowed: {
    kind: 'conflict',
    title: 'The step cannot make this move from its current state.',
    details: Refused,
  },
  step_not_skippable: { kind: 'conflict', title: 'The step may not be skipped.', details: Refused },
  prerequisites_missing: {
    kind: 'conflict',
    title: 'Other steps must be done first.',
    details: Refused.extend({ missing: z.array(z.string()) }),
  },
  actor_not_permitted: { kind: 'permission', title: 'This move is not yours to make.', details: Refused },
  reason_required: { kind: 'validation', title: 'Say why.', details: Refused },
  answers_required: { kind: 'validation', title: 'The move needs answers.', details: Refused },
  answers_not_accepted: { kind: 'validation', title: 'A step of this kind takes no answers.', details: Refused },
  answers_invalid: { kind: 'validation', title: 'Some answers are not accepted.' },
  terms_version_mismatch: {
    kind: 'conflict',
    title: 'Another version of the document is in force; show it and ask again.',
    details: z.object({ current_version: z.string() }),
  },
  snooze_limit_reached: { kind: 'rate_limit', title: 'Nudges may be hidden three times a day.' },
  journey_busy: {
    kind: 'unavailable',
    category: 'database',
    title: 'The journey is being changed by many at once; try again.',
  },
  journey_migrating: {
    kind: 'unavailable',
    severity: 'low',
    title: 'The journey is being moved to a new version; try again.',
  },
  onboarding_paused: {
    kind: 'unavailable',
    severity: 'low',
    retry: 'after_retry_after',
    title: 'Onboarding is switched off at the moment. Nothing was lost; try again later.',
  },
  gate_closed: {
    kind: 'conflict',
    title: 'Some steps must be done before this can be used.',
    details: z.object({ requirements: z.record(z.string(), z.unknown()) }),
  },
  capability_unknown: {
    kind: 'not_found',
    title: 'No flow of this participant has such a capability.',
    details: z.object({ capability: z.string() }),
  },
  source_mismatch: { kind: 'permission', title: 'The step waits for another source.' },
});
