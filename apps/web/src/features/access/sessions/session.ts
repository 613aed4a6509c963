import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { call, type Reply } from '../../../lib/api.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import { isProblem } from '../../../lib/refusal.ts';

/** Who is signed in, and in which organization, where there is one. */
export type Session = Reply<'GET /api/v1/me'>['data'];
/** Somebody who works in an organization. */
export type MemberSession = Session & { organization: NonNullable<Session['organization']> };

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

/** Who is signed in, where somebody always is; perhaps a member of no organization. */
export function useAccount(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('useAccount was called outside the signed-in part.');
  return data;
}

/** The session inside the shell, where there always is one, and an organization. */
export function useSession(): MemberSession {
  const session = useAccount();
  if (!isMember(session)) throw new Error('useSession was called outside an organization.');
  return session;
}

export function isMember(session: Session): session is MemberSession {
  return session.organization !== null;
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
