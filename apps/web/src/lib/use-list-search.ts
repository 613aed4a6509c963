import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';

export type Paged = { cursor: string | undefined };
export type Filter<S extends Paged> = Partial<Omit<S, 'cursor'>>;

/** How the question of a list stands in the address of its page. Give one that never changes. */
export interface ListAddress<S extends Paged> {
  read: (address: URLSearchParams) => S;
  write: (search: S) => URLSearchParams;
}

/** Another question begins at its first page. */
export function withFilter<S extends Paged>(search: S, change: Filter<NoInfer<S>>): S {
  return { ...search, ...change, cursor: undefined };
}

/** The question in the address. The cursors of the pages before are kept beside it, in the browser's history. */
export function useListSearch<S extends Paged>({ read, write }: ListAddress<S>) {
  const [address, setAddress] = useSearchParams();
  const trail = trailOf(useLocation().state);
  const search = read(address);
  const filter = useCallback(
    (change: Filter<S>) => setAddress((known) => write(withFilter(read(known), change)), { replace: true }),
    [setAddress, read, write],
  );
  const turnTo = (cursor: string | undefined, state: string[]) =>
    setAddress(write({ ...search, cursor }), { state: { trail: state } });
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
