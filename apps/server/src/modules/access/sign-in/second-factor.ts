import type { SystemTx } from '../../../platform/database/index.ts';
import { ceremonyErrors } from '../ceremonies/index.ts';
import { secondFactorErrors, type SecondFactorProof } from '../second-factors/index.ts';
import type { Origin } from '../sessions/index.ts';
import { assertMayEnter, type Entrance, Half } from './admission.ts';
import { entering, recordAttempt } from './attempts.ts';
import { tellOwner } from './owner-notice.ts';
import type { SignInDependencies } from './service.ts';

export type SecondFactorSignIn = Pick<SecondFactorProof, 'method' | 'code' | 'assertion'> & {
  readonly token: string;
  readonly origin: Origin;
};

/** The attempt counts before anything is compared, so that many at a time are not more than many one by one. */
export async function withSecondFactor<Opened>(
  deps: SignInDependencies,
  entrance: Entrance<Opened>,
  { token, origin, ...proof }: SecondFactorSignIn,
): Promise<Opened> {
  const { ceremonies, secondFactors, database } = deps;
  const { id, accountId, state, attemptsLeft } = await ceremonies.attempt('second_factor', token);
  const { client, method, challenge, orgId } = Half.parse(state);
  if (accountId === null || client !== entrance.kind) throw ceremonyErrors.ceremony_over();
  if (!(await secondFactors.prove(accountId, { ...proof, challenge }, origin))) {
    await refused(deps, { accountId, origin, isLast: attemptsLeft === 0 });
    throw proof.method === 'passkey' ? secondFactorErrors.passkey_refused() : secondFactorErrors.code_wrong();
  }
  const enter = async (tx: SystemTx) => {
    await assertMayEnter(deps, tx, accountId, method);
    await ceremonies.finish(tx, id);
    const place = orgId === null ? {} : { orgId };
    return entrance.open(tx, { accountId, kind: entrance.kind, method, secondFactor: true, origin, ...place });
  };
  return entering(deps, { accountId, origin }, () => database.asSystem({ routine: 'signing in' }, enter));
}

/** Whoever had the first half right and fails the second for good may have come by it wrongly: its owner is told. */
async function refused(
  deps: SignInDependencies,
  { accountId, origin, isLast }: { accountId: string; origin: Origin; isLast: boolean },
): Promise<void> {
  await deps.database.asSystem({ routine: 'signing in' }, async (tx) => {
    await recordAttempt(deps, tx, { action: 'session.second_factor_failed', accountId, origin });
    if (isLast) await tellOwner(deps, tx, { template: 'sign_in_suspicious', accountId, origin });
  });
}
