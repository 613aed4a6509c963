import type { Module } from '../../../platform/http/index.ts';
import { auditRoutes } from './routes.ts';
import type { AuditLog } from './service.ts';

export function createAuditModule(deps: { auditLog: AuditLog }): Module {
  return { routes: auditRoutes(deps), errors: [] };
}
