import { mayMember } from '@stepwell/contract';
import type { Session } from '../../sessions/index.ts';
import type { Way } from './completion.ts';

/** Where to go with a refusal: to sign in, or, for whoever is signed in, to the settings that it began in. */
export type Back = 'back' | 'security' | 'single_sign_on' | 'go_on';

export function wayBackOf(session: Session | null | undefined, way: Way | null): Back {
  if (!session) return 'back';
  if (way !== 'sso') return 'security';
  const role = session.organization?.role;
  return role && mayMember(role, 'single-sign-on:read') ? 'single_sign_on' : 'go_on';
}
