import {
  beginImpersonation,
  createInvitation,
  listAllOrganizations,
  listErrorGroups,
  listUsers,
  putSingleSignOn,
  suspendOrganization,
  suspendUser,
} from '@stepwell/contract';
import { ProblemError } from '@stepwell/contract/client';
import { expect, inject } from 'vitest';
import { grantOperator } from './operator-command.ts';
import { founder, operator, person, type Person, signedUp } from './people.ts';

/** Who looks at the console's places, and whom they show: sessions of people, ids of users and organizations. */
export type Guests = Awaited<ReturnType<typeof prepare>>;

let prepared: Promise<Guests> | undefined;

/** Prepared when the first place asks for them. */
export function guests(url: string): Promise<Guests> {
  prepared ??= prepare(url);
  return prepared;
}

async function prepare(url: string) {
  // Each file of tests has its own, in a process of its own, on the one server.
  const address = (name: string) => `${name}.${process.pid}@guests.example`;
  const root = await operator(url, inject('dataDir'), { name: 'Olive Overseer', email: address('olive') });
  const newOperator = await signedUp(url, { name: 'Newton Novice', email: address('newton') });
  await grantOperator(inject('dataDir'), newOperator.email);
  const owner = { name: 'Ottoline Leyser-Featherstonehaugh', email: address('ottoline') };
  const orchard = await founder(url, owner, `Orchard ${process.pid}`);
  const invited = await signedUp(url, { name: 'Ivy Invited', email: address('ivy') });
  await orchard.owner.call(createInvitation, { body: { email: invited.email, role: 'admin' } });
  const suspended = await founder(url, { name: 'Sid Suspended', email: address('sid') }, `Slopes ${process.pid}`);
  const suspendedId = await userId(root, suspended.owner.email);
  const reason = 'Sent unasked-for mail to several thousand people through invitations';
  await root.call(suspendUser, { params: { id: suspendedId }, body: { reason } });
  const slopesId = await organizationId(root, suspended.slug);
  await root.call(suspendOrganization, { params: { id: slopesId }, body: { reason } });
  return {
    operator: root.session(),
    newOperator: newOperator.session(),
    invited: invited.session(),
    impersonator: await actAs(url, root, orchard.owner.email),
    suspendedId,
    slopesId,
    orchardOwnerId: await userId(root, orchard.owner.email),
    atelierId: await organizationId(root, 'atelier'),
    errorId: await errorAt(root, orchard.owner),
  };
}

/** The id of a recurring error: somebody names an identity provider that does not answer. */
export async function errorAt(root: Person, owner: Person): Promise<string> {
  const oidc = { issuer: 'https://identity.invalid', client_id: 'orchard', client_secret: 'a secret of the orchard' };
  await owner.call(putSingleSignOn, { body: { kind: 'oidc', oidc } }).catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.problem.code !== 'identity_provider_unreachable') throw error;
  });
  const found = { id: '' };
  const look = async () => {
    const { data } = await root.call(listErrorGroups, { query: { q: 'identity_provider_unreachable' } });
    return (found.id = data[0]?.id ?? '');
  };
  // What went wrong is counted in memory and written every few seconds.
  await expect.poll(look, { timeout: 20_000, interval: 250 }).not.toBe('');
  return found.id;
}

/** A session in somebody's name; the operator's own goes on. */
async function actAs(url: string, root: Person, email: string): Promise<string> {
  const other = person(url, root.name, root.email, root.session());
  const id = await userId(root, email);
  await other.call(beginImpersonation, { params: { id }, body: { reason: 'To see what they see' } });
  return other.session();
}

async function userId({ call }: Person, email: string): Promise<string> {
  const { data } = await call(listUsers, { query: { q: email, limit: 1 } });
  return data[0]?.id ?? '';
}

async function organizationId({ call }: Person, slug: string): Promise<string> {
  const { data } = await call(listAllOrganizations, { query: { q: slug, limit: 1 } });
  return data[0]?.id ?? '';
}
