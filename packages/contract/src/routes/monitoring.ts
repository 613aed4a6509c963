import { z } from 'zod';
import { dataOf, Timestamp } from '../envelope.ts';
import { defineRoute } from '../route.ts';

export const metrics = defineRoute({
  id: 'metrics',
  method: 'GET',
  path: '/metrics',
  tag: 'System',
  summary: 'Figures of this process for Prometheus',
  description: 'Text format 0.0.4: the process, circuit breakers and limits. Each process tells its own.',
  audience: { operator: 'operations' },
  limit: 'health',
  wire: 'metrics',
  responses: { 200: z.string() },
  errors: [],
});

export const CIRCUIT_STATES = ['closed', 'half_open', 'open'] as const;

export const ServiceView = z
  .object({
    name: z.string(),
    state: z.enum(CIRCUIT_STATES).describe('open: not called, because it failed; half_open: tried again with one call'),
    since: Timestamp.nullable().describe('when the state last changed; null while it never did'),
    times_opened: z.int().describe('since this process began'),
  })
  .meta({ id: 'Service' });

// Not counted as the console is: it must be there to be looked at when what counts requests is down.
export const listServices = defineRoute({
  id: 'listServices',
  method: 'GET',
  path: '/api/v1/admin/services',
  tag: 'Operator console',
  summary: 'Services that this process calls, and whether it calls them now',
  audience: { operator: 'admin' },
  limit: 'signed_in',
  responses: { 200: dataOf(z.array(ServiceView)) },
  errors: [],
});

export const monitoringRoutes = [metrics, listServices] as const;
