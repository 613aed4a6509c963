import { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { ceremonyErrors } from '../ceremonies/index.ts';
import { secondFactorErrors } from '../second-factors/index.ts';
import type { Origin } from '../sessions/index.ts';
import { assertMayEnter, type Entrance, Half } from './admission.ts';
import { entering, recordRefused } from './attempts.ts';
import type { SignInDependencies } from './service.ts';

export type PasskeyBegun = { readonly token: string; readonly options: Record<string, unknown> };

const ROUTINE = { routine: 'signing in with a passkey' } as const;
const State = z.object({ challenge: z.string() });

/** For whoever has a passkey here; or for the account whose second factor is asked for, and then its token stays the same. */
export async function beginPasskey(deps: SignInDependencies, secondFactorToken?: string): Promise<PasskeyBegun> {
  if (secondFactorToken !== undefined) return beginAsSecondFactor(deps, secondFactorToken);
  const { database, secondFactors, ceremonies } = deps;
  return database.asSystem(ROUTINE, async (tx) => {
    const { challenge, options } = await secondFactors.passkeyRequest(tx);
    const token = await ceremonies.begin(tx, { kind: 'passkey', accountId: null, state: { challenge } });
    return { token, options };
  });
}

async function beginAsSecondFactor(
  { database, secondFactors, ceremonies }: SignInDependencies,
  token: string,
): Promise<PasskeyBegun> {
  return database.asSystem(ROUTINE, async (tx) => {
    let begun: PasskeyBegun = { token, options: {} };
    await ceremonies.change(tx, 'second_factor', token, async ({ accountId, state }) => {
      if (accountId === null) throw ceremonyErrors.ceremony_over();
      const { challenge, options } = await secondFactors.passkeyRequest(tx, accountId);
      begun = { token, options };
      return { ...Half.parse(state), challenge };
    });
    return begun;
  });
}

export async function withPasskey<Opened>(
  deps: SignInDependencies,
  entrance: Entrance<Opened>,
  { token, assertion, origin }: { token: string; assertion: unknown; origin: Origin },
): Promise<Opened> {
  const { database, secondFactors, ceremonies } = deps;
  const begun = await ceremonies.take('passkey', token);
  // One that was begun to confirm that it is still somebody signs nobody in.
  if (begun.accountId !== null) throw ceremonyErrors.ceremony_over();
  const accountId = await secondFactors.provePasskey(assertion, State.parse(begun.state).challenge);
  if (accountId === undefined) {
    await recordRefused(deps, { action: 'session.passkey_refused', accountId: null, origin });
    throw secondFactorErrors.passkey_refused();
  }
  const enter = async (tx: SystemTx) => {
    await assertMayEnter(deps, tx, accountId, 'passkey');
    return entrance.open(tx, { accountId, kind: entrance.kind, method: 'passkey', secondFactor: true, origin });
  };
  return entering(deps, { accountId, origin }, () => database.asSystem(ROUTINE, enter));
}
