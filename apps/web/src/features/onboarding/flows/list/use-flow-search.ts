import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Flow, FlowSearch } from '../flow-queries.ts';

export const STATUSES = ['draft', 'published', 'retired'] as const satisfies readonly Flow['status'][];

export type FlowFilter = Pick<FlowSearch, 'q' | 'status'>;

/** Search and filter, kept in the address; the way through the pages is not, because cursors do not last. */
export function useFlowSearch() {
  const [params, setParams] = useSearchParams();
  const [cursors, setCursors] = useState<string[]>([]);
  const change = useCallback(
    ({ q, status }: FlowFilter) => {
      setCursors([]);
      setParams({ ...(q ? { q } : {}), ...(status ? { status } : {}) }, { replace: true, preventScrollReset: true });
    },
    [setParams],
  );
  const search: FlowSearch = {
    q: params.get('q') ?? '',
    status: STATUSES.find((status) => status === params.get('status')),
    cursor: cursors.at(-1),
  };
  const previous = cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined;
  const next = (cursor: string | null | undefined) => (cursor ? () => setCursors([...cursors, cursor]) : undefined);
  return { search, change, previous, next };
}
