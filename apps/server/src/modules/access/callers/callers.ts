import { commonErrors } from '../../../platform/errors/index.ts';
import type { ApiKeyPrincipal, MemberPrincipal, Principal, RequestContext } from '../../../platform/http/index.ts';
import type { AuditEntry } from '../../protection/audit/index.ts';

/** Who did it and from where, for the audit log. */
export type AuditActor = Pick<AuditEntry, 'actorKind' | 'actorId' | 'ip' | 'userAgent' | 'correlationId'>;

/** The signed-in member behind a request. Throws `permission_denied` for anybody else. */
export function memberOf(principal: Principal): MemberPrincipal {
  if (principal.kind !== 'member') throw commonErrors.permission_denied();
  return principal;
}

/** The member or API key that acts for an organization. Throws `permission_denied` for anybody else. */
export function tenantOf(principal: Principal): MemberPrincipal | ApiKeyPrincipal {
  if (principal.kind !== 'member' && principal.kind !== 'api_key') throw commonErrors.permission_denied();
  return principal;
}

/** The caller as the audit log names it. */
export function auditActor(
  principal: MemberPrincipal | ApiKeyPrincipal,
  { ip, userAgent, correlationId }: Pick<RequestContext, 'ip' | 'userAgent' | 'correlationId'>,
): AuditActor {
  const actorId = principal.kind === 'member' ? principal.accountId : principal.keyId;
  return { actorKind: principal.kind, actorId, ip, userAgent, correlationId };
}
