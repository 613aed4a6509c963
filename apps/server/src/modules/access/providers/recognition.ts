import type { SystemTx } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/errors/index.ts';
import type { Account } from '../accounts/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Origin } from '../sessions/index.ts';
import { providerErrors } from './errors.ts';
import type { Identity } from './provider-client.ts';
import { findConnected, hasConnected, insertConnected, lockOwner, noteUse } from './repository.ts';
import { keyOf, type ProviderSettings } from './settings.ts';
import { type ProviderDependencies, record, tellConnected } from './work.ts';

export type Outcome = 'signed_in' | 'signed_up' | 'linked';

type Visitor = { readonly provider: ProviderSettings; readonly identity: Identity; readonly origin: Origin };
type Recognized = { readonly accountId: string; readonly outcome: Outcome };

/** Somebody else connected the same account between our looking and our writing. */
class Overtaken extends Error {}

/** Whether the same may be tried again, as somebody got there first. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof Overtaken || (error instanceof Refusal && error.code === 'email_taken');
}

/**
 * Whose account somebody may come into. It is the subject that counts: addresses go from one person to another. Where the
 * subject is new here, the address counts if the provider and we both know it to be verified.
 */
export async function accountOf(deps: ProviderDependencies, tx: SystemTx, visitor: Visitor): Promise<Recognized> {
  const { provider, identity } = visitor;
  const { subject, email, emailVerified } = identity;
  const known = await findConnected(tx, keyOf(provider), subject);
  if (known !== undefined) {
    await noteUse(tx, known.id, { email, at: deps.clock.now() });
    return { accountId: known.accountId, outcome: 'signed_in' };
  }
  if (email === null || emailVerified !== true) throw providerErrors.provider_email_unverified();
  const account = await deps.accounts.accountByEmail(tx, email);
  return account === undefined ? signUp(deps, tx, visitor, email) : link(deps, tx, visitor, account);
}

/** The terms are shown to the person before anything else: nobody accepts them in their name. */
async function signUp(deps: ProviderDependencies, tx: SystemTx, visitor: Visitor, email: string): Promise<Recognized> {
  const { name, locale } = visitor.identity;
  const accountId = await deps.accounts.createAccount(tx, {
    email,
    name: nameOf(name, email),
    passwordHash: null,
    locale: languageOf(locale),
    emailVerified: true,
  });
  await keep(deps, tx, visitor, accountId);
  await recordBy(deps, tx, visitor, { accountId, action: 'account.sign_up' });
  return { accountId, outcome: 'signed_up' };
}

/**
 * An account that has another one at the same provider is not linked: its address may have gone to somebody else there.
 * Throws `provider_email_taken`.
 */
async function link(deps: ProviderDependencies, tx: SystemTx, visitor: Visitor, account: Account): Promise<Recognized> {
  const { provider, identity, origin } = visitor;
  await lockOwner(tx, account.id);
  if (await findConnected(tx, keyOf(provider), identity.subject)) throw new Overtaken('somebody linked it first');
  if (account.emailVerifiedAt === null || (await hasConnected(tx, account.id, keyOf(provider)))) {
    throw providerErrors.provider_email_taken();
  }
  await keep(deps, tx, visitor, account.id);
  await recordBy(deps, tx, visitor, { accountId: account.id, action: 'account.link' });
  await tellConnected(deps, tx, account, { provider, origin });
  return { accountId: account.id, outcome: 'linked' };
}

async function keep(
  { clock, ids }: ProviderDependencies,
  tx: SystemTx,
  { provider, identity }: Visitor,
  accountId: string,
): Promise<void> {
  const { subject, email } = identity;
  const at = clock.now();
  const row = { id: ids.next(), accountId, provider: keyOf(provider), subject, email, connectedAt: at, lastUsedAt: at };
  if (!(await insertConnected(tx, row))) throw new Overtaken('somebody connected the account first');
}

function recordBy(
  deps: ProviderDependencies,
  tx: SystemTx,
  { provider, origin }: Visitor,
  { accountId, action }: { accountId: string; action: string },
): Promise<void> {
  const actor: AuditActor = { actorKind: 'member', actorId: accountId, ...origin };
  return record(deps, tx, { action, actor, accountId, after: { provider: provider.id } });
}

const MAX_NAME_LENGTH = 200;

function nameOf(name: string | null, email: string): string {
  return (name ?? email.slice(0, email.lastIndexOf('@'))).slice(0, MAX_NAME_LENGTH).trim() || email;
}

/** Null where we do not speak it: what the browser wants counts then. */
function languageOf(locale: string | null): 'en' | 'fr' | null {
  const [language] = (locale ?? '').toLowerCase().split(/[-_]/);
  return language === 'fr' || language === 'en' ? language : null;
}
