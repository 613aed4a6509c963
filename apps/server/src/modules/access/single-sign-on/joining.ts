import type { SystemTx } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/errors/index.ts';
import type { Account } from '../accounts/index.ts';
import { ceremonyErrors } from '../ceremonies/index.ts';
import type { OpenedSession, Origin } from '../sessions/index.ts';
import type { SecondFactorAsked } from '../sign-in/index.ts';
import { type Connection, fingerprintOf, type Identity, linkProviderOf } from './connection.ts';
import { domainOfAddress } from './domains.ts';
import { singleSignOnErrors } from './errors.ts';
import { linkedAccount, lockConnection, ownsDomain } from './read-model.ts';
import { markTested, saveLink } from './repository.ts';
import type { Departed, Proved } from './steps.ts';
import { record, type SingleSignOnWork, unproved } from './work.ts';

type Arrival = { readonly step: Departed | Proved; readonly identity: Identity; readonly origin: Origin };
type Comer = { readonly accountId: string; readonly email: string; readonly how: 'linked' | 'known' | 'created' };

/** Whoever the identity provider vouches for becomes a member and is signed in, if it may speak for them. */
export async function letIn(
  work: SingleSignOnWork,
  tx: SystemTx,
  { step, identity, origin }: Arrival,
): Promise<OpenedSession | SecondFactorAsked> {
  const connection = await standing(tx, step);
  await assertOwnDomain(tx, connection, identity.email);
  const comer = await whoComes(work, tx, connection, identity);
  await assertNotDeactivated(work, tx, connection, [identity.email, comer.email]);
  const { accountId } = comer;
  const isNewMember = await becomeMember(work, tx, connection, accountId);
  const now = work.clock.now();
  const link = { id: work.ids.next(), accountId, provider: linkProviderOf(connection.id), subject: identity.subject };
  await saveLink(tx, { ...link, email: identity.email }, now);
  await markTested(tx, connection.id, now);
  if (isNewMember || comer.how !== 'linked') await recordJoining(work, tx, connection, comer, { isNewMember, origin });
  const { orgId, settings } = connection;
  // Where nothing is expected nothing was looked at: it counts as one factor.
  const provedFor = settings.required_contexts?.length ? orgId : undefined;
  return work.signIns.admit(tx, { accountId, method: 'sso', origin, orgId, provedFor });
}

/** The connection as it was when the sign-in began. Held, so that two who come at once find the same account. */
async function standing(tx: SystemTx, { connectionId, provider, testerId }: Departed | Proved): Promise<Connection> {
  const connection = await lockConnection(tx, connectionId);
  if (connection === undefined || fingerprintOf(connection) !== provider) throw ceremonyErrors.ceremony_over();
  if (connection.state === 'draft' && testerId === null) throw ceremonyErrors.ceremony_over();
  return connection;
}

/** An identity provider speaks for the domains that its organization has proved, and for nobody else. */
async function assertOwnDomain(tx: SystemTx, { orgId }: Connection, email: string): Promise<void> {
  if (!(await ownsDomain(tx, orgId, domainOfAddress(email)))) throw singleSignOnErrors.domain_not_of_organization();
}

async function whoComes(
  work: SingleSignOnWork,
  tx: SystemTx,
  connection: Connection,
  { subject, email, name }: Identity,
): Promise<Comer> {
  const { accounts } = work;
  const linkedId = await linkedAccount(tx, linkProviderOf(connection.id), subject);
  const linked = linkedId === undefined ? undefined : await accounts.accountById(tx, linkedId);
  if (linked !== undefined) {
    // Whoever left and took another address along is no longer this organization's to speak for.
    await assertOwnDomain(tx, connection, linked.email);
    return comerOf(linked, 'linked');
  }
  const known = await accounts.accountByEmail(tx, email);
  if (known !== undefined) {
    if (known.emailVerifiedAt === null) await accounts.claimByProof(tx, known.id);
    return comerOf(known, 'known');
  }
  const calledAs = name ?? email.slice(0, email.lastIndexOf('@'));
  const accountId = await accounts.createAccount(tx, { email, name: calledAs, passwordHash: null });
  return { accountId, email, how: 'created' };
}

function comerOf({ id, email }: Account, how: Comer['how']): Comer {
  return { accountId: id, email, how };
}

async function assertNotDeactivated(
  { directory }: SingleSignOnWork,
  tx: SystemTx,
  { orgId }: Connection,
  emails: readonly string[],
): Promise<void> {
  for (const email of new Set(emails.map((address) => address.toLowerCase()))) {
    if (await directory.isDeactivated(tx, orgId, email)) throw singleSignOnErrors.directory_deactivated();
  }
}

/** False for whoever was a member before; their role stays. */
async function becomeMember(
  { accounts }: SingleSignOnWork,
  tx: SystemTx,
  { orgId, defaultRole }: Connection,
  accountId: string,
): Promise<boolean> {
  try {
    await accounts.addMember(tx, { orgId, accountId, role: defaultRole });
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'already_member') return false;
    throw error;
  }
}

async function recordJoining(
  work: SingleSignOnWork,
  tx: SystemTx,
  { id, orgId, defaultRole }: Connection,
  { accountId, how }: Comer,
  { isNewMember, origin }: { isNewMember: boolean; origin: Origin },
): Promise<void> {
  const after = { connection_id: id, account: how, joined_as: isNewMember ? defaultRole : null };
  const deed = { action: 'single_sign_on.join', resourceKind: 'account', resourceId: accountId, after } as const;
  await record(work, tx, orgId, unproved(origin), deed);
}
