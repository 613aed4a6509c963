import type { MemberRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../platform/database/index.ts';

/** Two who invite at once would each count without the other: they take turns. */
const TAKE_TURN: Statement = {
  name: 'invitations_take_turn',
  text: `select pg_advisory_xact_lock(hashtextextended('invitations ' || $1, 0))`,
};
/** What nobody answered in time makes room for a new one; having no answer, it goes on reading as expired. */
const CLOSE_EXPIRED: Statement = {
  name: 'invitations_close_expired',
  text: `update invitations set state = 'revoked' where org_id = $1 and state = 'pending' and expires_at <= $2`,
};
const COUNT_PENDING: Statement = {
  name: 'invitations_count_pending',
  text: `select count(*)::int as count, coalesce(bool_or(lower(email) = lower($2)), false) as "isInvited"
         from invitations where org_id = $1 and state = 'pending'`,
};
const INSERT: Statement = {
  name: 'invitations_insert',
  text: `insert into invitations (id, org_id, email, role, link_id, invited_by, created_at, sent_at, expires_at, sent_times)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8, array[$7::timestamptz])`,
};
const SEND_AGAIN: Statement = {
  name: 'invitations_send_again',
  text: `update invitations set link_id = $2, sent_at = $3, expires_at = $4, sent_times = (array_prepend($3::timestamptz, sent_times))[1:3]
         where id = $1`,
};
const ANSWER: Statement = {
  name: 'invitations_answer',
  text: `update invitations set state = $2, answered_at = $3, accepted_by = $4 where id = $1`,
};
/** Holding the link proves that the mails to the address are read. */
const PROVE_ADDRESS: Statement = {
  name: 'invitations_prove_address',
  text: `update accounts set email_verified_at = $2 where id = $1 and email_verified_at is null returning id`,
};

export type NewInvitation = {
  readonly id: string;
  readonly orgId: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly linkId: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** Holds other invitations of the organization off until the transaction ends. */
export async function countPendingInTurn(
  tx: SystemTx,
  orgId: string,
  email: string,
  now: Date,
): Promise<{ count: number; isInvited: boolean }> {
  await tx.run(TAKE_TURN, [orgId]);
  await tx.run(CLOSE_EXPIRED, [orgId, now]);
  const [found] = await tx.run<{ count: number; isInvited: boolean }>(COUNT_PENDING, [orgId, email]);
  return found ?? { count: 0, isInvited: false };
}

export async function insertInvitation(tx: SystemTx, invitation: NewInvitation): Promise<void> {
  const { id, orgId, email, role, linkId, invitedBy, createdAt, expiresAt } = invitation;
  await tx.run(INSERT, [id, orgId, email, role, linkId, invitedBy, createdAt, expiresAt]);
}

export async function noteSending(
  tx: SystemTx,
  id: string,
  sending: { linkId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(SEND_AGAIN, [id, sending.linkId, sending.at, sending.expiresAt]);
}

export async function answerInvitation(
  tx: SystemTx,
  id: string,
  answer: { state: 'accepted' | 'declined' | 'revoked'; at: Date; by: string | null },
): Promise<void> {
  await tx.run(ANSWER, [id, answer.state, answer.at, answer.by]);
}

/** False when it had been proved before. */
export async function proveAddress(tx: SystemTx, accountId: string, at: Date): Promise<boolean> {
  return (await tx.run(PROVE_ADDRESS, [accountId, at])).length > 0;
}
