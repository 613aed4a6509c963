import { useEffect } from 'react';
import { useLinkPart } from '../entrance/index.ts';
import { isInvitationToken, keepInvitation, pendingInvitation } from './pending-invitation.ts';

/** Token of the invitation: from the address, where it stays no longer than needed, else from this tab's memory. */
export function useInvitationToken(): string | null {
  const given = useLinkPart('token');
  useEffect(() => {
    if (given && isInvitationToken(given)) keepInvitation(given);
  }, [given]);
  useEffect(() => {
    // A second link opened in the same tab changes nothing but the part behind #, which loads no page.
    const startOver = () => location.reload();
    addEventListener('hashchange', startOver);
    return () => removeEventListener('hashchange', startOver);
  }, []);
  if (given === null) return pendingInvitation();
  return isInvitationToken(given) ? given : null;
}
