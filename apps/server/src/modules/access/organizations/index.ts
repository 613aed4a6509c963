export { organizationErrors } from './errors.ts';
export { createFoundations, type FoundationService } from './foundations.ts';
export type { Organization } from './organization.ts';
export { createOrganizations, type Organizations } from './service.ts';
