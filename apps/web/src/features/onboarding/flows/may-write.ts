import { useSession } from '../../access/sessions/index.ts';

/** Whether the member may change and publish flows; the server asks for the same right. */
export function useMayWrite(): boolean {
  const { role } = useSession().organization;
  return role === 'admin' || role === 'owner';
}
