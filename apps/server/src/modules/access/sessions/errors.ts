import { defineErrors } from '../../../platform/errors/index.ts';

export const sessionErrors = defineErrors({
  sign_in_failed: { kind: 'authentication', title: 'The address and the password do not belong together.' },
  no_organization: { kind: 'permission', title: 'The account belongs to no organization.' },
});
