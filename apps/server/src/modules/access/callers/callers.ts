import { commonErrors } from '../../../platform/errors/index.ts';
import type {
  AccountPrincipal,
  ApiKeyPrincipal,
  MemberPrincipal,
  Principal,
  RequestContext,
} from '../../../platform/http/index.ts';
import type { AuditEntry } from '../../protection/audit/index.ts';

/** Who did it and from where, for the audit log. */
export type AuditActor = Pick<
  AuditEntry,
  'actorKind' | 'actorId' | 'onBehalfOf' | 'ip' | 'userAgent' | 'correlationId'
>;

/** Somebody signed in, with an organization or without. */
export type SignedInPrincipal = MemberPrincipal | AccountPrincipal;

/** Whoever is signed in, with an organization or without. Throws `permission_denied` for anybody else. */
export function signedIn(principal: Principal): SignedInPrincipal {
  if (principal.kind !== 'member' && principal.kind !== 'account') throw commonErrors.permission_denied();
  return principal;
}

/** The member or API key that acts for an organization. Throws `permission_denied` for anybody else. */
export function tenantOf(principal: Principal): MemberPrincipal | ApiKeyPrincipal {
  if (principal.kind !== 'member' && principal.kind !== 'api_key') throw commonErrors.permission_denied();
  return principal;
}

/** The organization worked in; null for somebody who works in none. */
export function orgIdOf(principal: SignedInPrincipal): string | null {
  return principal.kind === 'member' ? principal.orgId : null;
}

/** The caller as the audit log names it. */
export function auditActor(
  principal: SignedInPrincipal | ApiKeyPrincipal,
  { ip, userAgent, correlationId }: Pick<RequestContext, 'ip' | 'userAgent' | 'correlationId'>,
): AuditActor {
  const origin = { ip, userAgent, correlationId };
  if (principal.kind === 'api_key') {
    return { actorKind: 'api_key', actorId: principal.keyId, ...origin };
  }
  const { accountId, impersonatorId } = principal;
  if (impersonatorId !== null) {
    return { actorKind: 'operator', actorId: impersonatorId, onBehalfOf: accountId, ...origin };
  }
  return { actorKind: 'member', actorId: accountId, ...origin };
}
