import type { Module } from '../../../platform/http/index.ts';
import { organizationErrors } from './errors.ts';
import type { FoundationService } from './foundations.ts';
import { organizationRoutes } from './routes.ts';

export function createOrganizationsModule({ foundations }: { foundations: FoundationService }): Module {
  return { routes: organizationRoutes(foundations), errors: [organizationErrors] };
}
