import { defineErrors } from '../../../platform/errors/index.ts';

export const accountErrors = defineErrors({
  email_taken: { kind: 'conflict', title: 'Another account has this address.' },
  already_member: { kind: 'conflict', title: 'The account belongs to this organization already.' },
  password_too_short: { kind: 'validation', title: 'A password has at least 12 characters.' },
  password_too_long: { kind: 'validation', title: 'A password has at most 128 characters.' },
});
