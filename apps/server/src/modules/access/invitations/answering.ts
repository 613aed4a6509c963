import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { accountErrors } from '../accounts/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import { invitationErrors } from './errors.ts';
import { type Invitation, isMember, lockByLink, lockFor, waitingFor } from './read-model.ts';
import { answerInvitation, proveAddress } from './repository.ts';
import { type InvitationWork, record } from './work.ts';

type Me = z.input<typeof MeView>;

export type Preview = {
  readonly invitation: Invitation;
  readonly accountExists: boolean;
  readonly signedInAs: 'nobody' | 'invited' | 'somebody_else';
  readonly isMember: boolean;
};

const ANSWERING = { routine: 'answering an invitation' };

export async function preview(
  work: InvitationWork,
  token: string,
  who: SignedInPrincipal | undefined,
): Promise<Preview> {
  return work.database.asSystem({ routine: 'showing an invitation' }, async (tx) => {
    const invitation = await byToken(work, tx, token);
    const { email, orgId, orgIsOpen } = invitation;
    const invited = await work.accounts.accountByEmail(tx, email);
    return {
      invitation: orgIsOpen ? invitation : { ...invitation, state: 'revoked' },
      accountExists: invited !== undefined,
      signedInAs: who === undefined ? 'nobody' : who.accountId === invited?.id ? 'invited' : 'somebody_else',
      isMember: await isMember(tx, orgId, email),
    };
  });
}

export async function accept(
  work: InvitationWork,
  token: string,
  who: SignedInPrincipal,
  actor: AuditActor,
): Promise<Me> {
  const isNewlyProved = await work.database.asSystem(ANSWERING, async (tx) => {
    const invitation = await byToken(work, tx, token);
    assertPending(invitation);
    const invited = await work.accounts.accountByEmail(tx, invitation.email);
    if (invited?.id !== who.accountId) throw invitationErrors.invitation_for_other();
    return join(work, tx, invitation, who, actor);
  });
  if (isNewlyProved) await work.emailVerified(who.accountId);
  return work.sessions.me(who.sessionId);
}

/** True when the invitation proved the address of the account. */
async function join(
  work: InvitationWork,
  tx: SystemTx,
  invitation: Invitation,
  { accountId, sessionId }: SignedInPrincipal,
  actor: AuditActor,
): Promise<boolean> {
  const { id, orgId, role } = invitation;
  await work.accounts.addMember(tx, { orgId, accountId, role });
  const at = work.clock.now();
  await answerInvitation(tx, id, { state: 'accepted', at, by: accountId });
  const isNewlyProved = await proveAddress(tx, accountId, at);
  await work.sessions.moveSession(tx, sessionId, orgId);
  work.sessions.forget(tx);
  await record(work, tx, invitation, actor, 'invitation.accept');
  return isNewlyProved;
}

export async function decline(work: InvitationWork, token: string, actor: AuditActor): Promise<void> {
  await work.database.asSystem(ANSWERING, async (tx) => {
    await turnDown(work, tx, await byToken(work, tx, token), actor);
  });
}

async function turnDown(work: InvitationWork, tx: SystemTx, invitation: Invitation, actor: AuditActor): Promise<void> {
  assertPending(invitation);
  await answerInvitation(tx, invitation.id, { state: 'declined', at: work.clock.now(), by: null });
  await record(work, tx, invitation, actor, 'invitation.decline');
}

/** Of the account's address, as far as it is proved: one that is merely claimed is shown nothing. */
export async function waiting(work: InvitationWork, { accountId }: SignedInPrincipal): Promise<Invitation[]> {
  return work.database.asSystem({ routine: 'which invitations wait for somebody' }, async (tx) => {
    const email = await provedAddress(work, tx, accountId);
    return email === undefined ? [] : waitingFor(tx, email, work.clock.now());
  });
}

export async function acceptOwn(
  work: InvitationWork,
  id: string,
  who: SignedInPrincipal,
  actor: AuditActor,
): Promise<Me> {
  await work.database.asSystem(ANSWERING, async (tx) => {
    const invitation = await ownInvitation(work, tx, id, who);
    assertPending(invitation);
    await join(work, tx, invitation, who, actor);
  });
  return work.sessions.me(who.sessionId);
}

export async function declineOwn(
  work: InvitationWork,
  id: string,
  who: SignedInPrincipal,
  actor: AuditActor,
): Promise<void> {
  await work.database.asSystem(ANSWERING, async (tx) => {
    await turnDown(work, tx, await ownInvitation(work, tx, id, who), actor);
  });
}

async function ownInvitation(
  work: InvitationWork,
  tx: SystemTx,
  id: string,
  { accountId }: SignedInPrincipal,
): Promise<Invitation> {
  const email = await provedAddress(work, tx, accountId);
  const invitation = email === undefined ? undefined : await lockFor(tx, id, email, work.clock.now());
  if (invitation === undefined) throw commonErrors.not_found();
  return invitation;
}

async function provedAddress(
  { accounts }: InvitationWork,
  tx: SystemTx,
  accountId: string,
): Promise<string | undefined> {
  const account = await accounts.accountById(tx, accountId);
  return account?.emailVerifiedAt ? account.email : undefined;
}

async function byToken(work: InvitationWork, tx: SystemTx, token: string): Promise<Invitation> {
  const linkId = work.mailedTokens.idOf('invitation', token);
  const invitation = linkId === undefined ? undefined : await lockByLink(tx, linkId, work.clock.now());
  if (invitation === undefined) throw accountErrors.link_invalid();
  return invitation;
}

function assertPending({ state, orgIsOpen }: Invitation): void {
  if (state !== 'pending' || !orgIsOpen) throw accountErrors.invitation_gone();
}
