import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import { isProblem } from '../../../lib/refusal.ts';

/** Who is signed in, and in which organization. */
export type Session = Reply<'GET /api/v1/me'>['data'];

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return (await call('GET /api/v1/me', undefined, { signal })).data;
    } catch (error) {
      if (isProblem(error, 401)) return null;
      throw error;
    }
  },
});

/** The session inside the shell, where there always is one. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('useSession was called outside the signed-in part.');
  return data;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => call('POST /api/v1/auth/sign-in', { body }),
    meta: { shownInPlace: true },
    onSuccess: ({ data }) => client.setQueryData(sessionQuery.queryKey, data),
  });
}

/** Ends the session and leaves by a reload, so that nothing of it stays in memory. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => call('POST /api/v1/auth/sign-out'),
    onSuccess: () => location.assign(addressIn(environment, '/sign-in')),
  });
}

/** Reloads into another organization of the same account, so that data of the two never mix in memory. */
export function useSwitchOrganization() {
  return useMutation({
    mutationFn: (organizationId: string) =>
      call('POST /api/v1/me/organization', { body: { organization_id: organizationId } }),
    onSuccess: () => location.assign(addressIn(environment, '/')),
  });
}
