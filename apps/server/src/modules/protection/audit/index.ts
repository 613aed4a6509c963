export { type AuditLog, createAuditLog } from './service.ts';
export { type Fault, type Verification } from './chain/verifying.ts';
export { type AuditEntry, type AuditWriter, createAuditWriter } from './writer.ts';
