export { organizationErrors } from './errors.ts';
export type { Organization } from './organization.ts';
export { createOrganizations, type Organizations } from './service.ts';
