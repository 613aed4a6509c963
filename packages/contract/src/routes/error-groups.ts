import { z } from 'zod';
import { dataOf, Id, pageOf, PageQuery, Timestamp } from '../envelope.ts';
import { PROBLEM_CATEGORIES, PROBLEM_SEVERITIES } from '../problem-nature.ts';
import { defineRoute } from '../route.ts';

const GroupState = z.enum(['open', 'resolved', 'ignored']);
const summary = {
  id: Id,
  code: z.string().describe('problem code'),
  category: z.enum(PROBLEM_CATEGORIES),
  severity: z.enum(PROBLEM_SEVERITIES),
  place: z.string().describe('route, or handler in the background'),
  title: z.string().describe('the error without the values in it'),
  state: GroupState,
  count: z.int(),
  first_seen_at: Timestamp,
  last_seen_at: Timestamp,
  reopened_at: Timestamp.nullable().describe('when it came back after it had been resolved'),
};

export const ErrorGroupSummaryView = z
  .object({
    ...summary,
    trend: z.array(z.int()).describe('occurrences in each of the last 24 hours, the present one last'),
  })
  .meta({ id: 'ErrorGroupSummary' });

export const ErrorGroupView = z
  .object({
    ...summary,
    frames: z.array(z.string()).describe('where in the code, innermost first'),
    first_version: z.string(),
    last_version: z.string(),
    state_changed_at: Timestamp.nullable(),
    correlation_ids: z.array(z.string()).describe('of the latest occurrences, newest first'),
    by_hour: z.array(z.object({ hour: Timestamp, count: z.int() })).describe('the last 48 hours, oldest first'),
  })
  .meta({ id: 'ErrorGroup' });

const console = { tag: 'Operator console', audience: { operator: 'admin' }, limit: 'signed_in' } as const;

export const listErrorGroups = defineRoute({
  ...console,
  id: 'listErrorGroups',
  method: 'GET',
  path: '/api/v1/admin/errors',
  summary: 'What went wrong on this installation, the latest first, with what recurs as one',
  query: PageQuery.extend({
    q: z.string().max(120).optional().describe('part of a title, a place or a code'),
    category: z.enum(PROBLEM_CATEGORIES).optional(),
    severity: z.enum(PROBLEM_SEVERITIES).optional(),
    state: GroupState.optional(),
  }),
  responses: { 200: pageOf(ErrorGroupSummaryView) },
  errors: ['cursor_damaged'],
});

export const getErrorGroup = defineRoute({
  ...console,
  id: 'getErrorGroup',
  method: 'GET',
  path: '/api/v1/admin/errors/{id}',
  summary: 'One recurring error with its occurrences by hour',
  params: z.object({ id: Id }),
  responses: { 200: dataOf(ErrorGroupView) },
  errors: [],
});

export const setErrorGroupState = defineRoute({
  ...console,
  id: 'setErrorGroupState',
  method: 'PUT',
  path: '/api/v1/admin/errors/{id}/state',
  summary: 'Resolve a recurring error, ignore it, or open it again',
  description:
    'A resolved one opens by itself when it comes back in the running version or a later one; an ignored one does not.',
  params: z.object({ id: Id }),
  body: z.strictObject({ state: GroupState }),
  responses: { 200: dataOf(ErrorGroupView) },
  errors: [],
});

export const errorGroupRoutes = [listErrorGroups, getErrorGroup, setErrorGroupState] as const;
