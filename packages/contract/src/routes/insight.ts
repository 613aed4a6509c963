import { z } from 'zod';
import { dataOf, Key, Market, Timestamp } from '../envelope.ts';
import { defineRoute } from '../route.ts';

export const FunnelView = z
  .object({
    stages: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        /** Participants who saw the stage: the denominator, also under branching. */
        saw: z.int(),
        entered: z.int(),
        conversion: z.number().nullable().describe('entered / saw, 0–1'),
        overall: z.number().nullable().describe('entered / entered of the first stage, 0–1'),
        median_seconds: z.number().nullable().describe('from the previous stage, exact median'),
        p90_seconds: z.number().nullable(),
      }),
    ),
    filters: z.record(z.string(), z.unknown()),
    computed_at: Timestamp,
  })
  .meta({ id: 'Funnel' });

const FunnelFilters = {
  flow: Key.optional(),
  from: Timestamp.optional().describe('journeys whose first stage happened at or after'),
  to: Timestamp.optional().describe('and before'),
  version: z.coerce.number().int().min(1).optional(),
  market: Market.optional(),
  window_days: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .optional()
    .describe('from first to last stage; unlimited where absent'),
};

export const getFunnel = defineRoute({
  id: 'getFunnel',
  method: 'GET',
  path: '/api/v1/analytics/funnel',
  tag: 'Analytics',
  summary: 'Exact funnel of a flow',
  description:
    '`stages=milestones`: started, engaged, half_way, submitted, completed. `stages=steps`: the flow’s own steps. `trait=name:value` narrows to participants with that trait.',
  audience: { member: 'analytics:read', apiKey: 'analytics:read' },
  limit: 'heavy',
  query: z.object({
    ...FunnelFilters,
    flow: Key,
    stages: z.enum(['milestones', 'steps']).default('milestones'),
    trait: z
      .string()
      .max(300)
      .regex(/^[a-z][a-z0-9_]*:.*$/, 'name:value')
      .optional(),
  }),
  responses: { 200: dataOf(FunnelView) },
  errors: [],
});

export const computeFunnel = defineRoute({
  id: 'computeFunnel',
  method: 'POST',
  path: '/api/v1/analytics/funnel',
  tag: 'Analytics',
  summary: 'Exact funnel over any events',
  audience: { member: 'analytics:read', apiKey: 'analytics:read' },
  limit: 'heavy',
  body: z.strictObject({
    stages: z
      .array(
        z.strictObject({
          key: Key,
          title: z.string().max(120).optional(),
          events: z.array(z.string().min(1).max(200)).min(1).max(20).describe('any of these event names'),
        }),
      )
      .min(1)
      .max(20),
    ...FunnelFilters,
    version: z.int().min(1).optional(),
    window_days: z.int().min(1).max(3_650).optional(),
    traits: z.record(z.string().max(63), z.union([z.string().max(200), z.number(), z.boolean()])).optional(),
  }),
  responses: { 200: dataOf(FunnelView) },
  errors: [],
});

export const listEventNames = defineRoute({
  id: 'listEventNames',
  method: 'GET',
  path: '/api/v1/analytics/event-names',
  tag: 'Analytics',
  summary: 'Names of events seen, most frequent first, at most 200',
  audience: { member: 'analytics:read', apiKey: 'analytics:read' },
  limit: 'heavy',
  responses: { 200: dataOf(z.array(z.object({ name: z.string(), count: z.int() }))) },
  errors: [],
});

export const getOverview = defineRoute({
  id: 'getOverview',
  method: 'GET',
  path: '/api/v1/dashboard/overview',
  tag: 'Analytics',
  summary: 'Figures of the dashboard’s first page',
  audience: { member: 'analytics:read', apiKey: 'analytics:read' },
  limit: 'signed_in',
  query: z.object({ flow: Key.optional(), days: z.coerce.number().int().min(7).max(90).default(30) }),
  responses: {
    200: dataOf(
      z.object({
        participants: z.int(),
        journeys: z.object({ started: z.int(), active: z.int(), completed: z.int() }),
        completion_rate: z.number().nullable(),
        median_hours_to_complete: z.number().nullable(),
        waiting_for_review: z.int(),
        trend: z.array(z.object({ day: z.string(), started: z.int(), completed: z.int() })),
        stuck_steps: z.array(
          z.object({ flow_key: z.string(), step_key: z.string(), title: z.string(), open: z.int(), share: z.number() }),
        ),
        gate_refusals: z.array(
          z.object({ capability: z.string(), step_key: z.string(), route: z.string(), count: z.int() }),
        ),
        recent: z.array(
          z.object({
            occurred_at: Timestamp,
            external_id: z.string(),
            name: z.string(),
            step_key: z.string().nullable(),
            flow_key: z.string().nullable(),
          }),
        ),
      }),
    ),
  },
  errors: [],
});

export const insightRoutes = [getFunnel, computeFunnel, listEventNames, getOverview] as const;
