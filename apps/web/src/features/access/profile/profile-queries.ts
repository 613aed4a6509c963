import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input } from '../../../lib/api.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import { sessionQuery } from '../sessions/index.ts';

const inPlace = { shownInPlace: true } as const;

export function useUpdateProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Input<'PATCH /api/v1/me'>['body']) => (await call('PATCH /api/v1/me', { body })).data,
    meta: inPlace,
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  });
}

export function useChangeEmail() {
  return useMutation({
    mutationFn: (email: string) => call('POST /api/v1/me/email', { body: { email } }),
    meta: inPlace,
  });
}

/** Leaves by a reload, so that nothing of the account stays in memory. */
export function useDeleteAccount() {
  return useMutation({
    mutationFn: () => call('DELETE /api/v1/me'),
    meta: inPlace,
    onSuccess: () => location.assign(addressIn(environment, '/farewell')),
  });
}
