export { organizationErrors } from './errors.ts';
export { createFoundations, type FoundationService } from './foundations.ts';
export { type Organization, RESTORABLE_MS } from './organization.ts';
export type { LockedOrganization } from './standing.ts';
export { createOrganizations, type Organizations } from './service.ts';
