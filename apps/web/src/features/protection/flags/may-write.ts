import { mayMember } from '@stepwell/contract';
import { useSession } from '../../access/sessions/index.ts';

/** Whether the member may create, change and archive flags; the server asks for the same right. */
export function useMayWrite(): boolean {
  return mayMember(useSession().organization.role, 'flags:write');
}
