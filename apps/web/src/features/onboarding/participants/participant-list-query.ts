import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import type { ParticipantSearch } from './participant-search.ts';

export type ListedParticipant = Reply<'GET /api/v1/participants'>['data'][number];

const PAGE = 25;

export function participantListQuery(search: ParticipantSearch) {
  return queryOptions({
    queryKey: ['participants', 'list', search],
    queryFn: ({ signal }) => call('GET /api/v1/participants', { query: { ...search, limit: PAGE } }, { signal }),
    placeholderData: keepPreviousData,
  });
}
