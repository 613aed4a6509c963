import type { Refusal } from '../../../platform/errors/index.ts';
import type { PasswordCheck } from '../accounts/index.ts';
import type { Origin } from '../sessions/index.ts';
import { admit, type Entrance, type SecondFactorAsked } from './admission.ts';
import { entering, recordRefused } from './attempts.ts';
import { signInErrors } from './errors.ts';
import type { SignInDependencies } from './service.ts';

export type PasswordSignIn = { readonly email: string; readonly password: string; readonly origin: Origin };

export async function withPassword<Opened>(
  deps: SignInDependencies,
  entrance: Entrance<Opened>,
  request: PasswordSignIn,
): Promise<Opened | SecondFactorAsked> {
  const accountId = await provedByPassword(deps, request);
  const admission = { accountId, method: 'password', origin: request.origin } as const;
  return entering(deps, admission, () =>
    deps.database.asSystem({ routine: 'signing in' }, (tx) => admit(deps, tx, entrance, admission)),
  );
}

/** Every attempt is audited. An unknown address takes the same steps as a wrong password and reads the same. */
async function provedByPassword(
  deps: SignInDependencies,
  { email, password, origin }: PasswordSignIn,
): Promise<string> {
  const check = await deps.accounts.checkPassword(email, password, origin);
  const refusal = refusalOf(check);
  if (!refusal && check.accountId !== null) return check.accountId;
  const { accountId, homeOrgId } = check;
  await recordRefused(deps, { action: 'session.sign_in_failed', accountId, homeOrgId, origin });
  throw refusal ?? signInErrors.sign_in_failed();
}

/** That an account is suspended is told only to whoever knows its password. */
function refusalOf({ verified, locked, lockedForSeconds, suspended }: PasswordCheck): Refusal | undefined {
  if (locked) return signInErrors.sign_in_locked(undefined, { retryAfterSeconds: lockedForSeconds });
  if (!verified) return signInErrors.sign_in_failed();
  return suspended ? signInErrors.account_suspended() : undefined;
}
