import { defineErrors } from '../../../platform/errors/index.ts';

export const organizationErrors = defineErrors({
  organization_slug_malformed: {
    kind: 'validation',
    title: 'The short name of an organization has lower-case letters, digits and -, starting with a letter.',
  },
  organization_slug_taken: { kind: 'conflict', title: 'Another organization has this short name.' },
});
