import { z } from 'zod';
import { EmailAddress, MailedToken, MeView } from '../../account.ts';
import { dataOf, Id, pageOf, PageQuery, Timestamp } from '../../envelope.ts';
import { MEMBER_ROLES } from '../../policy.ts';
import { defineRoute } from '../../route.ts';

const Role = z.enum(MEMBER_ROLES);
const invitations = { tag: 'Invitations', limit: 'signed_in' } as const;

export const InvitationView = z
  .object({
    id: Id,
    email: z.string(),
    role: Role,
    state: z.enum(['pending', 'accepted', 'declined', 'revoked', 'expired']),
    invited_by: z.object({ id: Id, name: z.string() }),
    created_at: Timestamp,
    sent_at: Timestamp,
    expires_at: Timestamp,
    answered_at: Timestamp.nullable(),
  })
  .meta({ id: 'Invitation' });

export const listInvitations = defineRoute({
  ...invitations,
  id: 'listInvitations',
  method: 'GET',
  path: '/api/v1/invitations',
  summary: 'Invitations of the organization, newest first',
  audience: { member: 'members:read' },
  query: PageQuery.extend({ state: z.enum(['pending', 'accepted', 'declined', 'revoked', 'expired']).optional() }),
  responses: { 200: pageOf(InvitationView) },
  errors: ['cursor_damaged'],
});

export const createInvitation = defineRoute({
  ...invitations,
  id: 'createInvitation',
  method: 'POST',
  path: '/api/v1/invitations',
  summary: 'Invite somebody by mail (good for seven days)',
  audience: { member: 'members:invite' },
  confirm: true,
  gate: 'members.invite',
  body: z.strictObject({ email: EmailAddress, role: Role }),
  responses: { 201: dataOf(InvitationView) },
  errors: ['already_member', 'already_invited', 'role_above_own', 'too_many_invitations', 'gate_closed'],
});

export const resendInvitation = defineRoute({
  ...invitations,
  id: 'resendInvitation',
  method: 'POST',
  path: '/api/v1/invitations/{id}/resend',
  summary: 'Mail the invitation again with a new link, good for another seven days; the old link stops working',
  audience: { member: 'members:invite' },
  confirm: true,
  params: z.object({ id: Id }),
  responses: { 200: dataOf(InvitationView) },
  errors: ['invitation_gone', 'mail_limit_reached', 'role_above_own'],
});

export const revokeInvitation = defineRoute({
  ...invitations,
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/invitations/{id}',
  summary: 'Take an invitation back',
  audience: { member: 'members:invite' },
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: ['invitation_gone'],
});

export const InvitationPreview = z
  .object({
    organization: z.object({ name: z.string(), slug: z.string(), logo_url: z.string().nullable() }),
    email: z.string(),
    role: Role,
    invited_by: z.string(),
    expires_at: Timestamp,
    state: z.enum(['pending', 'accepted', 'declined', 'revoked', 'expired']),
    account_exists: z.boolean().describe('somebody has the invited address already: sign in instead of signing up'),
    signed_in_as: z.enum(['nobody', 'invited', 'somebody_else']),
    is_member: z.boolean(),
  })
  .meta({ id: 'InvitationPreview' });

export const previewInvitation = defineRoute({
  ...invitations,
  id: 'previewInvitation',
  method: 'POST',
  path: '/api/v1/invitations/preview',
  summary: 'What an invitation is about, by the token of its link',
  audience: { public: true },
  limit: 'anonymous',
  body: z.strictObject({ token: MailedToken }),
  responses: { 200: dataOf(InvitationPreview) },
  errors: ['link_invalid'],
});

export const acceptInvitation = defineRoute({
  ...invitations,
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/invitations/accept',
  summary: 'Join the organization and work in it, signed in with the invited address',
  audience: { account: true },
  body: z.strictObject({ token: MailedToken }),
  responses: { 200: dataOf(MeView) },
  errors: ['link_invalid', 'invitation_gone', 'invitation_for_other', 'already_member'],
});

export const declineInvitation = defineRoute({
  ...invitations,
  id: 'declineInvitation',
  method: 'POST',
  path: '/api/v1/invitations/decline',
  summary: 'Turn an invitation down; holding its link is enough',
  audience: { public: true },
  limit: 'anonymous',
  body: z.strictObject({ token: MailedToken }),
  responses: { 204: null },
  errors: ['link_invalid', 'invitation_gone'],
});

export const OwnInvitationView = InvitationPreview.pick({
  organization: true,
  role: true,
  invited_by: true,
  expires_at: true,
})
  .extend({ id: Id })
  .meta({ id: 'OwnInvitation' });
const own = { ...invitations, audience: { account: true } } as const;

export const listOwnInvitations = defineRoute({
  ...own,
  id: 'listOwnInvitations',
  method: 'GET',
  path: '/api/v1/me/invitations',
  summary: 'Invitations that wait for an answer of the account’s verified address, newest first',
  responses: { 200: dataOf(z.array(OwnInvitationView)) },
  errors: [],
});

export const acceptOwnInvitation = defineRoute({
  ...own,
  id: 'acceptOwnInvitation',
  method: 'POST',
  path: '/api/v1/me/invitations/{id}/accept',
  summary: 'Join the organization and work in it; the verified address takes the place of the link',
  params: z.object({ id: Id }),
  responses: { 200: dataOf(MeView) },
  errors: ['invitation_gone', 'already_member'],
});

export const declineOwnInvitation = defineRoute({
  ...own,
  id: 'declineOwnInvitation',
  method: 'POST',
  path: '/api/v1/me/invitations/{id}/decline',
  summary: 'Turn an invitation down',
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: ['invitation_gone'],
});

export const invitationRoutes = [
  listInvitations,
  createInvitation,
  resendInvitation,
  revokeInvitation,
  previewInvitation,
  acceptInvitation,
  declineInvitation,
  listOwnInvitations,
  acceptOwnInvitation,
  declineOwnInvitation,
] as const;
