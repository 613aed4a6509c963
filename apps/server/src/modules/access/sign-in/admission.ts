import { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import type { SecondFactorMethod } from '../second-factors/index.ts';
import type { NewSession, Origin, SignInMethod } from '../sessions/index.ts';
import { recordAttempt } from './attempts.ts';
import { signInErrors } from './errors.ts';
import type { SignInDependencies } from './service.ts';

/** Where a session is opened: with a cookie for browsers, with tokens for API clients. */
export type Entrance<Opened> = {
  readonly kind: 'web' | 'api';
  open(tx: SystemTx, session: NewSession): Promise<Opened>;
};

const FirstFactor = z.enum(['password', 'magic_link', 'oauth', 'sso']);

/** Somebody whose first factor has been proved. */
export type Admission = {
  readonly accountId: string;
  readonly method: z.output<typeof FirstFactor>;
  readonly origin: Origin;
  /** The organization to work in; the one last worked in where absent. */
  readonly orgId?: string | undefined;
  /** The organization whose identity provider has stated what that organization wants of it. */
  readonly provedFor?: string | undefined;
};

/** `token` goes back with the second factor. */
export type SecondFactorAsked = {
  readonly secondFactor: { readonly token: string; readonly methods: SecondFactorMethod[] };
};

/** State of the ceremony between the first factor and the second. */
export const Half = z.object({
  client: z.enum(['web', 'api']),
  method: FirstFactor,
  challenge: z.string().optional(),
  orgId: z.string().nullable().default(null),
});

/** Each ceremony has five attempts; whoever knows the password must not begin one after the other. */
const FAILED_ATTEMPTS_AN_HOUR = 20;
const HOUR_SECONDS = 3_600;

/**
 * Opens a session, or asks for the second factor where the account has one. Throws `account_suspended`,
 * `single_sign_on_required`, `sign_in_locked`.
 */
export async function admit<Opened>(
  deps: SignInDependencies,
  tx: SystemTx,
  entrance: Entrance<Opened>,
  { accountId, method, origin, orgId, provedFor }: Admission,
): Promise<Opened | SecondFactorAsked> {
  const { secondFactors, ceremonies } = deps;
  await assertMayEnter(deps, tx, accountId, method);
  const place = { ...(orgId === undefined ? {} : { orgId }), ...(provedFor === undefined ? {} : { provedFor }) };
  const { methods } = await secondFactors.standingOf(tx, accountId);
  if (methods.length === 0) {
    return entrance.open(tx, { accountId, kind: entrance.kind, method, secondFactor: false, origin, ...place });
  }
  if ((await ceremonies.failedAttempts(tx, 'second_factor', accountId)) >= FAILED_ATTEMPTS_AN_HOUR) {
    throw signInErrors.sign_in_locked(undefined, { retryAfterSeconds: HOUR_SECONDS });
  }
  const state = { client: entrance.kind, method, orgId: orgId ?? null };
  const token = await ceremonies.begin(tx, { kind: 'second_factor', accountId, state });
  await recordAttempt(deps, tx, { action: 'session.second_factor_asked', accountId, origin });
  return { secondFactor: { token, methods } };
}

/** Throws `account_suspended`, also for an account that is gone; `single_sign_on_required` for every other method. */
export async function assertMayEnter(
  { accounts, singleSignOn }: SignInDependencies,
  tx: SystemTx,
  accountId: string,
  method: SignInMethod,
): Promise<void> {
  const account = await accounts.accountById(tx, accountId);
  if (!account || account.suspended) throw signInErrors.account_suspended();
  if (method !== 'sso' && (await singleSignOn.requiredBy(tx, accountId)) !== undefined) {
    throw signInErrors.single_sign_on_required();
  }
}
