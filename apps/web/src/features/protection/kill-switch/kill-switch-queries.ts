import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';

export type KillSwitches = Reply<'GET /api/v1/kill-switches'>['data'];
export type KillSwitch = KillSwitches['switches'][number];
export type NewSwitch = Input<'POST /api/v1/kill-switches'>['body'];

const PAGE = 20;
const REFRESH_MS = 30_000;
const inPlace = { shownInPlace: true } as const;

/** What is switched off in the environment; looked at again and again, because others switch too. */
export const killSwitchesQuery = queryOptions({
  queryKey: ['kill-switch', 'now'],
  queryFn: async ({ signal }): Promise<KillSwitches> =>
    (await call('GET /api/v1/kill-switches', undefined, { signal })).data,
  refetchInterval: REFRESH_MS,
  throwOnError: false,
});

export const installationSwitchQuery = queryOptions({
  queryKey: ['kill-switch', 'installation'],
  queryFn: async ({ signal }): Promise<KillSwitch | null> =>
    (await call('GET /api/v1/admin/kill-switch', undefined, { signal })).data.switch,
  refetchInterval: REFRESH_MS,
});

export const historyQuery = infiniteQueryOptions({
  queryKey: ['kill-switch', 'history'],
  queryFn: ({ pageParam, signal }) =>
    call('GET /api/v1/kill-switches/history', { query: { cursor: pageParam, limit: PAGE } }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ meta }) => meta.next_cursor ?? undefined,
  throwOnError: false,
});

export const installationHistoryQuery = infiniteQueryOptions({
  queryKey: ['kill-switch', 'installation-history'],
  queryFn: ({ pageParam, signal }) =>
    call('GET /api/v1/admin/kill-switch/history', { query: { cursor: pageParam, limit: PAGE } }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ meta }) => meta.next_cursor ?? undefined,
  throwOnError: false,
});

/** Whatever was switched, everything that tells of it is read again. */
function useSwitching<V>(send: (values: V) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: inPlace,
    // Not waited for: a dialog closes before what it is about has changed under it.
    onSettled: () => void client.invalidateQueries({ queryKey: ['kill-switch'] }),
  });
}

export const useSwitchOff = () => useSwitching((body: NewSwitch) => call('POST /api/v1/kill-switches', { body }));

export const useRelease = (id: string) =>
  useSwitching((reason: string) =>
    call('POST /api/v1/kill-switches/{id}/release', { params: { id }, body: { reason } }),
  );

export const useSwitchInstallationOff = () =>
  useSwitching(({ reason, until }: NewSwitch) => call('POST /api/v1/admin/kill-switch', { body: { reason, until } }));

export const useReleaseInstallation = () =>
  useSwitching((reason: string) => call('POST /api/v1/admin/kill-switch/release', { body: { reason } }));
