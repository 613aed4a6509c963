import { z } from 'zod';
import { dataOf } from '../envelope.ts';
import { defineRoute } from '../route.ts';

const Check = z.object({ name: z.string(), ok: z.boolean(), latency_ms: z.number(), detail: z.string().optional() });

export const health = defineRoute({
  id: 'health',
  method: 'GET',
  path: '/health',
  tag: 'System',
  summary: 'Is the process alive',
  audience: { public: true },
  limit: 'health',
  responses: { 200: z.object({ status: z.literal('ok'), version: z.string(), uptime_seconds: z.number() }) },
  errors: [],
});

export const ready = defineRoute({
  id: 'ready',
  method: 'GET',
  path: '/ready',
  tag: 'System',
  summary: 'May traffic be sent here',
  audience: { public: true },
  limit: 'health',
  responses: {
    200: z.object({ status: z.literal('ready'), checks: z.array(Check) }),
    503: z.object({ status: z.enum(['starting', 'stopping', 'unready']), checks: z.array(Check) }),
  },
  errors: [],
});

export const healthDetailed = defineRoute({
  id: 'healthDetailed',
  method: 'GET',
  path: '/health/detailed',
  tag: 'System',
  summary: 'Dependencies, pool and process figures',
  audience: { operator: 'operations' },
  limit: 'health',
  responses: {
    200: dataOf(
      z.object({
        version: z.string(),
        uptime_seconds: z.number(),
        memory_mb: z.number(),
        checks: z.array(Check),
        pool: z.object({ total: z.int(), idle: z.int(), waiting: z.int() }),
      }),
    ),
  },
  errors: [],
});

export const meta = defineRoute({
  id: 'meta',
  method: 'GET',
  path: '/api/v1/meta',
  tag: 'System',
  summary: 'Version of the installation and, in the demo, whom to sign in as',
  audience: { public: true },
  limit: 'anonymous',
  responses: {
    200: dataOf(
      z.object({
        version: z.string(),
        public_url: z.string(),
        magic_links: z.boolean().describe('whether people can sign in by a mailed link'),
        demo: z
          .object({
            sign_ins: z.array(
              z.object({ email: z.string(), password: z.string(), organization: z.string(), name: z.string() }),
            ),
            hosted: z.array(z.object({ title: z.string(), url: z.string() })),
          })
          .nullable(),
      }),
    ),
  },
  errors: [],
});

export const systemRoutes = [health, ready, healthDetailed, meta] as const;
