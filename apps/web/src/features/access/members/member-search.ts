import { MEMBER_ROLES, type MemberRole } from '@stepwell/contract';
import type { Filter } from '../../../lib/use-list-search.ts';

export type MemberFilter = Filter<MemberSearch>;

export interface MemberSearch {
  q: string;
  role: MemberRole | undefined;
  cursor: string | undefined;
}

/** What the address asks for; anything it should not say is as if it were not there. */
export function readMemberSearch(address: URLSearchParams): MemberSearch {
  return {
    q: (address.get('q') ?? '').slice(0, 100),
    role: MEMBER_ROLES.find((role) => role === address.get('role')),
    cursor: address.get('cursor') || undefined,
  };
}

export function writeMemberSearch(search: MemberSearch): URLSearchParams {
  const address = new URLSearchParams();
  for (const name of ['q', 'role', 'cursor'] as const) {
    const value = search[name];
    if (value) address.set(name, value);
  }
  return address;
}

export function isFiltered({ q, role }: MemberSearch): boolean {
  return Boolean(q || role);
}

/** How the list stands in the address of its page. */
export const MEMBER_ADDRESS = { read: readMemberSearch, write: writeMemberSearch };
