import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import { makePasskey } from '../passkeys/index.ts';
import { listedSessionsQuery } from '../session-list/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import { totpBeginning } from './totp-beginning.ts';

export type SignInMethods = Reply<'GET /api/v1/me/sign-in-methods'>['data'];
export type Passkey = SignInMethods['passkeys'][number];

const inPlace = { shownInPlace: true } as const;

export const methodsQuery = queryOptions({
  queryKey: ['sign-in-methods'],
  queryFn: async ({ signal }): Promise<SignInMethods> =>
    (await call('GET /api/v1/me/sign-in-methods', undefined, { signal })).data,
});

/** A change of how the account signs in: what depends on it is asked again. `gcTime: 0` because answers hold secrets. */
function useMethodChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: inPlace,
    gcTime: 0,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: methodsQuery.queryKey }),
        client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
        client.invalidateQueries({ queryKey: listedSessionsQuery.queryKey }),
      ]);
    },
  });
}

export function useChangePassword() {
  return useMethodChange(
    async ({ password, present }: { password: string; present: string | undefined }) =>
      (await call('POST /api/v1/me/password', { body: { password, current_password: present } })).data,
  );
}

export function useBeginTotp() {
  return useMutation(totpBeginning(async () => (await call('POST /api/v1/me/totp')).data));
}

export function useConfirmTotp() {
  return useMethodChange(
    async (code: string) => (await call('POST /api/v1/me/totp/confirm', { body: { code } })).data.backup_codes,
  );
}

export function useRemoveTotp() {
  return useMethodChange(() => call('DELETE /api/v1/me/totp'));
}

export function useRenewBackupCodes() {
  return useMethodChange(async () => (await call('POST /api/v1/me/backup-codes')).data.backup_codes);
}

export function useAddPasskey() {
  return useMethodChange(async (name: string) => {
    const { data } = await call('POST /api/v1/me/passkeys/begin');
    const attestation = await makePasskey(data.options);
    await call('POST /api/v1/me/passkeys', { body: { token: data.token, name, attestation } });
  });
}

export function useRenamePasskey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, name }: { id: string; name: string }) =>
      (await call('PATCH /api/v1/me/passkeys/{id}', { params: { id }, body: { name } })).data,
    meta: inPlace,
    onSuccess: (methods) => client.setQueryData(methodsQuery.queryKey, methods),
  });
}

export function useRemovePasskey() {
  return useMethodChange((id: string) => call('DELETE /api/v1/me/passkeys/{id}', { params: { id } }));
}
