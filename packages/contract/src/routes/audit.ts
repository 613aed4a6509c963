import { z } from 'zod';
import { dataOf, Environment, Id, pageOf, PageQuery, Timestamp } from '../envelope.ts';
import { defineRoute } from '../route.ts';

export const AUDIT_ACTOR_KINDS = [
  'member',
  'participant',
  'api_key',
  'directory',
  'operator',
  'webhook',
  'system',
] as const;

const Named = z.object({ id: z.string(), name: z.string().nullable().describe('null: gone, or nothing with a name') });

export const AuditEntryView = z
  .object({
    id: Id,
    at: Timestamp,
    environment: Environment.nullable(),
    actor_kind: z.enum(AUDIT_ACTOR_KINDS),
    actor: Named.nullable(),
    on_behalf_of: Named.nullable().describe('the account in whose name an operator acted'),
    action: z.string(),
    resource_kind: z.string(),
    resource_id: z.string(),
    before: z.unknown().describe('what was, where it was changed'),
    after: z.unknown(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    correlation_id: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });

const Filters = {
  actor: z.string().max(200).optional().describe('id of an account, API key or participant'),
  actor_kind: z.enum(AUDIT_ACTOR_KINDS).optional(),
  action: z
    .string()
    .max(120)
    .regex(/^[a-z_]+(\.[a-z_]+)*\.?\*?$/, 'an action, or its beginning such as session.*')
    .optional(),
  resource: z.string().max(200).optional().describe('id of what it was done to'),
  correlation_id: z.string().max(128).optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
};

const audit = { tag: 'Audit log', audience: { member: 'audit:read' } } as const;

export const listAuditEntries = defineRoute({
  ...audit,
  id: 'listAuditEntries',
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'Who did what in the organization, newest first',
  limit: 'signed_in',
  query: PageQuery.extend(Filters),
  responses: { 200: pageOf(AuditEntryView) },
  errors: ['cursor_damaged'],
});

export const exportAuditEntries = defineRoute({
  ...audit,
  id: 'exportAuditEntries',
  method: 'GET',
  path: '/api/v1/audit/export',
  summary: 'The same as CSV, oldest first',
  description:
    'At most 20,000 entries; where there are more, the header `Stepwell-Next` holds what `after` takes to go on. The header `Stepwell-Chain` names the last digest, to compare the export with later.',
  limit: 'heavy',
  wire: 'csv',
  query: z.object({ ...Filters, after: Id.optional() }),
  responses: { 200: z.string() },
  errors: [],
});

export const AuditVerificationView = z
  .object({
    state: z.enum(['intact', 'broken']),
    checked: z.int().describe('chained entries that were looked at'),
    unchained: z.int().describe('entries of the last minutes that wait for their place in the chain'),
    head: z.object({ ordinal: z.int(), digest: z.string() }).nullable(),
    fault: z
      .object({
        kind: z.enum(['altered', 'missing', 'gap', 'unchained', 'head']),
        ordinal: z.int().nullable(),
        entry_id: z.string().nullable(),
      })
      .nullable()
      .describe('the first thing that is not as it was written'),
  })
  .meta({ id: 'AuditVerification' });

export const verifyAuditChain = defineRoute({
  ...audit,
  id: 'verifyAuditChain',
  method: 'POST',
  path: '/api/v1/audit/verify',
  summary: 'Check the organization’s audit log against its chain of digests',
  description: 'Every change to an entry, its removal, and another order show. Looks at the last 50,000 entries.',
  limit: 'heavy',
  responses: { 200: dataOf(AuditVerificationView) },
  errors: [],
});

export const auditRoutes = [listAuditEntries, exportAuditEntries, verifyAuditChain] as const;
