import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';

export type Participant = Reply<'GET /api/v1/participants/{external_id}'>['data'];
export type Journey = Participant['journeys'][number];
export type JourneyStep = Journey['steps'][number];
export type TimelineEntry = Reply<'GET /api/v1/participants/{external_id}/timeline'>['data'][number];

/** Only while the page is visible. */
const REFRESH_MS = 10_000;
const TIMELINE_PAGE = 30;

export function participantQuery(externalId: string) {
  return queryOptions({
    queryKey: ['participants', 'one', externalId],
    queryFn: async ({ signal }): Promise<Participant> =>
      (await call('GET /api/v1/participants/{external_id}', { params: { external_id: externalId } }, { signal })).data,
    refetchInterval: REFRESH_MS,
  });
}

export function timelineQuery(externalId: string) {
  return infiniteQueryOptions({
    queryKey: ['participants', 'timeline', externalId],
    queryFn: ({ pageParam: cursor, signal }) =>
      call(
        'GET /api/v1/participants/{external_id}/timeline',
        { params: { external_id: externalId }, query: { cursor, limit: TIMELINE_PAGE } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }) => meta.next_cursor ?? undefined,
    refetchInterval: REFRESH_MS,
  });
}
