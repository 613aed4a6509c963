import type { MemberRole, OperatorRole } from '@stepwell/contract';
import { type Access, type AccessWorld, createAccessWorld } from './access-world.ts';
import type { Module } from '../platform/http/index.ts';
import { turnTotpOn } from './second-factors.ts';
import type { Mails } from '../modules/messaging/mail/index.ts';
import { createMembers } from '../modules/access/members/index.ts';
import { createMembersModule } from '../modules/access/members/module.ts';
import { createFoundations } from '../modules/access/organizations/index.ts';
import { createOrganizationsModule } from '../modules/access/organizations/module.ts';
import { createOperatorConsole, createOperatorGrants, type OperatorGrants } from '../modules/access/operators/index.ts';
import { createOperatorsModule } from '../modules/access/operators/module.ts';

export type Person = { readonly id: string; readonly email: string; readonly session: string };

export type OperatorWorld = AccessWorld & {
  readonly grants: OperatorGrants;
  /** Somebody signed in, with these roles. */
  person(name: string, roles?: readonly { orgId: string; role: MemberRole }[]): Promise<Person>;
  /** Somebody with an authenticator app, of that rank, signed in with it a moment ago. */
  operator(name: string, role: OperatorRole): Promise<Person>;
  /** Audited deeds upon something, oldest first. */
  deedsUpon(resourceId: string): Promise<Deed[]>;
};

export type Deed = {
  readonly action: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly on_behalf_of: string | null;
  readonly org_id: string;
  readonly after: Record<string, unknown> | null;
};

/** The access wing with members, organizations and the operator console. `modulesOf` adds rooms to be served as well. */
export async function createOperatorWorld(
  modulesOf: (access: Access) => readonly Module[] = () => [],
): Promise<OperatorWorld> {
  const made: { grants?: OperatorGrants } = {};
  const world = await createAccessWorld((access) => {
    const deps = { ...access, mails: mailsOf(access) };
    made.grants = createOperatorGrants(deps);
    return [
      ...modulesOf(access),
      createOperatorsModule({ operatorConsole: createOperatorConsole(deps) }),
      createMembersModule({ members: createMembers(deps) }),
      createOrganizationsModule({
        foundations: createFoundations({ ...deps, foundedByVerified: async () => {}, forgetKeys: () => {} }),
      }),
    ];
  });
  const { grants } = made;
  if (grants === undefined) throw new Error('the rooms were not made');
  await world.addOrganization('stepwell', { isSystem: true });
  const person: OperatorWorld['person'] = async (name, roles = []) => {
    const email = `${name}@people.example`;
    const id = await world.addMember(email, roles);
    return { id, email, session: await world.signIn(email) };
  };
  return {
    ...world,
    grants,
    person,
    async operator(name, role) {
      const somebody = await person(name);
      const { renewed } = await turnTotpOn(world, somebody.session);
      await grants.grant(somebody.email, role);
      return { ...somebody, session: renewed };
    },
    deedsUpon: (resourceId) =>
      world.test.asOwner<Deed>(
        'select action, actor_kind, actor_id, on_behalf_of, org_id, after from audit_entries where resource_id = $1 order by id',
        [resourceId],
      ),
  };
}

function mailsOf({ mailed }: Access): Mails {
  return { send: async (tx, mail) => tx.afterCommit(() => mailed.push(mail)) };
}
