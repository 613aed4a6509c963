import type { Environment } from '@stepwell/contract';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { ApiKeyPrincipal, MemberPrincipal, Principal, RequestContext } from '../../../platform/http/index.ts';
import type { AuditEntry } from '../audit/index.ts';

type Actor = Pick<AuditEntry, 'actorKind' | 'actorId' | 'onBehalfOf' | 'ip' | 'userAgent' | 'correlationId'>;

/** On whose behalf flags are read or changed, and how the audit log names them. */
export type Caller = Actor & { readonly orgId: string; readonly environment: Environment };

/** How the audit log names a member or an API key. */
export type ActorOf = (principal: MemberPrincipal | ApiKeyPrincipal, context: RequestContext) => Actor;

export type CallerOf = (principal: Principal, context: RequestContext) => Caller;

/** The member or API key behind a request. Throws `permission_denied` for anybody else. */
export function callersNamedBy(actorOf: ActorOf): CallerOf {
  return (principal, context) => {
    if (principal.kind !== 'member' && principal.kind !== 'api_key') throw commonErrors.permission_denied();
    const { orgId, environment } = principal;
    return { orgId, environment, ...actorOf(principal, context) };
  };
}
