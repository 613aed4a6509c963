import type { Reply } from '../../../lib/api.ts';

export type AuditEntry = Reply<'GET /api/v1/audit'>['data'][number];

/** Who may have done something. The contract's own list would bring its schemas into the bundle. */
export const AUDIT_ACTOR_KINDS = [
  'member',
  'participant',
  'api_key',
  'directory',
  'operator',
  'webhook',
  'system',
] as const satisfies readonly AuditEntry['actor_kind'][];
