import type { MemberRole } from '@stepwell/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import { confirmed } from '../../../lib/confirmation.ts';
import type { MemberSearch } from './member-search.ts';

export type Member = Reply<'GET /api/v1/members'>['data'][number];
export type Invitation = Reply<'GET /api/v1/invitations'>['data'][number];
export type InvitationState = Invitation['state'];

const PAGE = 25;

export function membersQuery(search: MemberSearch) {
  return queryOptions({
    queryKey: ['members', 'list', search],
    queryFn: ({ signal }) => call('GET /api/v1/members', { query: { ...search, limit: PAGE } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function invitationsQuery(state: InvitationState | undefined) {
  return infiniteQueryOptions({
    queryKey: ['invitations', state ?? 'every'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/invitations', { query: { state, cursor: pageParam, limit: PAGE } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }) => meta.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/policy', undefined, { signal })).data,
});

export function useChangeRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ accountId, role }: { accountId: string; role: MemberRole }) =>
      confirmed(() =>
        call('PATCH /api/v1/members/{account_id}', { params: { account_id: accountId }, body: { role } }),
      ),
    meta: { shownInPlace: true },
    onSettled: () => client.invalidateQueries({ queryKey: ['members'] }),
  });
}

export function useRemoveMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accountId: string) =>
      confirmed(() => call('DELETE /api/v1/members/{account_id}', { params: { account_id: accountId } })),
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: ['members'] }),
  });
}

export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; role: MemberRole }) => call('POST /api/v1/invitations', { body }),
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
}

export function useResendInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('POST /api/v1/invitations/{id}/resend', { params: { id } }),
    meta: { shownInPlace: true },
    onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
}

export function useRevokeInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/v1/invitations/{id}', { params: { id } }),
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
}
