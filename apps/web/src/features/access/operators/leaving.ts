import { isProblem } from '../../../lib/refusal.ts';
import type { Session } from '../sessions/index.ts';

export interface LeavingWays {
  /** Asks the server to end it; null when the operator has to sign in again. */
  end: () => Promise<Session | null>;
  go: (address: string) => void;
}

/**
 * Makes the function that ends acting in somebody's name and goes to where the operator came from. The server is asked
 * once, however often the function is called; again only where no answer came.
 */
export function createLeaving({ end, go }: LeavingWays): (accountId: string) => Promise<void> {
  let under: Promise<void> | null = null;
  const leave = async (accountId: string) => {
    try {
      go(placeAfter(await end(), accountId));
    } catch (error) {
      if (isProblem(error) && error.problem.status < 500) return go(placeAfter(null, accountId));
      under = null;
      throw error;
    }
  };
  return (accountId) => {
    under ??= leave(accountId);
    return under;
  };
}

function placeAfter(me: Session | null, accountId: string): string {
  const user = `/admin/users/${accountId}`;
  return me ? user : `/sign-in?next=${encodeURIComponent(user)}`;
}

/** Whether nobody may act in the other's name any more. */
export function isOver(session: Session, nowMs: number): boolean {
  return Date.parse(session.session.expires_at) <= nowMs;
}
