import { type Audience, MEMBER_ROLES } from '@stepwell/contract';
import { commonErrors } from '../errors/index.ts';
import type { Principal } from './principal.ts';

/** Throws unless the route lets this caller in: every kind that the audience does not name is refused. */
export function assertAudience(audience: Audience, principal: Principal): void {
  if (audience.public) return;
  switch (principal.kind) {
    case 'public':
      throw commonErrors.not_signed_in();
    case 'participant':
      if (audience.participant) return;
      throw commonErrors.permission_denied();
    case 'member':
      if (audience.member && MEMBER_ROLES.indexOf(principal.role) >= MEMBER_ROLES.indexOf(audience.member)) return;
      throw commonErrors.permission_denied(undefined, {
        detail: audience.member ? `The role ${audience.member} or higher is needed.` : undefined,
      });
    case 'api_key':
      if (audience.apiKey && principal.scopes.includes(audience.apiKey)) return;
      throw commonErrors.permission_denied(undefined, {
        detail: audience.apiKey ? `The key lacks the scope ${audience.apiKey}.` : 'API keys are not accepted here.',
      });
    case 'operator':
      if (audience.operator) return;
      throw commonErrors.permission_denied();
  }
}

/** A route that names nobody would be open to nobody or, by a slip, to everybody: it does not mount. */
export function assertNamesSomebody(id: string, audience: Audience): void {
  if (Object.values(audience).every((value) => value === undefined)) {
    throw new Error(`route ${id} names no audience`);
  }
}
