import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';
import type { EnvironmentName } from '../../../lib/environment.ts';

export type ApiKey = Reply<'GET /api/v1/api-keys'>['data'][number];
export type NewApiKey = Input<'POST /api/v1/api-keys'>['body'];
export type MadeApiKey = Reply<'POST /api/v1/api-keys'>['data'];
export type Scope = NewApiKey['scopes'][number];
export type SigningSecret = Reply<'GET /api/v1/signing-secrets'>['data'][number];
export type MadeSigningSecret = Reply<'POST /api/v1/signing-secrets'>['data'];

const PAGE = 50;

export const apiKeysQuery = infiniteQueryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ pageParam: cursor, signal }) =>
    call('GET /api/v1/api-keys', { query: { cursor, limit: PAGE } }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ meta }) => meta.next_cursor ?? undefined,
});

export const signingSecretsQuery = queryOptions({
  queryKey: ['signing-secrets'],
  queryFn: async ({ signal }): Promise<SigningSecret[]> =>
    (await call('GET /api/v1/signing-secrets', undefined, { signal })).data,
});

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewApiKey): Promise<MadeApiKey> => (await call('POST /api/v1/api-keys', { body })).data,
    meta: { shownInPlace: true },
    // Nothing keeps the secret once the dialog is closed.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/v1/api-keys/{id}', { params: { id } }),
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useCreateSigningSecret() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (environment: EnvironmentName): Promise<MadeSigningSecret> =>
      (await call('POST /api/v1/signing-secrets', { body: { environment } })).data,
    meta: { shownInPlace: true },
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: signingSecretsQuery.queryKey }),
  });
}

export function useRevokeSigningSecret() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/v1/signing-secrets/{id}', { params: { id } }),
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: signingSecretsQuery.queryKey }),
  });
}
