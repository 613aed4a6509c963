import type { Filter, ListAddress } from '../../../lib/use-list-search.ts';

export interface ListSearch<S extends string> {
  q: string;
  state: S | undefined;
  cursor: string | undefined;
}

export type ListFilter<S extends string> = Filter<ListSearch<S>>;

const LONGEST_TEXT = 120;

/** What the address asks for; anything it should not say is as if it were not there. */
export function readListSearch<S extends string>(address: URLSearchParams, states: readonly S[]): ListSearch<S> {
  return {
    q: (address.get('q') ?? '').slice(0, LONGEST_TEXT),
    state: states.find((state) => state === address.get('state')),
    cursor: address.get('cursor') || undefined,
  };
}

export function writeListSearch(search: ListSearch<string>): URLSearchParams {
  const address = new URLSearchParams();
  for (const name of ['q', 'state', 'cursor'] as const) {
    const value = search[name];
    if (value) address.set(name, value);
  }
  return address;
}

/** How a list with these states stands in the address of its page. */
export function listAddress<S extends string>(states: readonly S[]): ListAddress<ListSearch<S>> {
  return { read: (address) => readListSearch(address, states), write: writeListSearch };
}

export function isFiltered({ q, state }: ListSearch<string>): boolean {
  return Boolean(q || state);
}
