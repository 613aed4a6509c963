export { invitationErrors } from './errors.ts';
export { createInvitations, type InvitationService } from './service.ts';
