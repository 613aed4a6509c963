import { type Access, type AccessSettings, type AccessWorld, createAccessWorld } from './access-world.ts';
import { createMailedTokens } from '../platform/crypto/index.ts';
import type { SystemTx } from '../platform/database/index.ts';
import type { Module } from '../platform/http/index.ts';
import { createTerms } from '../modules/trust/terms/index.ts';
import { createTermsModule } from '../modules/trust/terms/module.ts';
import { createInvitations } from '../modules/access/invitations/index.ts';
import { createInvitationsModule } from '../modules/access/invitations/module.ts';
import { createMembers } from '../modules/access/members/index.ts';
import { createMembersModule } from '../modules/access/members/module.ts';
import { createFoundations } from '../modules/access/organizations/index.ts';
import { createOrganizationsModule } from '../modules/access/organizations/module.ts';

export type TenancyWorld = AccessWorld & {
  /** What was told to the set-up journey: accounts that were verified, organizations founded by verified ones. */
  readonly told: string[];
  readonly terms: ReturnType<typeof createTerms>;
  /** The token of the link that was mailed last. */
  lastToken(): string;
};

/** The access wing with organizations, members, invitations and terms; the gate of the set-up flow stands open. */
export async function createTenancyWorld(settings: AccessSettings = {}): Promise<TenancyWorld> {
  const told: string[] = [];
  let access: Access | undefined;
  const made: { terms?: ReturnType<typeof createTerms> } = {};
  const world = await createAccessWorld((created) => {
    access = created;
    const deps = { ...created, mails: mailsOf(created) };
    made.terms = createTerms(deps);
    const forgetKeys = (tx: SystemTx) => {
      created.apiKeys.forget(tx);
      created.participantTokens.forget(tx);
    };
    const tell = async (id: string) => void told.push(id);
    return [
      createOrganizationsModule({ foundations: createFoundations({ ...deps, foundedByVerified: tell, forgetKeys }) }),
      createMembersModule({ members: createMembers(deps) }),
      ungated(createInvitationsModule({ invitations: createInvitations({ ...deps, emailVerified: tell }) })),
      createTermsModule({ terms: made.terms }),
    ];
  }, settings);
  const { terms } = made;
  if (access === undefined || terms === undefined) throw new Error('the rooms were not made');
  const tokens = createMailedTokens(access.keyring);
  return {
    ...world,
    told,
    terms,
    lastToken: () => tokens.tokenOf('invitation', world.mailed.at(-1)?.link?.id ?? ''),
  };
}

function mailsOf({ mailed }: Access) {
  return {
    send: async (...[tx, mail]: Parameters<import('../modules/messaging/mail/index.ts').Mails['send']>) =>
      tx.afterCommit(() => mailed.push(mail)),
  };
}

/** The gate is answered by the set-up journey, which has tests of its own. */
function ungated(module: Module): Module {
  return {
    ...module,
    routes: module.routes.map((mounted) => {
      const { gate: _, ...route } = mounted.route;
      return { ...mounted, route };
    }),
  };
}
