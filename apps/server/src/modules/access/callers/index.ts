export { type AuditActor, auditActor, memberOf, tenantOf } from './callers.ts';
