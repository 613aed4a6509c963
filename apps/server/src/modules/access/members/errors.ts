import { defineErrors } from '../../../platform/errors/index.ts';

export const memberErrors = defineErrors({
  role_above_own: { kind: 'permission', title: 'Nobody gives or takes a role above their own.' },
  member_unverified: { kind: 'conflict', title: 'The member has to verify their address first.' },
});
