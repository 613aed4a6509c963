import { z } from 'zod';
import { dataOf, Key } from '../envelope.ts';
import { ReportedOutcomes, ROLLOUT_STATES, RolloutGuard, RolloutStages, RolloutView } from '../rollout.ts';
import { defineRoute } from '../route.ts';

const writing = {
  tag: 'Flags',
  audience: { member: 'flags:write', apiKey: 'flags:write' },
  limit: 'signed_in',
  params: z.object({ key: Key }),
} as const;

export const getRollout = defineRoute({
  ...writing,
  audience: { member: 'flags:read', apiKey: 'flags:read' },
  id: 'getRollout',
  method: 'GET',
  path: '/api/v1/flags/{key}/rollout',
  summary: 'The staged rollout of a flag: the one under way, or the last one; null where there was none',
  responses: { 200: dataOf(RolloutView.nullable()) },
  errors: [],
});

export const startRollout = defineRoute({
  ...writing,
  id: 'startRollout',
  method: 'POST',
  path: '/api/v1/flags/{key}/rollout',
  summary: 'Start a staged rollout: enters the first stage at once, and switches the flag on where it is off',
  description:
    'Until it ends, its stages alone decide the percentage: a change by hand is refused. Everything else of the flag stays ' +
    'open to change; while the flag is switched off, no stage is left upwards.',
  body: z.strictObject({ stages: RolloutStages, guard: RolloutGuard.nullable().default(null) }),
  responses: { 201: dataOf(RolloutView) },
  errors: ['rollout_in_progress', 'rollout_takes_away', 'flag_archived'],
});

export const pauseRollout = defineRoute({
  ...writing,
  id: 'pauseRollout',
  method: 'POST',
  path: '/api/v1/flags/{key}/rollout/pause',
  summary: 'Hold a running rollout where it is; its guard keeps watch',
  responses: { 200: dataOf(RolloutView) },
  errors: ['rollout_state_refused'],
});

export const resumeRollout = defineRoute({
  ...writing,
  id: 'resumeRollout',
  method: 'POST',
  path: '/api/v1/flags/{key}/rollout/resume',
  summary: 'Go on after a pause or a step back',
  description:
    'After a pause with what was left of the stage’s time. After a step back with the stage that it went back to, held and ' +
    'counted anew, or with the first one from the base.',
  body: z.strictObject({
    from: z.enum(['paused', 'stepped_back']).describe('what was seen: nobody resumes a step back unknowingly'),
  }),
  responses: { 200: dataOf(RolloutView) },
  errors: ['rollout_state_refused'],
});

export const stopRollout = defineRoute({
  ...writing,
  id: 'stopRollout',
  method: 'POST',
  path: '/api/v1/flags/{key}/rollout/stop',
  summary: 'End a rollout; the flag keeps the percentage that it has',
  responses: { 200: dataOf(RolloutView) },
  errors: ['rollout_state_refused'],
});

export const reportOutcomes = defineRoute({
  tag: 'Flags',
  audience: { apiKey: 'flags:report' },
  limit: 'gate',
  params: z.object({ key: Key }),
  id: 'reportOutcomes',
  method: 'POST',
  path: '/api/v1/flags/{key}/outcomes',
  summary: 'Report how it went for those who have, or do not have, what the flag gives',
  description:
    'Counted by the flag as it is now: whom it serves something other than off_variant, and the others. Who was reported is ' +
    'not stored. Where no rollout runs or is paused nothing is counted, and nothing is refused.',
  body: z.strictObject({ outcomes: ReportedOutcomes }),
  responses: {
    200: dataOf(
      z.object({
        counted: z.int().describe('0 where no rollout runs'),
        state: z.enum(ROLLOUT_STATES).nullable().describe('of the rollout after these; null where there is none'),
      }),
    ),
  },
  errors: ['flag_archived'],
  bodyLimitBytes: 1_048_576,
});

export const rolloutRoutes = [
  getRollout,
  startRollout,
  pauseRollout,
  resumeRollout,
  stopRollout,
  reportOutcomes,
] as const;
