import type { FlagDefinition } from '@stepwell/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';
import type { FlagSearch } from './list/flag-search.ts';

export type Flag = Reply<'GET /api/v1/flags/{key}'>['data'];
export type FlagChange = Reply<'GET /api/v1/flags/{key}/changes'>['data'][number];
export type NewFlag = Input<'POST /api/v1/flags'>['body'];

/** What is sent to change a flag. */
export interface ChangedFlag {
  name: string;
  description: string | null;
  definition: FlagDefinition;
  row_version: number;
}

const PAGE = 25;

export function flagsQuery({ q, archived, cursor }: FlagSearch) {
  return queryOptions({
    queryKey: ['flags', 'list', { q, archived, cursor }],
    queryFn: ({ signal }) =>
      call(
        'GET /api/v1/flags',
        { query: { q: q || undefined, archived: archived ? 'true' : 'false', cursor, limit: PAGE } },
        { signal },
      ),
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
}

export function flagQuery(key: string) {
  return queryOptions({
    queryKey: ['flags', 'one', key],
    queryFn: async ({ signal }): Promise<Flag> =>
      (await call('GET /api/v1/flags/{key}', { params: { key } }, { signal })).data,
  });
}

export function flagChangesQuery(key: string) {
  return infiniteQueryOptions({
    queryKey: ['flags', 'changes', key],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /api/v1/flags/{key}/changes',
        { params: { key }, query: { cursor: pageParam, limit: PAGE } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }) => meta.next_cursor ?? undefined,
    throwOnError: false,
  });
}

export function useCreateFlag() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (flag: NewFlag): Promise<Flag> => (await call('POST /api/v1/flags', { body: flag })).data,
    meta: { shownInPlace: true },
    onSuccess: (flag) => {
      client.setQueryData(flagQuery(flag.key).queryKey, flag);
      void client.invalidateQueries({ queryKey: ['flags', 'list'] });
    },
  });
}

export function useChangeFlag(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ChangedFlag): Promise<Flag> =>
      (await call('PUT /api/v1/flags/{key}', { params: { key }, body })).data,
    meta: { shownInPlace: true },
    onSuccess: (flag) => {
      client.setQueryData(flagQuery(key).queryKey, flag);
      void client.invalidateQueries({ queryKey: ['flags', 'list'] });
      void client.invalidateQueries({ queryKey: flagChangesQuery(key).queryKey });
    },
  });
}

export function useArchiveFlag(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('DELETE /api/v1/flags/{key}', { params: { key } }),
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: ['flags'] }),
  });
}
