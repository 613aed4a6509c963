import type { MemberRole } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { accountErrors } from './errors.ts';
import { ARGON2ID, createPasswords, type PasswordCost, type Passwords } from './passwords.ts';
import { findCredential, insertAccount, insertMember } from './repository.ts';

export type NewAccount = {
  /** A new one where absent. */
  readonly id?: string;
  readonly email: string;
  readonly name: string;
  /** From `hashPassword`; null for an account that cannot sign in with one. */
  readonly passwordHash: string | null;
  readonly locale?: string | null;
};

export type NewMember = { readonly orgId: string; readonly accountId: string; readonly role: MemberRole };

/** What a pair of address and password came to. `homeOrgId` is the organization the account joined first. */
export type PasswordCheck = {
  readonly verified: boolean;
  readonly accountId: string | null;
  readonly homeOrgId: string | null;
};

export type Accounts = {
  /** Slow on purpose: call it outside transactions. Throws `password_too_short`, `password_too_long`. */
  hashPassword(password: string): Promise<string>;
  /** Returns the id. Throws `email_taken`; addresses differ by more than case. */
  createAccount(tx: SystemTx, account: NewAccount): Promise<string>;
  /** Throws `already_member`. */
  addMember(tx: SystemTx, member: NewMember): Promise<void>;
  /** Costs the same for an address that nobody has. */
  checkPassword(email: string, password: string): Promise<PasswordCheck>;
};

type Dependencies = {
  readonly database: Pick<Database, 'hotSystemStatement'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Tests pay less. */
  readonly passwordCost?: PasswordCost;
};

export function createAccounts(deps: Dependencies): Accounts {
  const passwords = createPasswords(deps.passwordCost ?? ARGON2ID);
  return {
    hashPassword: (password) => passwords.hash(password),
    createAccount: (tx, account) => createAccount(deps, tx, account),
    addMember: (tx, member) => addMember(deps, tx, member),
    checkPassword: (email, password) => checkPassword(deps, passwords, email, password),
  };
}

async function createAccount({ clock, ids }: Dependencies, tx: SystemTx, account: NewAccount): Promise<string> {
  const id = account.id ?? ids.next();
  const { name, passwordHash, locale = null } = account;
  const row = { id, email: account.email.trim(), name, passwordHash, locale, createdAt: clock.now() };
  if (!(await insertAccount(tx, row))) throw accountErrors.email_taken();
  return id;
}

async function addMember({ clock }: Dependencies, tx: SystemTx, member: NewMember): Promise<void> {
  if (!(await insertMember(tx, { ...member, createdAt: clock.now() }))) throw accountErrors.already_member();
}

async function checkPassword(
  { database }: Dependencies,
  passwords: Passwords,
  email: string,
  password: string,
): Promise<PasswordCheck> {
  const credential = await findCredential(database, email.trim());
  const verified = await passwords.matches(password, credential?.passwordHash ?? null);
  return { verified, accountId: credential?.id ?? null, homeOrgId: credential?.homeOrgId ?? null };
}
