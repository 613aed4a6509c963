import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { User } from 'lucide-react';
import { useNavigate } from 'react-router';
import { call } from '../../../lib/api.ts';
import type { CommandItem } from '../../../ui/command-palette.tsx';

const MOST = 6;

/** Participants whose name or external id contains `text`, as commands that open them; none while it is empty. */
export function useFoundParticipants(text: string): { items: CommandItem[]; searching: boolean } {
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['participants', 'found', text],
    queryFn: async ({ signal }) =>
      (await call('GET /api/v1/participants', { query: { q: text, limit: MOST } }, { signal })).data,
    enabled: text !== '',
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const items = (text === '' ? [] : (found.data ?? [])).map(({ id, external_id: externalId, display_name: name }) => ({
    id: `participant-${id}`,
    label: name ?? externalId,
    detail: name ? externalId : undefined,
    keywords: [externalId],
    icon: <User />,
    run: () => void navigate(`/participants/${encodeURIComponent(externalId)}`),
  }));
  return { items, searching: text !== '' && found.isFetching };
}
