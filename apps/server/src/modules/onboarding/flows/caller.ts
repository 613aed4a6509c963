import type { Environment } from '@stepwell/contract';
import type { Principal, RequestContext } from '../../../platform/http/index.ts';
import { type AuditActor, auditActor, tenantOf } from '../../access/callers/index.ts';

/** On whose behalf a flow is read or changed, and how the audit log names them. */
export type Caller = AuditActor & { readonly orgId: string; readonly environment: Environment };

/** The caller behind a request of a member or an API key; the routes of flows let in nobody else. */
export function callerOf(principal: Principal, context: RequestContext): Caller {
  const tenant = tenantOf(principal);
  return { orgId: tenant.orgId, environment: tenant.environment, ...auditActor(tenant, context) };
}

/** What every audit entry says of the caller. `environment` is null for what belongs to both. */
export function auditedAs(caller: Caller, environment: Environment | null) {
  return { ...caller, environment };
}
