import { useSession } from '../../access/sessions/index.ts';

/** Whether the member may change participants and decide about steps; the server asks for the same right. */
export function useMayActOnParticipants(): boolean {
  return useSession().organization.role !== 'viewer';
}
