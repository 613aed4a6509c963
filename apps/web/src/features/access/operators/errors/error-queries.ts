import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Reply } from '../../../../lib/api.ts';
import type { ErrorSearch } from './error-search.ts';

export type ListedError = Reply<'GET /api/v1/admin/errors'>['data'][number];
export type ErrorGroup = Reply<'GET /api/v1/admin/errors/{id}'>['data'];
export type GroupState = ListedError['state'];

const PAGE = 50;
const REFRESH_MS = 30_000;

export function errorsQuery({ state, ...search }: ErrorSearch) {
  return queryOptions({
    queryKey: ['console', 'errors', { state, ...search }],
    queryFn: ({ signal }) => {
      const query = { ...search, state: state === 'any' ? undefined : state, limit: PAGE };
      return call('GET /api/v1/admin/errors', { query }, { signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

export function errorQuery(id: string) {
  return queryOptions({
    queryKey: ['console', 'error', id],
    queryFn: async ({ signal }): Promise<ErrorGroup> =>
      (await call('GET /api/v1/admin/errors/{id}', { params: { id } }, { signal })).data,
    refetchInterval: REFRESH_MS,
  });
}

export function useErrorState(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (state: GroupState) => call('PUT /api/v1/admin/errors/{id}/state', { params: { id }, body: { state } }),
    onSuccess: ({ data }) => {
      client.setQueryData(errorQuery(id).queryKey, data);
      void client.invalidateQueries({ queryKey: ['console', 'errors'] });
    },
  });
}
