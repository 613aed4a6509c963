export * from './accounts.ts';
export * from './api-keys.ts';
export * from './invitations.ts';
export * from './members.ts';
export * from './organizations.ts';
export * from './participant-tokens.ts';
export * from './second-factors.ts';
export * from './sessions.ts';
export * from './terms.ts';

import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { invitationRoutes } from './invitations.ts';
import { memberRoutes } from './members.ts';
import { organizationRoutes } from './organizations.ts';
import { participantTokenRoutes } from './participant-tokens.ts';
import { secondFactorRoutes } from './second-factors.ts';
import { sessionRoutes } from './sessions.ts';
import { termsRoutes } from './terms.ts';

export const accessRoutes = [
  ...sessionRoutes,
  ...accountRoutes,
  ...secondFactorRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...termsRoutes,
  ...apiKeyRoutes,
  ...participantTokenRoutes,
] as const;
