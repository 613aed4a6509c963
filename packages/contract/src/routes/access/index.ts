export * from './accounts.ts';
export * from './api-keys.ts';
export * from './directory.ts';
export * from './invitations.ts';
export * from './members.ts';
export * from './organizations.ts';
export * from './operators.ts';
export * from './participant-tokens.ts';
export * from './providers.ts';
export * from './scim.ts';
export * from './second-factors.ts';
export * from './sessions.ts';
export * from './single-sign-on.ts';
export * from './terms.ts';

import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { directoryRoutes } from './directory.ts';
import { invitationRoutes } from './invitations.ts';
import { memberRoutes } from './members.ts';
import { organizationRoutes } from './organizations.ts';
import { operatorRoutes } from './operators.ts';
import { participantTokenRoutes } from './participant-tokens.ts';
import { providerRoutes } from './providers.ts';
import { scimRoutes } from './scim.ts';
import { secondFactorRoutes } from './second-factors.ts';
import { sessionRoutes } from './sessions.ts';
import { singleSignOnRoutes } from './single-sign-on.ts';
import { termsRoutes } from './terms.ts';

export const accessRoutes = [
  ...sessionRoutes,
  ...accountRoutes,
  ...secondFactorRoutes,
  ...providerRoutes,
  ...singleSignOnRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...termsRoutes,
  ...directoryRoutes,
  ...scimRoutes,
  ...apiKeyRoutes,
  ...participantTokenRoutes,
  ...operatorRoutes,
] as const;
