import type { MeView, MemberRole, PasswordRating } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import type { Origin } from '../sessions/index.ts';
import { accountErrors } from './errors.ts';
import { checkPassword, type PasswordCheck, unlockSignIn } from './lockout.ts';
import { changePassword, type PasswordChange, requestPasswordReset, resetPassword } from './new-passwords.ts';
import { assessPassword, lengthProblem } from './password-rules.ts';
import {
  assertAskedHere,
  claimByProof,
  followMagicLink,
  type FollowedMagicLink,
  type IssuedMagicLink,
  issueMagicLink,
  type WantedMagicLink,
} from './magic-links.ts';
import { deleteAccount, type ProfileChange, purgeUnverified, updateProfile } from './profile.ts';
import { type Account, findByEmail, findById, passwordHashOf } from './read-model.ts';
import { acceptDocuments, insertAccount, insertMember } from './repository.ts';
import { type SignUp, signUp } from './signing-up.ts';
import { type AccountStandings, createStandings } from './standing/standing.ts';
import { changeEmail, resendVerification, type Verification, type Verified, verifyEmail } from './verifying.ts';
import { type AccountDependencies, type AccountWork, type Caller, createAccountWork } from './work.ts';

export type NewAccount = {
  /** A new one where absent. */
  readonly id?: string;
  readonly email: string;
  readonly name: string;
  /** From `hashPassword`; null for an account that cannot sign in with one. */
  readonly passwordHash: string | null;
  readonly locale?: string | null;
  /** True where absent: whoever makes an account in code answers for its address. */
  readonly emailVerified?: boolean;
  /** Accepts the terms as they stand in the account's name; for accounts that nobody will ever read them with. */
  readonly acceptsTerms?: boolean;
};

export type NewMember = { readonly orgId: string; readonly accountId: string; readonly role: MemberRole };

/** What other rooms may ask. */
export type Accounts = AccountStandings & {
  /** Slow on purpose: call it outside transactions. Throws `password_too_short`, `password_too_long`. */
  hashPassword(password: string): Promise<string>;
  /** Returns the id. Throws `email_taken`; addresses differ by more than case. */
  createAccount(tx: SystemTx, account: NewAccount): Promise<string>;
  /** Throws `already_member`. */
  addMember(tx: SystemTx, member: NewMember): Promise<void>;
  /** Costs the same for an address that nobody has, and while the address is locked after too many failures. */
  checkPassword(email: string, password: string, origin?: Origin): Promise<PasswordCheck>;
  /** For confirming that it is still the person who signed in; counts no failures. */
  passwordMatches(accountId: string, password: string): Promise<boolean>;
  /** Undefined when nobody has the address; the case of letters does not matter. */
  accountByEmail(tx: SystemTx, email: string): Promise<Account | undefined>;
  accountById(tx: SystemTx, id: string): Promise<Account | undefined>;
  /**
   * A link for 15 minutes that signs in, to be mailed to the account's address, and the code that it needs in another browser
   * than the one that asks. No link for nobody, or when too many were mailed.
   */
  issueMagicLink(tx: SystemTx, wanted: WantedMagicLink | undefined): Promise<IssuedMagicLink>;
  /** Before a magic link is used. Throws `link_code_needed`, `link_code_wrong`, `link_invalid`, `link_expired`, `link_used`. */
  assertMagicLinkAskedHere(followed: FollowedMagicLink): Promise<void>;
  /** Whose magic link it is; uses it up. Throws `link_invalid`, `link_expired`, `link_used`. */
  useMagicLink(tx: SystemTx, token: string): Promise<Account>;
  /** Verifies an unverified account for whoever has proved its address; nobody else can sign in to it any more. */
  claimByProof(tx: SystemTx, accountId: string): Promise<void>;
  /** For the upkeep: removes accounts that stayed unverified for a week. Returns how many, one batch at most. */
  purgeUnverified(tx: SystemTx, now: Date): Promise<number>;
};

/** The use-cases behind the room's own routes. */
export type AccountService = Accounts & {
  /** Throws `password_…`, `invitation_gone`. */
  signUp(request: SignUp): Promise<void>;
  /** Throws `link_…`, `email_taken`. */
  verifyEmail(request: Verification): Promise<Verified>;
  /** Throws `already_verified`, `mail_limit_reached`. */
  resendVerification(caller: Caller): Promise<void>;
  requestPasswordReset(email: string, origin: Origin): Promise<void>;
  /** Throws `link_…`, `password_…`. */
  resetPassword(request: {
    token: string;
    password: string;
    origin: Origin;
  }): Promise<{ email: string; endedSessions: number }>;
  /** Returns the address. Throws `link_…`. */
  unlockSignIn(token: string, origin: Origin): Promise<string>;
  ratePassword(password: string, known: readonly string[]): Promise<z.input<typeof PasswordRating>>;
  updateProfile(caller: Caller, change: ProfileChange): Promise<z.input<typeof MeView>>;
  /** Throws `mail_limit_reached`. */
  changeEmail(caller: Caller, email: string): Promise<void>;
  /**
   * Takes the present password where the account has one. Returns how many other sessions ended. Throws
   * `current_password_wrong`, `password_…`.
   */
  changePassword(caller: Caller, change: PasswordChange): Promise<number>;
  /** Throws `last_owner`, `last_super_admin`. */
  deleteAccount(caller: Caller): Promise<void>;
};

export function createAccounts(deps: AccountDependencies): AccountService {
  const work = createAccountWork(deps);
  return {
    ...createDoor(work),
    signUp: (request) => signUp(work, request),
    verifyEmail: (request) => verifyEmail(work, request),
    resendVerification: (caller) => resendVerification(work, caller),
    requestPasswordReset: (email, origin) => requestPasswordReset(work, email, origin),
    resetPassword: (request) => resetPassword(work, request),
    unlockSignIn: (token, origin) => unlockSignIn(work, token, origin),
    ratePassword: (password, known) => ratePassword(work, password, known),
    updateProfile: (caller, change) => updateProfile(work, caller, change),
    changeEmail: (caller, email) => changeEmail(work, caller, email),
    changePassword: (caller, change) => changePassword(work, caller, change),
    deleteAccount: (caller) => deleteAccount(work, caller),
  };
}

function createDoor(work: AccountWork): Accounts {
  return {
    hashPassword: (password) => hashPassword(work, password),
    createAccount: (tx, account) => createAccount(work, tx, account),
    addMember: (tx, member) => addMember(work, tx, member),
    checkPassword: (email, password, origin) => checkPassword(work, email, password, origin),
    async passwordMatches(accountId, password) {
      return work.passwords.matches(password, await passwordHashOf(work.database, accountId));
    },
    accountByEmail: (tx, email) => findByEmail(tx, email.trim()),
    accountById: (tx, id) => findById(tx, id),
    issueMagicLink: (tx, wanted) => issueMagicLink(work, tx, wanted),
    assertMagicLinkAskedHere: (followed) => assertAskedHere(work, followed),
    useMagicLink: (tx, token) => followMagicLink(work, tx, token),
    claimByProof: (tx, accountId) => claimByProof(work, tx, accountId),
    purgeUnverified: (tx, now) => purgeUnverified(tx, now),
    ...createStandings(work),
  };
}

async function hashPassword({ passwords }: AccountWork, password: string): Promise<string> {
  const problem = lengthProblem(password);
  if (problem !== undefined) throw accountErrors[problem]();
  return passwords.hash(password);
}

async function createAccount({ clock, ids }: AccountWork, tx: SystemTx, account: NewAccount): Promise<string> {
  const id = account.id ?? ids.next();
  const { name, passwordHash, locale = null, emailVerified = true } = account;
  const createdAt = clock.now();
  const emailVerifiedAt = emailVerified ? createdAt : null;
  const row = { id, email: account.email.trim(), name, passwordHash, locale, createdAt, emailVerifiedAt };
  if (!(await insertAccount(tx, row))) throw accountErrors.email_taken();
  if (account.acceptsTerms) await acceptDocuments(tx, id, createdAt, { ip: null, userAgent: undefined });
  return id;
}

async function addMember({ clock }: AccountWork, tx: SystemTx, member: NewMember): Promise<void> {
  if (!(await insertMember(tx, { ...member, createdAt: clock.now() }))) throw accountErrors.already_member();
}

async function ratePassword(work: AccountWork, password: string, known: readonly string[]) {
  const { problems, breachCheck, score: judged } = await assessPassword(work, password, { known });
  const score = judged ?? (await work.strength.rate(password, known));
  return { score, accepted: problems.length === 0, problems: [...problems], breach_check: breachCheck };
}
