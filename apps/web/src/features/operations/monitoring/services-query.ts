import { queryOptions } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';

export type Service = Reply<'GET /api/v1/admin/services'>['data'][number];

const REFRESH_MS = 10_000;

export const servicesQuery = queryOptions({
  queryKey: ['console', 'services'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/admin/services', undefined, { signal })).data,
  refetchInterval: REFRESH_MS,
});
