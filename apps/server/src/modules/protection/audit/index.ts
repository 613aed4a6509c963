export { type AuditEntry, type AuditWriter, createAuditWriter } from './writer.ts';
