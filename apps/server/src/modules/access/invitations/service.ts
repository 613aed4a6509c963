import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import { accept, acceptOwn, decline, declineOwn, type Preview, preview, waiting } from './answering.ts';
import { invite, revoke, sendAgain, type Wish } from './inviting.ts';
import { type Invitation, type InvitationQuery, pageOfInvitations } from './read-model.ts';
import { createInvitationWork, type InvitationDependencies } from './work.ts';

/** The use-cases of being asked into an organization. */
export type InvitationService = {
  list(orgId: string, query: InvitationQuery): Promise<Invitation[]>;
  /** Throws `role_above_own`, `already_member`, `already_invited`, `too_many_invitations`. */
  invite(member: MemberPrincipal, wish: Wish, actor: AuditActor): Promise<Invitation>;
  /** Throws `not_found`, `invitation_gone`, `role_above_own`, `mail_limit_reached`. */
  sendAgain(member: MemberPrincipal, id: string, actor: AuditActor): Promise<Invitation>;
  /** Throws `not_found`, `invitation_gone`. */
  revoke(member: MemberPrincipal, id: string, actor: AuditActor): Promise<void>;
  /** Throws `link_invalid`. */
  preview(token: string, who: SignedInPrincipal | undefined): Promise<Preview>;
  /** Throws `link_invalid`, `invitation_gone`, `invitation_for_other`, `already_member`. */
  accept(token: string, who: SignedInPrincipal, actor: AuditActor): Promise<z.input<typeof MeView>>;
  /** Throws `link_invalid`, `invitation_gone`. */
  decline(token: string, actor: AuditActor): Promise<void>;
  /** Those that wait for the verified address of the account. */
  waiting(who: SignedInPrincipal): Promise<Invitation[]>;
  /** Throws `not_found`, `invitation_gone`, `already_member`. */
  acceptOwn(id: string, who: SignedInPrincipal, actor: AuditActor): Promise<z.input<typeof MeView>>;
  /** Throws `not_found`, `invitation_gone`. */
  declineOwn(id: string, who: SignedInPrincipal, actor: AuditActor): Promise<void>;
};

const INVITING = { routine: 'inviting members' };

export function createInvitations(deps: InvitationDependencies): InvitationService {
  const work = createInvitationWork(deps);
  const { database, clock } = deps;
  return {
    list: (orgId, query) =>
      database.asSystem({ routine: 'listing invitations' }, (tx) => pageOfInvitations(tx, orgId, clock.now(), query)),
    invite: (member, wish, actor) => database.asSystem(INVITING, (tx) => invite(work, tx, member, wish, actor)),
    sendAgain: (member, id, actor) => database.asSystem(INVITING, (tx) => sendAgain(work, tx, member, id, actor)),
    revoke: (member, id, actor) => database.asSystem(INVITING, (tx) => revoke(work, tx, member, id, actor)),
    preview: (token, who) => preview(work, token, who),
    accept: (token, who, actor) => accept(work, token, who, actor),
    decline: (token, actor) => decline(work, token, actor),
    waiting: (who) => waiting(work, who),
    acceptOwn: (id, who, actor) => acceptOwn(work, id, who, actor),
    declineOwn: (id, who, actor) => declineOwn(work, id, who, actor),
  };
}
