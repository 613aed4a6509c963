import {
  acceptInvitation,
  acceptOwnInvitation,
  createInvitation,
  declineInvitation,
  declineOwnInvitation,
  type InvitationPreview,
  type InvitationView,
  listInvitations,
  listOwnInvitations,
  type OwnInvitationView,
  previewInvitation,
  resendInvitation,
  revokeInvitation,
} from '@stepwell/contract';
import type { z } from 'zod';
import {
  created,
  decodeIdCursor,
  encodeCursor,
  mount,
  type MountedRoute,
  noContent,
  ok,
  type Principal,
  type RequestContext,
} from '../../../platform/http/index.ts';
import { type AuditActor, auditActor, memberOf, signedIn, type SignedInPrincipal } from '../callers/index.ts';
import type { Preview } from './answering.ts';
import type { Invitation } from './read-model.ts';
import type { InvitationService } from './service.ts';

export function invitationRoutes(invitations: InvitationService): MountedRoute[] {
  return [...inviterRoutes(invitations), ...invitedRoutes(invitations), ...ownRoutes(invitations)];
}

function inviterRoutes(invitations: InvitationService): MountedRoute[] {
  return [
    mount(listInvitations, async ({ principal, query: { cursor, limit, state } }) => {
      const { orgId } = memberOf(principal);
      const rows = await invitations.list(orgId, { before: decodeIdCursor(cursor), state, count: limit + 1 });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return ok({ data: page.map(viewOf), meta: { next_cursor: last ? encodeCursor([last.id]) : null } });
    }),
    mount(createInvitation, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      return created({ data: viewOf(await invitations.invite(member, body, auditActor(member, context))) });
    }),
    mount(resendInvitation, async ({ principal, params, context }) => {
      const member = memberOf(principal);
      return ok({ data: viewOf(await invitations.sendAgain(member, params.id, auditActor(member, context))) });
    }),
    mount(revokeInvitation, async ({ principal, params, context }) => {
      const member = memberOf(principal);
      await invitations.revoke(member, params.id, auditActor(member, context));
      return noContent();
    }),
  ];
}

function invitedRoutes(invitations: InvitationService): MountedRoute[] {
  return [
    mount(previewInvitation, async ({ principal, body }) =>
      ok({ data: previewOf(await invitations.preview(body.token, somebody(principal))) }),
    ),
    mount(acceptInvitation, async ({ principal, body, context }) => {
      const who = signedIn(principal);
      return ok({ data: await invitations.accept(body.token, who, auditActor(who, context)) });
    }),
    mount(declineInvitation, async ({ principal, body, context }) => {
      await invitations.decline(body.token, actorOf(somebody(principal), context));
      return noContent();
    }),
  ];
}

function ownRoutes(invitations: InvitationService): MountedRoute[] {
  return [
    mount(listOwnInvitations, async ({ principal }) =>
      ok({ data: (await invitations.waiting(signedIn(principal))).map(ownViewOf) }),
    ),
    mount(acceptOwnInvitation, async ({ principal, params, context }) => {
      const who = signedIn(principal);
      return ok({ data: await invitations.acceptOwn(params.id, who, auditActor(who, context)) });
    }),
    mount(declineOwnInvitation, async ({ principal, params, context }) => {
      const who = signedIn(principal);
      await invitations.declineOwn(params.id, who, auditActor(who, context));
      return noContent();
    }),
  ];
}

function somebody(principal: Principal): SignedInPrincipal | undefined {
  return principal.kind === 'member' || principal.kind === 'account' ? principal : undefined;
}

/** Holding the link proves no account: whoever declines without signing in stays unnamed. */
function actorOf(who: SignedInPrincipal | undefined, context: RequestContext): AuditActor {
  if (who !== undefined) return auditActor(who, context);
  const { ip, userAgent, correlationId } = context;
  return { actorKind: 'system', actorId: null, ip, userAgent, correlationId };
}

function viewOf(invitation: Invitation): z.input<typeof InvitationView> {
  return {
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    state: invitation.state,
    invited_by: { id: invitation.invitedBy, name: invitation.inviterName },
    created_at: invitation.createdAt.toISOString(),
    sent_at: invitation.sentAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
    answered_at: invitation.answeredAt?.toISOString() ?? null,
  };
}

function offerOf(invitation: Invitation) {
  return {
    organization: { name: invitation.orgName, slug: invitation.orgSlug, logo_url: invitation.logoUrl },
    role: invitation.role,
    invited_by: invitation.inviterName,
    expires_at: invitation.expiresAt.toISOString(),
  };
}

function ownViewOf(invitation: Invitation): z.input<typeof OwnInvitationView> {
  return { id: invitation.id, ...offerOf(invitation) };
}

function previewOf({ invitation, ...preview }: Preview): z.input<typeof InvitationPreview> {
  return {
    ...offerOf(invitation),
    email: invitation.email,
    state: invitation.state,
    account_exists: preview.accountExists,
    signed_in_as: preview.signedInAs,
    is_member: preview.isMember,
  };
}
