import type { Session } from '../sessions/index.ts';

/**
 * The session in which an operator acts in somebody's name: `known` until the answer is somebody else's own. It is kept
 * when the answer is that nobody is signed in, because that is how its end shows.
 */
export function actedSession(known: Session | null, now: Session | null | undefined): Session | null {
  if (!now) return known;
  return now.session.impersonator ? now : null;
}
