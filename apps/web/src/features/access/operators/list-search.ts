export interface ListSearch<S extends string> {
  q: string;
  state: S | undefined;
  cursor: string | undefined;
}

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

/** Another question begins at its first page. */
export function withFilter<S extends string>(
  search: ListSearch<S>,
  change: Partial<Omit<ListSearch<S>, 'cursor'>>,
): ListSearch<S> {
  return { ...search, ...change, cursor: undefined };
}

export function isFiltered({ q, state }: ListSearch<string>): boolean {
  return Boolean(q || state);
}
