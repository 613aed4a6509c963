import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import type { OverviewSearch } from './overview-search.ts';

export type Overview = Reply<'GET /api/v1/dashboard/overview'>['data'];

const REFRESH_MS = 30_000;

export function overviewQuery({ days, flow }: OverviewSearch) {
  return queryOptions({
    queryKey: ['overview', { days, flow }],
    queryFn: async ({ signal }): Promise<Overview> =>
      (await call('GET /api/v1/dashboard/overview', { query: { days: Number(days), flow } }, { signal })).data,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
