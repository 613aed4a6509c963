import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { type MemberSearch, readMemberSearch, withFilter, writeMemberSearch } from './member-search.ts';

export type MemberFilter = Partial<Omit<MemberSearch, 'cursor'>>;

/** The question in the address. The cursors of the pages before are kept beside it, in the browser's history. */
export function useMemberSearch() {
  const [address, setAddress] = useSearchParams();
  const trail = trailOf(useLocation().state);
  const search = readMemberSearch(address);
  const filter = useCallback(
    (change: MemberFilter) =>
      setAddress((known) => writeMemberSearch(withFilter(readMemberSearch(known), change)), { replace: true }),
    [setAddress],
  );
  const turnTo = (cursor: string | undefined, state: string[]) =>
    setAddress(writeMemberSearch({ ...search, cursor }), { state: { trail: state } });
  return {
    search,
    filter,
    next: (cursor: string) => turnTo(cursor, [...trail, search.cursor ?? '']),
    // Whoever came by a link to a later page has no trail and goes to the first.
    previous: search.cursor ? () => turnTo(trail.at(-1) || undefined, trail.slice(0, -1)) : undefined,
  };
}

function trailOf(state: unknown): string[] {
  const trail = (state as { trail?: unknown } | null)?.trail;
  return Array.isArray(trail) ? trail.filter((cursor) => typeof cursor === 'string') : [];
}
