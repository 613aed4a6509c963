import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input } from '../../../lib/api.ts';
import { sessionQuery } from '../sessions/index.ts';

export type NewAccount = Input<'POST /api/v1/auth/sign-up'>['body'];

const inPlace = { shownInPlace: true } as const;

export function useSignUp() {
  return useMutation({
    mutationFn: (body: NewAccount) => call('POST /api/v1/auth/sign-up', { body }),
    meta: inPlace,
    // The password must not stay in memory longer than the form.
    gcTime: 0,
  });
}

/** Verifies the address; signs in where the link is of a sign-up and nobody is signed in. */
export function useVerifyEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (token: string) => (await call('POST /api/v1/auth/verify-email', { body: { token } })).data,
    meta: inPlace,
    onSuccess: ({ me }) =>
      me
        ? client.setQueryData(sessionQuery.queryKey, me)
        : client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

/** Another mail with the link that verifies the address of the account signed in. */
export function useResendVerification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('POST /api/v1/me/verification'),
    meta: inPlace,
    // Verified meanwhile, in another tab: the note goes.
    onError: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}
