import type { Module } from '../../../platform/http/index.ts';
import { organizationErrors } from './errors.ts';

export function createOrganizationsModule(): Module {
  return { routes: [], errors: [organizationErrors] };
}
