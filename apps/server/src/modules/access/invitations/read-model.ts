import type { MemberRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../platform/database/index.ts';

/** $1 is now. An invitation that was closed without an answer had expired before. */
const STATE = `case when i.state = 'pending' and i.expires_at <= $1 then 'expired'
  when i.state = 'revoked' and i.answered_at is null then 'expired' else i.state end`;
const COLUMNS = `i.id, i.org_id as "orgId", i.email, i.role, ${STATE} as state, i.invited_by as "invitedBy",
  a.name as "inviterName", i.created_at as "createdAt", i.sent_at as "sentAt", i.expires_at as "expiresAt",
  i.answered_at as "answeredAt", i.sent_times as "sentTimes", i.link_id as "linkId",
  i.state = 'pending' as "isOpen", o.name as "orgName", o.slug as "orgSlug", o.logo_url as "logoUrl",
  o.default_locale as "orgLocale", o.deleted_at is null and o.suspended_at is null as "orgIsOpen"`;
const INVITATIONS = `from invitations i join accounts a on a.id = i.invited_by join organizations o on o.id = i.org_id`;

const PAGE: Statement = {
  name: 'invitations_page',
  text: `select ${COLUMNS} ${INVITATIONS}
         where i.org_id = $2 and ($3::uuid is null or i.id < $3) and ($4::text is null or ${STATE} = $4)
         order by i.id desc limit $5`,
};
const LOCK: Statement = {
  name: 'invitations_lock',
  text: `select ${COLUMNS} ${INVITATIONS} where i.org_id = $2 and i.id = $3 for update of i`,
};
const BY_LINK: Statement = {
  name: 'invitations_by_link',
  text: `select ${COLUMNS} ${INVITATIONS} where i.link_id = $2 for update of i`,
};
const WAITING_FOR: Statement = {
  name: 'invitations_waiting_for',
  text: `select ${COLUMNS} ${INVITATIONS}
         where lower(i.email) = lower($2) and i.state = 'pending' and i.expires_at > $1
           and o.deleted_at is null and o.suspended_at is null
         order by i.id desc limit 50`,
};
const LOCK_FOR: Statement = {
  name: 'invitations_lock_for',
  text: `select ${COLUMNS} ${INVITATIONS} where i.id = $2 and lower(i.email) = lower($3) for update of i`,
};
const IS_MEMBER: Statement = {
  name: 'invitations_is_member',
  text: `select m.account_id from members m join accounts a on a.id = m.account_id
         where m.org_id = $1 and lower(a.email) = lower($2)`,
};
const ROLE_OF: Statement = {
  name: 'invitations_role_of',
  text: `select role from members where org_id = $1 and account_id = $2 for share`,
};

export type InvitationState = 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired';

export type Invitation = {
  readonly id: string;
  readonly orgId: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly state: InvitationState;
  readonly invitedBy: string;
  readonly inviterName: string;
  readonly createdAt: Date;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  readonly sentTimes: readonly Date[];
  readonly linkId: string;
  /** Not answered, and no newer one took its place. */
  readonly isOpen: boolean;
  readonly orgName: string;
  readonly orgSlug: string;
  readonly logoUrl: string | null;
  readonly orgLocale: string;
  readonly orgIsOpen: boolean;
};

export type InvitationQuery = {
  readonly before?: string | undefined;
  readonly state?: InvitationState | undefined;
  readonly count: number;
};

export function pageOfInvitations(
  tx: SystemTx,
  orgId: string,
  now: Date,
  { before, state, count }: InvitationQuery,
): Promise<Invitation[]> {
  return tx.run<Invitation>(PAGE, [now, orgId, before ?? null, state ?? null, count]);
}

export async function lockInvitation(
  tx: SystemTx,
  orgId: string,
  id: string,
  now: Date,
): Promise<Invitation | undefined> {
  return (await tx.run<Invitation>(LOCK, [now, orgId, id]))[0];
}

/** Locked, so that of two answers at once the second finds the first. */
export async function lockByLink(tx: SystemTx, linkId: string, now: Date): Promise<Invitation | undefined> {
  return (await tx.run<Invitation>(BY_LINK, [now, linkId]))[0];
}

/** Those that an address may answer, newest first, 50 at most. */
export function waitingFor(tx: SystemTx, email: string, now: Date): Promise<Invitation[]> {
  return tx.run<Invitation>(WAITING_FOR, [now, email]);
}

export async function lockFor(tx: SystemTx, id: string, email: string, now: Date): Promise<Invitation | undefined> {
  return (await tx.run<Invitation>(LOCK_FOR, [now, id, email]))[0];
}

export async function isMember(tx: SystemTx, orgId: string, email: string): Promise<boolean> {
  return (await tx.run(IS_MEMBER, [orgId, email])).length > 0;
}

/** What the member may give as things stand; undefined for one who was removed meanwhile. */
export async function roleOf(tx: SystemTx, orgId: string, accountId: string): Promise<MemberRole | undefined> {
  return (await tx.run<{ role: MemberRole }>(ROLE_OF, [orgId, accountId]))[0]?.role;
}
