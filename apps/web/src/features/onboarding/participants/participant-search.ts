export const STATUSES = ['active', 'completed', 'not_started'] as const;
export type ParticipantStatus = (typeof STATUSES)[number];

export interface ParticipantSearch {
  q: string;
  flow: string | undefined;
  status: ParticipantStatus | undefined;
  market: string | undefined;
  cursor: string | undefined;
}

/** What the address asks for; anything it should not say is as if it were not there. */
export function readParticipantSearch(address: URLSearchParams): ParticipantSearch {
  const market = address.get('market') ?? '';
  return {
    q: (address.get('q') ?? '').slice(0, 100),
    flow: address.get('flow') || undefined,
    status: STATUSES.find((status) => status === address.get('status')),
    market: /^[A-Z]{2}$/.test(market) ? market : undefined,
    cursor: address.get('cursor') || undefined,
  };
}

export function writeParticipantSearch(search: ParticipantSearch): URLSearchParams {
  const address = new URLSearchParams();
  for (const name of ['q', 'flow', 'status', 'market', 'cursor'] as const) {
    const value = search[name];
    if (value) address.set(name, value);
  }
  return address;
}

export function isFiltered({ q, flow, status, market }: ParticipantSearch): boolean {
  return Boolean(q || flow || status || market);
}

/** How the list stands in the address of its page. */
export const PARTICIPANT_ADDRESS = { read: readParticipantSearch, write: writeParticipantSearch };
