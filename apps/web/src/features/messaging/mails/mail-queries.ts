import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';

export type KeptMail = Reply<'GET /api/v1/dev/mails'>['data'][number];
export type MailText = Reply<'GET /api/v1/dev/mails/{id}'>['data'];

/** Whoever looks waits for a mail: it is asked for again and again. */
const REFRESH_MS = 4_000;

export const mailsQuery = queryOptions({
  queryKey: ['dev-mails'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/dev/mails', undefined, { signal })).data,
  refetchInterval: REFRESH_MS,
  throwOnError: false,
});

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: ['dev-mails', id],
    queryFn: async ({ signal }) => (await call('GET /api/v1/dev/mails/{id}', { params: { id } }, { signal })).data,
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
}
