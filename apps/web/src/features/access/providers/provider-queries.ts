import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import { destinationOf } from '../entrance/index.ts';
import { useDeparture } from './departure.ts';

export type Provider = Reply<'GET /api/v1/auth/providers'>['data'][number];
export type ConnectedAccount = Reply<'GET /api/v1/me/connected-accounts'>['data'][number];

/** Which other accounts one can sign in with. Where that cannot be told, the other ways in must still stand. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async ({ signal }): Promise<Provider[]> =>
    (await call('GET /api/v1/auth/providers', undefined, { signal })).data,
  retry: false,
  throwOnError: false,
  // They change when the service is set up anew, not while somebody signs in.
  staleTime: 60_000,
});

export const connectedAccountsQuery = queryOptions({
  queryKey: ['connected-accounts'],
  queryFn: async ({ signal }): Promise<ConnectedAccount[]> =>
    (await call('GET /api/v1/me/connected-accounts', undefined, { signal })).data,
  throwOnError: false,
});

/** Signs in at a provider, and comes back to `next`, which is an address as the router knows it. */
export function useProviderSignIn(next: string | null) {
  return useDeparture(
    async (provider: Provider['id']) =>
      (
        await call('POST /api/v1/auth/providers/{provider}/begin', {
          params: { provider },
          body: { return_to: returnAddress(next) },
        })
      ).data.authorization_url,
  );
}

/** Signs in with the single sign-on of an organization: by a work address, or by the organization's short name. */
export function useSingleSignOn(next: string | null) {
  return useDeparture(
    async (whose: { email: string } | { organization: string }) =>
      (await call('POST /api/v1/auth/single-sign-on/begin', { body: { ...whose, return_to: returnAddress(next) } }))
        .data.authorization_url,
  );
}

export function useConnect() {
  return useDeparture(
    async (provider: Provider['id']) =>
      (await call('POST /api/v1/me/connected-accounts/{provider}/begin', { params: { provider } })).data
        .authorization_url,
  );
}

export function useDisconnect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/v1/me/connected-accounts/{id}', { params: { id } }),
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: connectedAccountsQuery.queryKey }),
  });
}

/** The whole address: providers come back to the live environment, whichever one the sign-in began in. */
function returnAddress(next: string | null): string {
  return addressIn(environment, destinationOf(next));
}
