import { defineErrors } from '../../../platform/errors/index.ts';

export const organizationErrors = defineErrors({
  organization_slug_malformed: {
    kind: 'validation',
    title: 'The short name of an organization has lower-case letters, digits and -, starting with a letter.',
  },
  organization_slug_taken: { kind: 'conflict', title: 'Another organization has this short name.' },
  organization_slug_reserved: { kind: 'conflict', title: 'This short name is kept for the installation itself.' },
  too_many_organizations: { kind: 'conflict', title: 'An account owns at most 20 organizations.' },
  slug_mismatch: { kind: 'validation', title: 'What was typed is not the short name of the organization.' },
});
