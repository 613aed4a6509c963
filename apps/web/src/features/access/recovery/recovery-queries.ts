import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { sessionQuery } from '../sessions/index.ts';

const inPlace = { shownInPlace: true } as const;

export function useRequestReset() {
  return useMutation({
    mutationFn: (email: string) => call('POST /api/v1/auth/password-reset', { body: { email } }),
    meta: inPlace,
  });
}

export function useResetPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { token: string; password: string }) =>
      (await call('POST /api/v1/auth/password-reset/confirm', { body })).data,
    meta: inPlace,
    // The password must not stay in memory longer than the form.
    gcTime: 0,
    // It ended every session, this browser's too.
    onSuccess: () => client.setQueryData(sessionQuery.queryKey, null),
  });
}

export function useUnlock() {
  return useMutation({
    mutationFn: async (token: string) => (await call('POST /api/v1/auth/unlock', { body: { token } })).data,
    meta: inPlace,
  });
}
