export { memberOf } from '../../../platform/http/index.ts';
export {
  type AuditActor,
  auditActor,
  orgIdOf,
  signedIn,
  type SignedInPrincipal,
  tenantOf,
} from './callers.ts';
