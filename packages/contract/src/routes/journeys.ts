import { z } from 'zod';
import {
  Capability,
  dataOf,
  ExternalId,
  Key,
  Locale,
  Market,
  pageOf,
  PageQuery,
  StepKey,
  Timestamp,
  Traits,
} from '../envelope.ts';
import {
  AnswersBody,
  JourneyView,
  ParticipantListItem,
  ParticipantView,
  RequirementsView,
  StepStateName,
  StepUpdateView,
  TimelineEntry,
} from '../journey.ts';
import { defineRoute } from '../route.ts';

/** A participant acts with a token; a member on the organization's own set-up journey; a server names the participant. */
const writes = { participant: true, member: 'setup:write', apiKey: 'participants:write' } as const;
const JourneyQuery = z.object({
  flow: Key.optional().describe('the newest matching live flow where absent'),
  participant: ExternalId.optional().describe('API keys only: whose journey'),
  locale: Locale.optional(),
});
const common = { tag: 'Onboarding', limit: 'signed_in' } as const;
const refusals = ['participant_required', 'no_matching_flow', 'flow_not_live'] as const;
const stepRefusals = [
  ...refusals,
  'step_unknown',
  'step_not_applicable',
  'row_version_stale',
  'transition_not_allowed',
  'prerequisites_missing',
  'actor_not_permitted',
  'answers_invalid',
  'terms_version_mismatch',
  'reason_required',
] as const;
const RowVersion = z.int().min(0).describe('the step’s row_version as last seen');
export const getOnboarding = defineRoute({
  ...common,
  id: 'getOnboarding',
  method: 'GET',
  path: '/api/v1/onboarding',
  summary: 'The journey: steps, progress, next and allowed moves; null while onboarding is switched off: show nothing',
  audience: { ...writes, member: 'setup:read' },
  query: JourneyQuery,
  responses: { 200: dataOf(JourneyView.nullable()) },
  errors: refusals,
});

export const updateStep = defineRoute({
  ...common,
  id: 'updateStep',
  method: 'PATCH',
  path: '/api/v1/onboarding/steps/{key}',
  summary: 'Start, save, submit, complete, skip or reopen a step',
  audience: writes,
  limit: 'step_update',
  params: z.object({ key: StepKey }),
  query: JourneyQuery,
  body: z.strictObject({
    move: z.enum(['start', 'save', 'submit', 'complete', 'skip', 'reopen']),
    row_version: RowVersion,
    answers: AnswersBody.optional(),
    terms_version: z.string().max(60).optional().describe('terms only: the version that was read'),
  }),
  bodyLimitBytes: 262_144,
  responses: { 200: dataOf(StepUpdateView) },
  errors: [...stepRefusals, 'onboarding_paused'],
});

export const completeStep = defineRoute({
  ...common,
  id: 'completeStep',
  method: 'POST',
  path: '/api/v1/onboarding/steps/{key}/complete',
  summary: 'Complete a step; the only way to finish a task step, by the tenant’s server',
  audience: writes,
  limit: 'step_update',
  params: z.object({ key: StepKey }),
  query: JourneyQuery,
  body: z.strictObject({ row_version: RowVersion.optional(), terms_version: z.string().max(60).optional() }),
  responses: { 200: dataOf(StepUpdateView) },
  errors: [...stepRefusals, 'onboarding_paused'],
});

export const snoozeOnboarding = defineRoute({
  ...common,
  id: 'snoozeOnboarding',
  method: 'POST',
  path: '/api/v1/onboarding/snooze',
  summary: 'Hide nudges for a chosen time; three a day',
  audience: writes,
  limit: 'snooze',
  query: JourneyQuery,
  body: z.strictObject({ minutes: z.int().min(5).max(43_200) }),
  responses: { 200: dataOf(z.object({ snoozed_until: Timestamp })) },
  errors: [...refusals, 'snooze_limit_reached', 'onboarding_paused'],
});

export const skipOnboarding = defineRoute({
  ...common,
  id: 'skipOnboarding',
  method: 'POST',
  path: '/api/v1/onboarding/skip',
  summary: 'Skip every step that may be skipped',
  audience: writes,
  query: JourneyQuery,
  responses: { 200: dataOf(JourneyView) },
  errors: [...refusals, 'onboarding_paused'],
});

export const resetOnboarding = defineRoute({
  ...common,
  id: 'resetOnboarding',
  method: 'POST',
  path: '/api/v1/onboarding/reset',
  summary: 'Start the journey over (support and tests)',
  audience: { member: 'journeys:reset', apiKey: 'participants:write' },
  query: JourneyQuery,
  responses: { 200: dataOf(JourneyView) },
  errors: refusals,
});

export const checkGate = defineRoute({
  ...common,
  id: 'checkGate',
  method: 'GET',
  path: '/api/v1/gates/{capability}',
  tag: 'Gates',
  summary: 'May the participant use this capability',
  description: '409 carries the requirements under `details.requirements`, with a link to continue.',
  audience: { participant: true, member: 'gates:read', apiKey: 'gates:read' },
  limit: 'gate',
  params: z.object({ capability: Capability }),
  query: JourneyQuery.omit({ locale: true }),
  responses: { 200: dataOf(RequirementsView) },
  errors: [...refusals, 'gate_closed', 'capability_unknown'],
});

export const checkGates = defineRoute({
  ...common,
  id: 'checkGates',
  method: 'POST',
  path: '/api/v1/gates/check',
  tag: 'Gates',
  summary: 'Check several capabilities at once; always 200',
  audience: { participant: true, member: 'gates:read', apiKey: 'gates:read' },
  limit: 'gate',
  query: JourneyQuery.omit({ locale: true }),
  body: z.strictObject({ capabilities: z.array(Capability).min(1).max(50) }),
  responses: { 200: dataOf(z.array(RequirementsView)) },
  errors: [...refusals, 'capability_unknown'],
});

const participantParams = z.object({ external_id: ExternalId });
export const listParticipants = defineRoute({
  ...common,
  id: 'listParticipants',
  method: 'GET',
  path: '/api/v1/participants',
  tag: 'Participants',
  summary: 'Participants, most recently active first',
  audience: { member: 'participants:read', apiKey: 'participants:read' },
  query: PageQuery.extend({
    q: z.string().trim().max(100).optional().describe('part of the external id or of the name'),
    flow: Key.optional(),
    status: z.enum(['active', 'completed', 'not_started']).optional(),
    market: Market.optional(),
  }),
  responses: { 200: pageOf(ParticipantListItem) },
  errors: ['cursor_damaged'],
});

export const putParticipant = defineRoute({
  ...common,
  id: 'putParticipant',
  method: 'PUT',
  path: '/api/v1/participants/{external_id}',
  tag: 'Participants',
  summary: 'Create a participant or change what is known of them',
  audience: { member: 'participants:write', apiKey: 'participants:write' },
  params: participantParams,
  body: z.strictObject({
    display_name: z.string().max(200).nullable().optional(),
    market: Market.nullable().optional(),
    role: z.string().min(1).max(60).nullable().optional(),
    locale: Locale.nullable().optional(),
    traits: Traits.optional(),
  }),
  responses: { 200: dataOf(ParticipantView) },
  errors: [],
});

export const getParticipant = defineRoute({
  ...common,
  id: 'getParticipant',
  method: 'GET',
  path: '/api/v1/participants/{external_id}',
  tag: 'Participants',
  summary: 'One participant with all journeys',
  audience: { member: 'participants:read', apiKey: 'participants:read' },
  params: participantParams,
  responses: { 200: dataOf(ParticipantView.extend({ journeys: z.array(JourneyView) })) },
  errors: [],
});

export const getTimeline = defineRoute({
  ...common,
  id: 'getTimeline',
  method: 'GET',
  path: '/api/v1/participants/{external_id}/timeline',
  tag: 'Participants',
  summary: 'What happened to a participant, newest first',
  audience: { member: 'participants:read', apiKey: 'participants:read' },
  params: participantParams,
  query: PageQuery,
  responses: { 200: pageOf(TimelineEntry) },
  errors: ['cursor_damaged'],
});

export const reviewStep = defineRoute({
  ...common,
  id: 'reviewStep',
  method: 'POST',
  path: '/api/v1/participants/{external_id}/steps/{key}/review',
  tag: 'Participants',
  summary: 'Approve, reject, reopen or reset a step of a participant',
  audience: { member: 'participants:write', apiKey: 'participants:write' },
  params: participantParams.extend({ key: StepKey }),
  body: z.strictObject({
    flow: Key.optional(),
    decision: z.enum(['approve', 'reject', 'reopen', 'reset', 'complete']),
    reason: z.string().trim().min(1).max(1_000).optional(),
    row_version: RowVersion.optional(),
  }),
  responses: { 200: dataOf(StepUpdateView) },
  errors: stepRefusals,
});

export const receiveStepWebhook = defineRoute({
  ...common,
  id: 'receiveStepWebhook',
  method: 'POST',
  path: '/api/v1/hooks/{organization}/{environment}/steps',
  tag: 'Incoming webhooks',
  summary: 'An outside service says how an external step ended',
  description:
    'Signed with the environment’s signing secret: `X-Webhook-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, at most 300 s old. Repeats of one `id` change nothing.',
  audience: { public: true },
  limit: 'anonymous',
  params: z.object({ organization: Key, environment: z.enum(['live', 'test']) }),
  body: z.strictObject({
    id: z.string().min(1).max(200),
    source: z.string().min(1).max(60),
    participant: ExternalId,
    flow: Key.optional(),
    step: StepKey,
    outcome: z.enum(['done', 'rejected']),
    reason: z.string().trim().min(1).max(1_000).optional(),
  }),
  responses: { 200: dataOf(z.object({ step: StepKey, state: StepStateName, repeated: z.boolean() })) },
  errors: ['signature_invalid', 'signature_expired', 'source_mismatch', ...stepRefusals],
});

export const getHostedFlow = defineRoute({
  ...common,
  id: 'getHostedFlow',
  method: 'GET',
  path: '/api/v1/hosted/{organization}/{flow}',
  tag: 'Hosted pages',
  summary: 'What a hosted page shows before anybody is known: names, colours, languages',
  audience: { public: true },
  limit: 'anonymous',
  params: z.object({ organization: Key, flow: Key }),
  query: z.object({ locale: Locale.optional() }),
  responses: {
    200: dataOf(
      z.object({
        organization: z.object({ slug: z.string(), name: z.string(), logo_url: z.string().nullable() }),
        flow: z.object({ key: z.string(), title: z.string(), description: z.string().nullable() }),
        theme: z.object({ accent: z.string().nullable(), radius: z.number().nullable() }),
        locale: z.string(),
        locales: z.array(z.string()),
      }),
    ),
  },
  errors: [],
});

export const journeyRoutes = [
  getOnboarding,
  updateStep,
  completeStep,
  snoozeOnboarding,
  skipOnboarding,
  resetOnboarding,
  checkGate,
  checkGates,
  listParticipants,
  putParticipant,
  getParticipant,
  getTimeline,
  reviewStep,
  receiveStepWebhook,
  getHostedFlow,
] as const;
