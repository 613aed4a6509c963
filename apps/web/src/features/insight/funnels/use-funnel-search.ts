import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { type FunnelSearch, readFunnelSearch, writeFunnelSearch } from './funnel-search.ts';

/** The question in the address. */
export function useFunnelSearch(): [FunnelSearch, (change: Partial<FunnelSearch>) => void] {
  const [address, setAddress] = useSearchParams();
  const ask = useCallback(
    (change: Partial<FunnelSearch>) =>
      setAddress((known) => writeFunnelSearch({ ...readFunnelSearch(known), ...change }), {
        replace: true,
        preventScrollReset: true,
      }),
    [setAddress],
  );
  return [readFunnelSearch(address), ask];
}
