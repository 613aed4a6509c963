import type { Reply } from '../../../lib/api.ts';

export type InvitationPreview = Reply<'POST /api/v1/invitations/preview'>['data'];

/** What the page has to say, in the order in which it matters. */
export type InvitationView =
  | 'accepted'
  | 'declined'
  | 'revoked'
  | 'expired'
  | 'member'
  | 'answer'
  | 'switch'
  | 'sign_in'
  | 'sign_up';

/** An invitation that was answered says so to everybody; one that waits depends on who looks. */
export function viewOf(preview: InvitationPreview): InvitationView {
  if (preview.state !== 'pending') return preview.state;
  if (preview.is_member) return 'member';
  if (preview.signed_in_as === 'invited') return 'answer';
  if (preview.signed_in_as === 'somebody_else') return 'switch';
  return preview.account_exists ? 'sign_in' : 'sign_up';
}

/** Whether somebody could still join or decline. */
export function isOpen(view: InvitationView): boolean {
  return view === 'answer' || view === 'switch' || view === 'sign_in' || view === 'sign_up';
}
