import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';

export type Directory = Reply<'GET /api/v1/organization/directory'>['data'];
export type DirectoryGroup = Reply<'GET /api/v1/organization/directory/groups'>['data'][number];
export type GroupRole = DirectoryGroup['role'];

const PAGE = 50;
const inPlace = { shownInPlace: true } as const;

export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: async ({ signal }): Promise<Directory> =>
    (await call('GET /api/v1/organization/directory', undefined, { signal })).data,
});

export const directoryGroupsQuery = infiniteQueryOptions({
  queryKey: ['directory-groups'],
  queryFn: ({ pageParam: cursor, signal }) =>
    call('GET /api/v1/organization/directory/groups', { query: { cursor, limit: PAGE } }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ meta }) => meta.next_cursor ?? undefined,
  throwOnError: false,
});

export function useIssueToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await call('POST /api/v1/organization/directory/token')).data.secret,
    meta: inPlace,
    // Nothing keeps the token once the dialog is closed.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: directoryQuery.queryKey }),
  });
}

/** `onDone` is told here, because what asked for it may be gone by the time the figures are asked again. */
export function useDisconnectDirectory(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('DELETE /api/v1/organization/directory/token'),
    meta: inPlace,
    onSuccess: () => {
      onDone();
      return client.invalidateQueries({ queryKey: directoryQuery.queryKey });
    },
  });
}

export function useSetGroupRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, role }: { id: string; role: GroupRole }) =>
      (await call('PATCH /api/v1/organization/directory/groups/{id}', { params: { id }, body: { role } })).data,
    meta: inPlace,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: directoryGroupsQuery.queryKey }),
        // Roles of members follow their groups.
        client.invalidateQueries({ queryKey: ['members'] }),
      ]);
    },
  });
}
