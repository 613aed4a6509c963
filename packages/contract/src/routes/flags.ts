import { z } from 'zod';
import { dataOf, Id, Key, pageOf, PageQuery, Timestamp } from '../envelope.ts';
import { FLAG_REASONS, FlagDefinition, FlagView } from '../flag.ts';
import { defineRoute } from '../route.ts';

const reading = {
  tag: 'Flags',
  audience: { member: 'flags:read', apiKey: 'flags:read' },
  limit: 'signed_in',
} as const;
const writing = {
  tag: 'Flags',
  audience: { member: 'flags:write', apiKey: 'flags:write' },
  limit: 'signed_in',
} as const;
const ByKey = z.object({ key: Key });
const FlagName = z.string().trim().min(1).max(120);
const Description = z.string().trim().max(1_000).nullable();

export const listFlags = defineRoute({
  ...reading,
  id: 'listFlags',
  method: 'GET',
  path: '/api/v1/flags',
  summary: 'Flags of the environment, by key',
  query: PageQuery.extend({
    q: z.string().max(100).optional(),
    archived: z.enum(['true', 'false']).default('false').describe('true: those that are archived, and no others'),
  }),
  responses: { 200: pageOf(FlagView) },
  errors: ['cursor_damaged'],
});

export const createFlag = defineRoute({
  ...writing,
  id: 'createFlag',
  method: 'POST',
  path: '/api/v1/flags',
  summary: 'Create a flag in the environment',
  body: z.strictObject({
    key: Key,
    name: FlagName,
    description: Description.default(null),
    definition: FlagDefinition,
  }),
  responses: { 201: dataOf(FlagView) },
  errors: ['flag_key_taken', 'flag_refused', 'too_many_flags'],
  bodyLimitBytes: 524_288,
});

export const getFlag = defineRoute({
  ...reading,
  id: 'getFlag',
  method: 'GET',
  path: '/api/v1/flags/{key}',
  summary: 'One flag',
  params: ByKey,
  responses: { 200: dataOf(FlagView) },
  errors: [],
});

export const updateFlag = defineRoute({
  ...writing,
  id: 'updateFlag',
  method: 'PUT',
  path: '/api/v1/flags/{key}',
  summary: 'Change a flag; takes effect in every process within a second',
  params: ByKey,
  body: z.strictObject({
    name: FlagName,
    description: Description,
    definition: FlagDefinition,
    row_version: z.int().describe('the one that was read; another means that somebody was faster'),
  }),
  responses: { 200: dataOf(FlagView) },
  errors: ['flag_refused', 'row_version_stale', 'flag_archived', 'rollout_in_progress'],
  bodyLimitBytes: 524_288,
});

export const archiveFlag = defineRoute({
  ...writing,
  id: 'archiveFlag',
  method: 'DELETE',
  path: '/api/v1/flags/{key}',
  summary: 'Archive a flag: it is no longer evaluated, its history stays, and its key is not given again',
  params: ByKey,
  responses: { 204: null },
  errors: [],
});

export const FlagChangeView = z
  .object({
    id: Id,
    at: Timestamp,
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    kind: z.enum(['created', 'changed', 'archived']),
    definition: FlagDefinition.describe('as it was from then on'),
    rollout: z
      .object({
        step: z.enum(['started', 'advanced', 'resumed', 'stepped_back']),
        reported: z.int().describe('outcomes of the served in the stage that was left'),
        failed: z.int(),
      })
      .nullable()
      .describe('what a staged rollout did; null for a change by hand'),
  })
  .meta({ id: 'FlagChange' });

export const listFlagChanges = defineRoute({
  ...reading,
  id: 'listFlagChanges',
  method: 'GET',
  path: '/api/v1/flags/{key}/changes',
  summary: 'History of a flag, newest first',
  params: ByKey,
  query: PageQuery,
  responses: { 200: pageOf(FlagChangeView) },
  errors: ['cursor_damaged'],
});

/** OpenFeature Remote Evaluation Protocol: a context that is not right is refused in the protocol's own form, with 400. */
const OfrepRequest = z.object({
  context: z
    .unknown()
    .optional()
    .describe('an object: targetingKey says who asks; market, plan and role narrow, the rest is ignored'),
});
const OfrepEvaluation = z.object({
  key: z.string(),
  reason: z.enum(FLAG_REASONS),
  variant: z.string().optional().describe('absent where metadata.source is environment'),
  value: z.unknown(),
  metadata: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('source: where the answer comes from while the database is away: mirror, memory or environment'),
});
const OfrepFailure = z.object({
  key: z.string().optional(),
  errorCode: z.enum(['PARSE_ERROR', 'TARGETING_KEY_MISSING', 'INVALID_CONTEXT', 'FLAG_NOT_FOUND', 'GENERAL']),
  errorDetails: z.string().optional(),
});
const ofrep = {
  tag: 'OFREP',
  wire: 'ofrep',
  audience: { apiKey: 'flags:read', participant: true },
  limit: 'gate',
  body: OfrepRequest,
  errors: ['database_unavailable'],
} as const;

export const evaluateFlag = defineRoute({
  ...ofrep,
  id: 'evaluateFlag',
  method: 'POST',
  path: '/ofrep/v1/evaluate/flags/{key}',
  summary: 'Evaluate one flag (OpenFeature Remote Evaluation Protocol)',
  description:
    'A participant is evaluated as themselves: the context’s targetingKey, market, plan and role are not believed.',
  params: z.object({ key: z.string().min(1).max(200) }),
  responses: { 200: OfrepEvaluation, 400: OfrepFailure, 404: OfrepFailure },
});

export const evaluateFlags = defineRoute({
  ...ofrep,
  id: 'evaluateFlags',
  method: 'POST',
  path: '/ofrep/v1/evaluate/flags',
  summary: 'Evaluate every flag of the environment; answers 304 to an If-None-Match that still holds',
  responses: {
    200: z.object({ flags: z.array(z.union([OfrepEvaluation, OfrepFailure])) }),
    304: null,
    400: OfrepFailure,
  },
});

export const flagRoutes = [
  listFlags,
  createFlag,
  getFlag,
  updateFlag,
  archiveFlag,
  listFlagChanges,
  evaluateFlag,
  evaluateFlags,
] as const;
