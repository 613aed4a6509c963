import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';

/** A place where the account is signed in. */
export type ListedSession = Reply<'GET /api/v1/me/sessions'>['data'][number];

export const listedSessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }): Promise<ListedSession[]> =>
    (await call('GET /api/v1/me/sessions', undefined, { signal })).data,
});

/** Ends one session. It leaves the list at once and comes back when the server refuses. */
export function useRevokeSession() {
  const client = useQueryClient();
  const { queryKey } = listedSessionsQuery;
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/v1/me/sessions/{id}', { params: { id } }),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (known) => known?.filter((session) => session.id !== id));
      return { before };
    },
    onError: (_error, _id, context) => client.setQueryData(queryKey, context?.before),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

export function useRevokeOtherSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('POST /api/v1/me/sessions/revoke-others'),
    onSettled: () => client.invalidateQueries({ queryKey: listedSessionsQuery.queryKey }),
  });
}
