import { type MemberRole, mayGrant } from '@stepwell/contract';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import { accountErrors } from '../accounts/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { memberErrors } from '../members/index.ts';
import { invitationErrors } from './errors.ts';
import { type Invitation, isMember, lockInvitation, roleOf } from './read-model.ts';
import { answerInvitation, countPendingInTurn, insertInvitation, noteSending } from './repository.ts';
import { type InvitationWork, record } from './work.ts';

const LIFE_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;
const MAILS_AN_HOUR = 3;
const MAX_PENDING = 200;

export type Wish = { readonly email: string; readonly role: MemberRole };

export async function invite(
  work: InvitationWork,
  tx: SystemTx,
  member: MemberPrincipal,
  wish: Wish,
  actor: AuditActor,
): Promise<Invitation> {
  const { orgId, accountId } = member;
  const { role } = wish;
  const email = wish.email.trim();
  const now = work.clock.now();
  await assertMayGrant(tx, member, role);
  const { count, isInvited } = await countPendingInTurn(tx, orgId, email, now);
  if (await isMember(tx, orgId, email)) throw accountErrors.already_member();
  if (isInvited) throw invitationErrors.already_invited();
  if (count >= MAX_PENDING) throw invitationErrors.too_many_invitations();
  const [id, linkId] = [work.ids.next(), work.ids.next()];
  const expiresAt = new Date(now.getTime() + LIFE_MS);
  await insertInvitation(tx, { id, orgId, email, role, linkId, invitedBy: accountId, createdAt: now, expiresAt });
  return sent(work, tx, { member, id, action: 'invitation.create' }, actor);
}

/** The old link stops working, as the link is made from an id that is replaced. */
export async function sendAgain(
  work: InvitationWork,
  tx: SystemTx,
  member: MemberPrincipal,
  id: string,
  actor: AuditActor,
): Promise<Invitation> {
  const now = work.clock.now();
  const invitation = await open(work, tx, member.orgId, id);
  await assertMayGrant(tx, member, invitation.role);
  const oldest = invitation.sentTimes[MAILS_AN_HOUR - 1];
  const waitMs = oldest === undefined ? 0 : oldest.getTime() + HOUR_MS - now.getTime();
  if (waitMs > 0) throw accountErrors.mail_limit_reached(undefined, { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
  await noteSending(tx, id, { linkId: work.ids.next(), at: now, expiresAt: new Date(now.getTime() + LIFE_MS) });
  return sent(work, tx, { member, id, action: 'invitation.resend' }, actor);
}

export async function revoke(
  work: InvitationWork,
  tx: SystemTx,
  { orgId }: MemberPrincipal,
  id: string,
  actor: AuditActor,
): Promise<void> {
  const invitation = await open(work, tx, orgId, id);
  await answerInvitation(tx, id, { state: 'revoked', at: work.clock.now(), by: null });
  await record(work, tx, invitation, actor, 'invitation.revoke');
}

/** By the role of this moment: whoever was demoted meanwhile gives no more than they still have. */
async function assertMayGrant(tx: SystemTx, { orgId, accountId }: MemberPrincipal, role: MemberRole): Promise<void> {
  const own = await roleOf(tx, orgId, accountId);
  if (own === undefined) throw commonErrors.permission_denied();
  if (!mayGrant(own, role)) throw memberErrors.role_above_own();
}

/** Throws `not_found`, and `invitation_gone` for one that was answered; one that expired can be sent again. */
async function open(work: InvitationWork, tx: SystemTx, orgId: string, id: string): Promise<Invitation> {
  const invitation = await lockInvitation(tx, orgId, id, work.clock.now());
  if (invitation === undefined) throw commonErrors.not_found();
  if (!invitation.isOpen) throw accountErrors.invitation_gone();
  return invitation;
}

async function sent(
  work: InvitationWork,
  tx: SystemTx,
  { member, id, action }: { member: MemberPrincipal; id: string; action: string },
  actor: AuditActor,
): Promise<Invitation> {
  const invitation = await open(work, tx, member.orgId, id);
  const [invited, inviter] = [
    await work.accounts.accountByEmail(tx, invitation.email),
    await work.accounts.accountById(tx, member.accountId),
  ];
  const { email, role, orgId, orgName, orgLocale, logoUrl, linkId } = invitation;
  await work.mails.send(tx, {
    template: 'invitation',
    recipient: email,
    locale: (invited?.locale ?? orgLocale) === 'fr' ? 'fr' : 'en',
    accountId: invited?.id ?? null,
    orgId,
    correlationId: actor.correlationId ?? null,
    data: {
      organization: orgName,
      inviter: inviter?.name ?? invitation.inviterName,
      role,
      ...(invited === undefined ? {} : { name: invited.name }),
      ...(logoUrl === null ? {} : { logo_url: logoUrl }),
    },
    link: { purpose: 'invitation', id: linkId },
  });
  await record(work, tx, invitation, actor, action);
  return invitation;
}
