import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Waypoints } from 'lucide-react';
import { useNavigate } from 'react-router';
import { call } from '../../../lib/api.ts';
import type { CommandItem } from '../../../ui/command-palette.tsx';

const MOST = 6;

/** Flows whose name or key contains `text`, as commands that open them; none while it is empty. */
export function useFoundFlows(text: string): { items: CommandItem[]; searching: boolean } {
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['flows', 'found', text],
    queryFn: async ({ signal }) =>
      (await call('GET /api/v1/flows', { query: { q: text, limit: MOST } }, { signal })).data,
    enabled: text !== '',
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const items = (text === '' ? [] : (found.data ?? [])).map(({ id, key, name }) => ({
    id: `flow-${id}`,
    label: name,
    detail: key,
    keywords: [key],
    icon: <Waypoints />,
    run: () => void navigate(`/flows/${encodeURIComponent(key)}`),
  }));
  return { items, searching: text !== '' && found.isFetching };
}
