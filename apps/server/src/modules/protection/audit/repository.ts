import type { Statement } from '../../../platform/database/index.ts';

/** One entry: id, organization, environment, time, actor kind and id, action, resource kind and id, before, after, address, agent, correlation id, in whose name. */
export const INSERT_ENTRY: Statement = {
  name: 'audit_insert',
  text: `insert into audit_entries
    (id, org_id, environment, at, actor_kind, actor_id, action, resource_kind, resource_id, before, after, ip, user_agent, correlation_id, on_behalf_of)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
};
