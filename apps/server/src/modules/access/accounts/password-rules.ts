import type { BreachCheck, BreachVerdict } from './breach-check.ts';
import { accountErrors } from './errors.ts';
import { normalized, type Passwords } from './passwords.ts';

export type PasswordProblem = 'password_too_short' | 'password_too_long' | 'password_breached' | 'password_reused';
export type Assessment = { readonly problems: readonly PasswordProblem[]; readonly breachCheck: BreachVerdict };
export type PasswordRules = { readonly passwords: Passwords; readonly checkBreach: BreachCheck };

const MIN_CHARACTERS = 12;
const MAX_CHARACTERS = 128;
/** How many passwords may not come back, the current one among them. */
export const REMEMBERED_PASSWORDS = 5;

/** What is wrong with the length, counted in characters (code points) after NFKC. */
export function lengthProblem(password: string): 'password_too_short' | 'password_too_long' | undefined {
  const characters = [...normalized(password)].length;
  if (characters < MIN_CHARACTERS) return 'password_too_short';
  return characters > MAX_CHARACTERS ? 'password_too_long' : undefined;
}

/**
 * Everything that speaks against a new password. `formerHashes` are of those that may not come back. A password of refused
 * length is not looked up anywhere.
 */
export async function assessPassword(
  { passwords, checkBreach }: PasswordRules,
  password: string,
  formerHashes: readonly string[] = [],
): Promise<Assessment> {
  const refusedLength = lengthProblem(password);
  if (refusedLength !== undefined) return { problems: [refusedLength], breachCheck: 'skipped' };
  const [breachCheck, ...matches] = await Promise.all([
    checkBreach(normalized(password)),
    ...formerHashes.map((hash) => passwords.matches(password, hash)),
  ]);
  const problems: PasswordProblem[] = [];
  if (breachCheck === 'breached') problems.push('password_breached');
  if (matches.includes(true)) problems.push('password_reused');
  return { problems, breachCheck };
}

/** Throws the first of what speaks against the password. Returns its hash and whether it was looked up, for the audit. */
export async function acceptPassword(
  rules: PasswordRules,
  password: string,
  formerHashes: readonly string[] = [],
): Promise<{ hash: string; breachCheck: BreachVerdict }> {
  const { problems, breachCheck } = await assessPassword(rules, password, formerHashes);
  const [problem] = problems;
  if (problem !== undefined) throw accountErrors[problem]();
  return { hash: await rules.passwords.hash(password), breachCheck };
}
