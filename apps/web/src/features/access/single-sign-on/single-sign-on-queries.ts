import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';

export type SingleSignOnState = Reply<'GET /api/v1/organization/single-sign-on'>['data'];
export type SingleSignOn = NonNullable<SingleSignOnState['single_sign_on']>;
export type ServiceProvider = SingleSignOnState['service_provider'];
export type SingleSignOnSettings = Input<'PUT /api/v1/organization/single-sign-on'>['body'];
export type Domain = Reply<'GET /api/v1/organization/domains'>['data'][number];
type NewState = Input<'POST /api/v1/organization/single-sign-on/state'>['body'];

const inPlace = { shownInPlace: true } as const;

export const singleSignOnQuery = queryOptions({
  queryKey: ['single-sign-on'],
  queryFn: async ({ signal }): Promise<SingleSignOnState> =>
    (await call('GET /api/v1/organization/single-sign-on', undefined, { signal })).data,
});

export const domainsQuery = queryOptions({
  queryKey: ['domains'],
  queryFn: async ({ signal }): Promise<Domain[]> =>
    (await call('GET /api/v1/organization/domains', undefined, { signal })).data,
});

/** `gcTime: 0` because what is sent may hold the client secret. */
export function useSaveSingleSignOn() {
  const keep = useKeep();
  return useMutation({
    mutationFn: async (body: SingleSignOnSettings) =>
      (await call('PUT /api/v1/organization/single-sign-on', { body })).data,
    meta: inPlace,
    gcTime: 0,
    onSuccess: keep,
  });
}

export function useSetState() {
  const keep = useKeep();
  return useMutation({
    mutationFn: async (body: NewState) => (await call('POST /api/v1/organization/single-sign-on/state', { body })).data,
    meta: inPlace,
    onSuccess: keep,
  });
}

/** `onRemoved` is told here, because what asked for it is gone by the time the answer is kept. */
export function useRemoveSingleSignOn(onRemoved: () => void) {
  const keep = useKeep();
  return useMutation({
    mutationFn: () => call('DELETE /api/v1/organization/single-sign-on'),
    meta: inPlace,
    onSuccess: () => {
      onRemoved();
      keep(null);
    },
  });
}

/** What has to be told of us stays the same, whatever is set up. */
function useKeep() {
  const client = useQueryClient();
  return (kept: SingleSignOn | null) =>
    client.setQueryData(singleSignOnQuery.queryKey, (known) => known && { ...known, single_sign_on: kept });
}

export function useAddDomain() {
  return useDomainChange((domain: string) => call('POST /api/v1/organization/domains', { body: { domain } }));
}

export function useVerifyDomain(onVerified: () => void) {
  return useDomainChange(
    (id: string) => call('POST /api/v1/organization/domains/{id}/verify', { params: { id } }),
    onVerified,
  );
}

export function useRemoveDomain() {
  return useDomainChange((id: string) => call('DELETE /api/v1/organization/domains/{id}', { params: { id } }));
}

function useDomainChange<Given, Answer>(change: (given: Given) => Promise<Answer>, onChanged?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: inPlace,
    onSuccess: () => {
      onChanged?.();
      return client.invalidateQueries({ queryKey: domainsQuery.queryKey });
    },
  });
}
