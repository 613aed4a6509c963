import { defineErrors } from '../../../platform/errors/index.ts';

export const invitationErrors = defineErrors({
  already_invited: { kind: 'conflict', title: 'An invitation to this address waits for its answer: send it again.' },
  too_many_invitations: { kind: 'conflict', title: 'An organization has at most 200 invitations that wait.' },
  invitation_for_other: {
    kind: 'permission',
    title: 'The invitation is for another address: sign in with the one that it was sent to.',
  },
});
