export { type AuditLog, createAuditLog } from './service.ts';
export { type Fault, type Verification } from './verifying.ts';
export { type AuditEntry, type AuditWriter, createAuditWriter } from './writer.ts';
