import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import type { ListSearch } from './list-search.ts';

export type Installation = Reply<'GET /api/v1/admin/stats'>['data'];
export type ListedUser = Reply<'GET /api/v1/admin/users'>['data'][number];
export type User = Reply<'GET /api/v1/admin/users/{id}'>['data'];
export type ListedOrganization = Reply<'GET /api/v1/admin/organizations'>['data'][number];
export type AnyOrganization = Reply<'GET /api/v1/admin/organizations/{id}'>['data'];
export type Deed = User['recent'][number];

const PAGE = 50;
const REFRESH_MS = 60_000;
const inPlace = { shownInPlace: true } as const;

export const installationQuery = queryOptions({
  queryKey: ['console', 'installation'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/admin/stats', undefined, { signal })).data,
  refetchInterval: REFRESH_MS,
});

type UserState = NonNullable<NonNullable<Input<'GET /api/v1/admin/users'>['query']>['state']>;

export function usersQuery(search: ListSearch<UserState>) {
  return queryOptions({
    queryKey: ['console', 'users', search],
    queryFn: ({ signal }) => call('GET /api/v1/admin/users', { query: { ...search, limit: PAGE } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function userQuery(id: string) {
  return queryOptions({
    queryKey: ['console', 'user', id],
    queryFn: async ({ signal }): Promise<User> =>
      (await call('GET /api/v1/admin/users/{id}', { params: { id } }, { signal })).data,
  });
}

export function organizationsQuery(search: ListSearch<ListedOrganization['state']>) {
  return queryOptions({
    queryKey: ['console', 'organizations', search],
    queryFn: ({ signal }) => call('GET /api/v1/admin/organizations', { query: { ...search, limit: PAGE } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function anyOrganizationQuery(id: string) {
  return queryOptions({
    queryKey: ['console', 'organization', id],
    queryFn: async ({ signal }): Promise<AnyOrganization> =>
      (await call('GET /api/v1/admin/organizations/{id}', { params: { id } }, { signal })).data,
  });
}

/** A change of an account that is answered with how the account then stands. */
export function useUserChange<V>(id: string, change: (values: V) => Promise<{ data: User }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: inPlace,
    onSuccess: ({ data }) => client.setQueryData(userQuery(id).queryKey, data),
  });
}

export function useEndSessions(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('POST /api/v1/admin/users/{id}/sessions/revoke', { params: { id } }),
    meta: inPlace,
    onSuccess: () => client.invalidateQueries({ queryKey: userQuery(id).queryKey }),
  });
}

export function useMailPasswordReset(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('POST /api/v1/admin/users/{id}/password-reset', { params: { id } }),
    meta: inPlace,
    onSuccess: () => client.invalidateQueries({ queryKey: userQuery(id).queryKey }),
  });
}

/** Goes on as the other person by a reload, so that nothing of the operator stays in memory. */
export function useImpersonate(id: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      call('POST /api/v1/admin/users/{id}/impersonate', { params: { id }, body: { reason } }),
    meta: inPlace,
    onSuccess: () => location.assign(addressIn(environment, '/')),
  });
}

export function useOrganizationChange<V>(id: string, change: (values: V) => Promise<{ data: AnyOrganization }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: inPlace,
    onSuccess: ({ data }) => client.setQueryData(anyOrganizationQuery(id).queryKey, data),
  });
}

/** For whoever came without the second factor: out, and in again with it. */
export function useSignInAgain() {
  return useMutation({
    mutationFn: () => call('POST /api/v1/auth/sign-out'),
    onSuccess: () => location.assign(addressIn(environment, '/sign-in?next=%2Fadmin')),
  });
}
