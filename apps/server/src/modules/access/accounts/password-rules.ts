import type { BreachCheck, BreachVerdict } from './breach-check.ts';
import { isCommon } from './common-passwords.ts';
import { accountErrors } from './errors.ts';
import { isMostlyKnown, knownWords } from './known-words.ts';
import { normalized, type Passwords } from './passwords.ts';
import type { StrengthMeter } from './strength.ts';

export type PasswordProblem =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_breached'
  | 'password_guessable'
  | 'password_reused';
export type Assessment = {
  readonly problems: readonly PasswordProblem[];
  readonly breachCheck: BreachVerdict;
  /** From 0 to 4; null where the length is refused anyway. */
  readonly score: number | null;
};
export type PasswordRules = {
  readonly passwords: Passwords;
  readonly checkBreach: BreachCheck;
  readonly strength: StrengthMeter;
};
/** Whose password it is to be. */
export type Chooser = {
  /** Names and addresses of the person and where they work. */
  readonly known?: readonly string[];
  /** Of the passwords that may not come back. */
  readonly formerHashes?: readonly string[];
};

const MIN_CHARACTERS = 12;
const MAX_CHARACTERS = 128;
/** Up to a million guesses, by zxcvbn's account: every single word, the common passwords, repetitions, rows of keys, dates. */
const GUESSABLE_SCORE = 1;
/** How many passwords may not come back, the current one among them. */
export const REMEMBERED_PASSWORDS = 5;

/** What is wrong with the length, counted in characters (code points) after NFKC. */
export function lengthProblem(password: string): 'password_too_short' | 'password_too_long' | undefined {
  const characters = [...normalized(password)].length;
  if (characters < MIN_CHARACTERS) return 'password_too_short';
  return characters > MAX_CHARACTERS ? 'password_too_long' : undefined;
}

/**
 * Everything that speaks against a new password. One of refused length is not looked up anywhere. Throws `rate_limited`
 * when too many wait to be judged: how easy a password is to guess is never left open.
 */
export async function assessPassword(
  { passwords, checkBreach, strength }: PasswordRules,
  password: string,
  { known = [], formerHashes = [] }: Chooser = {},
): Promise<Assessment> {
  const refusedLength = lengthProblem(password);
  if (refusedLength !== undefined) return { problems: [refusedLength], breachCheck: 'skipped', score: null };
  const words = knownWords(known);
  const [score, breachCheck, ...matches] = await Promise.all([
    strength.rate(password, words),
    checkBreach(normalized(password)),
    ...formerHashes.map((hash) => passwords.matches(password, hash)),
  ]);
  const problems: PasswordProblem[] = [];
  if (breachCheck === 'breached') problems.push('password_breached');
  if (score <= GUESSABLE_SCORE || isCommon(password) || isMostlyKnown(password, words)) {
    problems.push('password_guessable');
  }
  if (matches.includes(true)) problems.push('password_reused');
  return { problems, breachCheck, score };
}

/** Throws the first of what speaks against the password. Returns its hash and whether it was looked up, for the audit. */
export async function acceptPassword(
  rules: PasswordRules,
  password: string,
  chooser: Chooser,
): Promise<{ hash: string; breachCheck: BreachVerdict }> {
  const { problems, breachCheck } = await assessPassword(rules, password, chooser);
  const [problem] = problems;
  if (problem !== undefined) throw accountErrors[problem]();
  return { hash: await rules.passwords.hash(password), breachCheck };
}
