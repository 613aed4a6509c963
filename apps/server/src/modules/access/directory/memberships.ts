import { type GivenRole, MEMBER_ROLES, type MemberRole } from '@stepwell/contract';
import type { SystemTx } from '../../../platform/database/index.ts';
import { type Account, accountErrors } from '../accounts/index.ts';
import type { Caller } from './directory-records.ts';
import { directoryErrors, valueRefused } from './errors.ts';
import { isActiveBeside, linkUser, renameAccount, rolesOfGroups } from './repository.ts';
import { localeOf, personNameOf, type WantedUser } from './schemas/user-document.ts';
import { type DirectoryDependencies, record } from './work.ts';

type Person = WantedUser & { readonly id: string; readonly accountId: string | null };

/** Without a group that says otherwise. */
const PLAIN_ROLE = 'member';

/** Makes an active user of the directory a member, with the role of their groups. */
export async function admit(work: DirectoryDependencies, tx: SystemTx, caller: Caller, person: Person): Promise<void> {
  const { orgId, actor } = caller;
  await assertOwnAddress(work, tx, orgId, person.email);
  const accountId = await accountOf(work, tx, person);
  if (await isActiveBeside(tx, orgId, accountId, person.id)) {
    throw directoryErrors.directory_address_taken({ scim_type: 'uniqueness' });
  }
  await linkUser(tx, orgId, person.id, accountId);
  const role = givenRole((await rolesOfGroups(tx, orgId, [person.id]))[0]?.roles ?? []);
  const current = await work.members.roleIn(tx, orgId, accountId);
  if (current === undefined) {
    await work.accounts.addMember(tx, { orgId, accountId, role });
    const what = { action: 'member.add', resourceKind: 'member', resourceId: accountId } as const;
    await record(work, tx, { orgId, actor, ...what, after: { role } });
    work.sessions.forget(tx);
  } else if (rank(role) > rank(current)) {
    await work.members.changeRoleByDirectory(tx, { orgId, accountId, actor, role });
  }
}

/** Ends the membership of a user who was active. An owner is not dismissed by a directory. */
export async function release(
  { members }: DirectoryDependencies,
  tx: SystemTx,
  { orgId, actor }: Caller,
  accountId: string | null,
): Promise<void> {
  if (accountId === null) return;
  if ((await members.dismissByDirectory(tx, { orgId, accountId, actor })) === 'owner') {
    throw directoryErrors.directory_owner_kept({ scim_type: 'mutability' });
  }
}

/**
 * Takes over what changed of an active user. The address of the account stays: people sign in with it and it is theirs in
 * other organizations too, so a new one is only noted in the directory's record.
 */
export async function follow(
  work: DirectoryDependencies,
  tx: SystemTx,
  { orgId }: Caller,
  { before, after }: { before: Person; after: WantedUser },
): Promise<void> {
  if (before.email.toLowerCase() !== after.email.toLowerCase()) await assertOwnAddress(work, tx, orgId, after.email);
  const name = personNameOf(after);
  if (before.accountId === null || name === personNameOf(before)) return;
  await renameAccount(tx, before.accountId, name);
  work.sessions.forget(tx);
}

/**
 * Changes groups by `change` and then the roles of the users whose groups those are. What a directory gives is the least
 * somebody has: a higher role that was given by hand stays, and an owner is left alone.
 */
export async function withRoles<T>(
  { members }: DirectoryDependencies,
  tx: SystemTx,
  { orgId, actor }: Caller,
  userIds: readonly string[],
  change: () => Promise<T>,
): Promise<T> {
  const before = await rolesByAccount(tx, orgId, userIds);
  const result = await change();
  const after = await rolesByAccount(tx, orgId, userIds);
  for (const [accountId, role] of after) {
    const former = before.get(accountId) ?? PLAIN_ROLE;
    if (former === role) continue;
    const current = await members.roleIn(tx, orgId, accountId);
    if (current === undefined || (current !== former && rank(current) >= rank(role))) continue;
    await members.changeRoleByDirectory(tx, { orgId, accountId, actor, role });
  }
  return result;
}

async function rolesByAccount(tx: SystemTx, orgId: string, userIds: readonly string[]) {
  if (userIds.length === 0) return new Map<string, GivenRole>();
  const rows = await rolesOfGroups(tx, orgId, userIds);
  return new Map(rows.map(({ accountId, roles }) => [accountId, givenRole(roles)]));
}

function givenRole(roles: readonly GivenRole[]): GivenRole {
  return roles.toSorted((a, b) => rank(b) - rank(a))[0] ?? PLAIN_ROLE;
}

function rank(role: MemberRole): number {
  return MEMBER_ROLES.indexOf(role);
}

async function assertOwnAddress({ domains }: DirectoryDependencies, tx: SystemTx, orgId: string, email: string) {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if ((await domains.verifiedOf(tx, orgId)).includes(domain)) return;
  throw valueRefused(
    `emails: ${domain} is not a verified domain of the organization. Verify it in the settings first.`,
  );
}

/** The directory answers for the addresses of the organization's own domains, so whoever has one is who it means. */
async function accountOf(work: DirectoryDependencies, tx: SystemTx, person: Person): Promise<string> {
  const { accounts } = work;
  const linked = person.accountId === null ? undefined : await accounts.accountById(tx, person.accountId);
  if (linked !== undefined) return linked.id;
  const known = await accounts.accountByEmail(tx, person.email);
  if (known !== undefined) return proved(work, tx, known);
  try {
    const { email, attributes } = person;
    const account = { email, name: personNameOf(person), passwordHash: null, locale: localeOf(attributes) };
    return await accounts.createAccount(tx, account);
  } catch (error) {
    const meanwhile = await accounts.accountByEmail(tx, person.email);
    if (meanwhile === undefined || !isTaken(error)) throw error;
    return proved(work, tx, meanwhile);
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === accountErrors.email_taken().code;
}

/** Whoever signed up with the address and never proved it may be somebody else: what they could sign in with goes. */
async function proved({ accounts }: DirectoryDependencies, tx: SystemTx, account: Account): Promise<string> {
  if (account.emailVerifiedAt === null) await accounts.claimByProof(tx, account.id);
  return account.id;
}
