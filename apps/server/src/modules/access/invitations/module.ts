import type { Module } from '../../../platform/http/index.ts';
import { invitationErrors } from './errors.ts';
import { invitationRoutes } from './routes.ts';
import type { InvitationService } from './service.ts';

export function createInvitationsModule({ invitations }: { invitations: InvitationService }): Module {
  return { routes: invitationRoutes(invitations), errors: [invitationErrors] };
}
