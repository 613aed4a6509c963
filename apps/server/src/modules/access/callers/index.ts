export {
  type AuditActor,
  auditActor,
  memberOf,
  orgIdOf,
  signedIn,
  type SignedInPrincipal,
  tenantOf,
} from './callers.ts';
