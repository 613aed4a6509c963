import { queryOptions, useMutation } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { addressIn, environment } from '../../../lib/environment.ts';
import { forgetInvitation } from './pending-invitation.ts';

export function previewQuery(token: string) {
  return queryOptions({
    queryKey: ['invitation-preview', token],
    queryFn: async ({ signal }) =>
      (await call('POST /api/v1/invitations/preview', { body: { token } }, { signal })).data,
    throwOnError: false,
  });
}

/** Joins and reloads into the organization, so that data of two organizations never mix in memory. */
export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (token: string) => call('POST /api/v1/invitations/accept', { body: { token } }),
    meta: { shownInPlace: true },
    onSuccess: () => {
      forgetInvitation();
      location.assign(addressIn(environment, '/'));
    },
  });
}

export function useDeclineInvitation() {
  return useMutation({
    mutationFn: (token: string) => call('POST /api/v1/invitations/decline', { body: { token } }),
    meta: { shownInPlace: true },
    onSuccess: forgetInvitation,
  });
}

/** Signs out and reloads to `next`, so that nothing of the other person stays in memory. */
export function useSwitchPerson(next: string) {
  return useMutation({
    mutationFn: () => call('POST /api/v1/auth/sign-out'),
    meta: { shownInPlace: true },
    onSuccess: () => location.assign(addressIn(environment, next)),
  });
}
