import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';
import { confirmed } from '../../../lib/confirmation.ts';
import { addressIn, environment } from '../../../lib/environment.ts';

export type DeletedOrganization = Reply<'GET /api/v1/organizations/deleted'>['data'][number];

export const deletedOrganizationsQuery = queryOptions({
  queryKey: ['organizations', 'deleted'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/organizations/deleted', undefined, { signal })).data,
  throwOnError: false,
});

export type OwnInvitation = Reply<'GET /api/v1/me/invitations'>['data'][number];

export const ownInvitationsQuery = queryOptions({
  queryKey: ['invitations', 'own'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/me/invitations', undefined, { signal })).data,
  throwOnError: false,
});

/** Joins and reloads into the organization, so that data of two organizations never mix in memory. */
export function useAcceptOwn() {
  return useMutation({
    mutationFn: (id: string) => call('POST /api/v1/me/invitations/{id}/accept', { params: { id } }),
    meta: { shownInPlace: true },
    onSuccess: openDashboard,
  });
}

export function useDeclineOwn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('POST /api/v1/me/invitations/{id}/decline', { params: { id } }),
    meta: { shownInPlace: true },
    onSettled: () => queries.invalidateQueries({ queryKey: ownInvitationsQuery.queryKey }),
  });
}

/** Founds an organization and reloads into it, so that data of two organizations never mix in memory. */
export function useFoundOrganization() {
  return useMutation({
    mutationFn: (body: Input<'POST /api/v1/organizations'>['body']) => call('POST /api/v1/organizations', { body }),
    meta: { shownInPlace: true },
    onSuccess: openDashboard,
  });
}

export function useRestoreOrganization() {
  return useMutation({
    mutationFn: (id: string) => confirmed(() => call('POST /api/v1/organizations/{id}/restore', { params: { id } })),
    meta: { shownInPlace: true },
    onSuccess: openDashboard,
  });
}

function openDashboard() {
  location.assign(addressIn(environment, '/'));
}
