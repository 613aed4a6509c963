import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';
import { provePasskey } from '../passkeys/index.ts';
import { type Session, sessionQuery } from '../sessions/index.ts';

/** What signing in led to: a session, or the question for a second factor. */
type SignInAnswer = Reply<'POST /api/v1/auth/sign-in'>['data'];
export type AskedSecondFactor = Extract<SignInAnswer, { second_factor: unknown }>['second_factor'];
export type SecondFactorProof = Input<'POST /api/v1/auth/second-factor'>['body'];

const inPlace = { shownInPlace: true } as const;

/** Signs in with a password; `onAsked` takes over where a second factor is wanted. */
export function useSignIn(onAsked: (asked: AskedSecondFactor) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { email: string; password: string }) =>
      (await call('POST /api/v1/auth/sign-in', { body })).data,
    meta: inPlace,
    onSuccess: (answer) => settle(client, answer, onAsked),
  });
}

/** Signs in with the token of a mailed link, in another browser than the one that asked for it with the code shown there. */
export function useMagicLink(onAsked: (asked: AskedSecondFactor) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { token: string; code?: string }) =>
      (await call('POST /api/v1/auth/magic-link/confirm', { body })).data,
    meta: inPlace,
    onSuccess: (answer) => settle(client, answer, onAsked),
  });
}

export function useSecondFactor() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SecondFactorProof) => (await call('POST /api/v1/auth/second-factor', { body })).data,
    meta: inPlace,
    onSuccess: (session) => welcome(client, session),
  });
}

/** The second factor is a passkey: the browser is asked, then the server. */
export function useSecondFactorPasskey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (secondFactorToken: string) => {
      const { data } = await call('POST /api/v1/auth/passkey/begin', {
        body: { second_factor_token: secondFactorToken },
      });
      const assertion = await provePasskey(data.options);
      const body = { token: secondFactorToken, method: 'passkey', assertion } as const;
      return (await call('POST /api/v1/auth/second-factor', { body })).data;
    },
    meta: inPlace,
    onSuccess: (session) => welcome(client, session),
  });
}

/** Signs in with a passkey alone. With `inInput` it waits for one to be chosen from the list under the input. */
export function usePasskeySignIn({ inInput = false }: { inInput?: boolean } = {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { data } = await call('POST /api/v1/auth/passkey/begin', { body: {} });
      const assertion = await provePasskey(data.options, inInput);
      return (await call('POST /api/v1/auth/passkey', { body: { token: data.token, assertion } })).data;
    },
    meta: inPlace,
    onSuccess: (session) => welcome(client, session),
  });
}

export function useMailMagicLink() {
  return useMutation({
    mutationFn: (email: string) => call('POST /api/v1/auth/magic-link', { body: { email } }),
    meta: inPlace,
  });
}

function settle(client: QueryClient, answer: SignInAnswer, onAsked: (asked: AskedSecondFactor) => void) {
  if ('second_factor' in answer) onAsked(answer.second_factor);
  else welcome(client, answer);
}

function welcome(client: QueryClient, session: Session) {
  client.setQueryData(sessionQuery.queryKey, session);
}
