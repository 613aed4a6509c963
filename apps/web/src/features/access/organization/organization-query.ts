import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';
import { confirmed } from '../../../lib/confirmation.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import { sessionQuery } from '../sessions/index.ts';

export type Organization = Reply<'GET /api/v1/organization'>['data'];
export type OrganizationChange = NonNullable<Input<'PATCH /api/v1/organization'>['body']>;

export const organizationQuery = queryOptions({
  queryKey: ['organization'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/organization', undefined, { signal })).data,
});

export function useUpdateOrganization() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: OrganizationChange) => (await call('PATCH /api/v1/organization', { body })).data,
    meta: { shownInPlace: true },
    onSuccess: (organization) => {
      client.setQueryData(organizationQuery.queryKey, organization);
      // Name and logo stand in the shell too.
      return client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}

/** Leaves by a reload, so that nothing of the organization stays in memory. */
export function useLeaveOrganization() {
  return useMutation({
    mutationFn: () => confirmed(() => call('POST /api/v1/members/leave')),
    meta: { shownInPlace: true },
    onSuccess: ({ data }) => location.assign(addressIn(environment, data.organization ? '/' : '/welcome')),
  });
}

/** Deletes the organization and reloads to where it can be restored. */
export function useDeleteOrganization() {
  return useMutation({
    mutationFn: (slug: string) => confirmed(() => call('DELETE /api/v1/organization', { body: { slug } })),
    meta: { shownInPlace: true },
    onSuccess: () => location.assign(addressIn(environment, '/welcome')),
  });
}

export function useTransferOwnership() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accountId: string) =>
      confirmed(() => call('POST /api/v1/members/transfer-ownership', { body: { account_id: accountId } })),
    meta: { shownInPlace: true },
    onSuccess: ({ data }) => {
      client.setQueryData(sessionQuery.queryKey, data);
      return client.invalidateQueries({ queryKey: ['members'] });
    },
  });
}
