import type { Invitation, InvitationState } from './member-queries.ts';

/** Absent for those who may not. */
export interface InvitationDeeds {
  onResend: ((invitation: Invitation) => void) | undefined;
  onRevoke: ((invitation: Invitation) => void) | undefined;
}

/** A new link goes to those who have not answered, too late or not. */
export function mayResend(state: InvitationState): boolean {
  return state === 'pending' || state === 'expired';
}

export function mayRevoke(state: InvitationState): boolean {
  return state === 'pending';
}
