import type { Filter } from '../../../../lib/use-list-search.ts';

export interface FlagSearch {
  q: string;
  archived: boolean;
  cursor: string | undefined;
}

export type FlagFilter = Filter<FlagSearch>;

export const NO_FILTER: FlagFilter = { q: '', archived: false };

/** What the address asks for; anything it should not say is as if it were not there. */
export function readFlagSearch(address: URLSearchParams): FlagSearch {
  return {
    q: (address.get('q') ?? '').slice(0, 100),
    archived: address.get('archived') === 'true',
    cursor: address.get('cursor') || undefined,
  };
}

export function writeFlagSearch({ q, archived, cursor }: FlagSearch): URLSearchParams {
  const address = new URLSearchParams();
  if (q) address.set('q', q);
  if (archived) address.set('archived', 'true');
  if (cursor) address.set('cursor', cursor);
  return address;
}

/** How the list stands in the address of its page. */
export const FLAG_ADDRESS = { read: readFlagSearch, write: writeFlagSearch };

export function isFiltered({ q, archived }: FlagSearch): boolean {
  return q !== '' || archived;
}
