import { ceremonyErrors } from '../ceremonies/index.ts';
import { secondFactorErrors, type SecondFactorProof } from '../second-factors/index.ts';
import type { Origin } from '../sessions/index.ts';
import { assertMayEnter, type Entrance, Half } from './admission.ts';
import { recordRefused } from './attempts.ts';
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
  const { id, accountId, state } = await ceremonies.attempt('second_factor', token);
  const { client, method, challenge, orgId } = Half.parse(state);
  if (accountId === null || client !== entrance.kind) throw ceremonyErrors.ceremony_over();
  if (!(await secondFactors.prove(accountId, { ...proof, challenge }, origin))) {
    await recordRefused(deps, { action: 'session.second_factor_failed', accountId, origin });
    throw proof.method === 'passkey' ? secondFactorErrors.passkey_refused() : secondFactorErrors.code_wrong();
  }
  return database.asSystem({ routine: 'signing in' }, async (tx) => {
    await assertMayEnter(deps, tx, accountId, method);
    await ceremonies.finish(tx, id);
    const place = orgId === null ? {} : { orgId };
    return entrance.open(tx, { accountId, kind: entrance.kind, method, secondFactor: true, origin, ...place });
  });
}
