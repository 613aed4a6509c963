import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import { type AuditSearch, queryOf } from './audit-search.ts';

export type Verification = Reply<'POST /api/v1/audit/verify'>['data'];

const PAGE = 50;

export function auditQuery(search: AuditSearch) {
  const { cursor } = search;
  return queryOptions({
    queryKey: ['audit', search],
    queryFn: ({ signal }) =>
      call('GET /api/v1/audit', { query: { ...queryOf(search), cursor, limit: PAGE } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Where the browser gets the same entries as a file. */
export function exportAddress(search: AuditSearch): string {
  const query = Object.entries(queryOf(search)).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(query).toString();
  return `/api/v1/audit/export${text ? `?${text}` : ''}`;
}

export function useVerification() {
  return useMutation({
    mutationFn: async () => (await call('POST /api/v1/audit/verify')).data,
    meta: { shownInPlace: true },
  });
}
