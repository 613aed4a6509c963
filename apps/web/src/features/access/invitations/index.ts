export { pendingInvitation } from './pending-invitation.ts';
