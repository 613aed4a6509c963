import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import { sessionQuery } from '../sessions/index.ts';

export type LegalDocument = Reply<'GET /api/v1/terms/current'>['data'][number];
export type LegalStatus = Reply<'GET /api/v1/terms/status'>['data'];

export function currentTermsQuery(locale: string) {
  return queryOptions({
    queryKey: ['terms', 'current', locale],
    queryFn: async ({ signal }) => (await call('GET /api/v1/terms/current', { query: { locale } }, { signal })).data,
    throwOnError: false,
  });
}

export const termsStatusQuery = queryOptions({
  queryKey: ['terms', 'status'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/terms/status', undefined, { signal })).data,
  throwOnError: false,
});

/** `onAccepted` is told here, because what asked is gone as soon as the session says that nothing waits any more. */
export function useAcceptTerms(onAccepted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) => call('POST /api/v1/terms/accept', { body: { document_ids: ids } }),
    meta: { shownInPlace: true },
    // The session says whether anything waits: until it is fresh the way back would lead here again.
    onSuccess: async () => {
      await client.refetchQueries({ queryKey: sessionQuery.queryKey });
      onAccepted();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['terms', 'status'] }),
  });
}
