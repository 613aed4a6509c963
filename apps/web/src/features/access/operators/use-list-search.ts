import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { type ListSearch, readListSearch, withFilter, writeListSearch } from './list-search.ts';

export type ListFilter<S extends string> = Partial<Omit<ListSearch<S>, 'cursor'>>;

/** The question in the address. The cursors of the pages before are kept beside it, in the browser's history. */
export function useListSearch<S extends string>(states: readonly S[]) {
  const [address, setAddress] = useSearchParams();
  const trail = trailOf(useLocation().state);
  const search = readListSearch(address, states);
  const filter = useCallback(
    (change: ListFilter<S>) =>
      setAddress((known) => writeListSearch(withFilter(readListSearch(known, states), change)), { replace: true }),
    [setAddress, states],
  );
  const turnTo = (cursor: string | undefined, state: string[]) =>
    setAddress(writeListSearch({ ...search, cursor }), { state: { trail: state } });
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
