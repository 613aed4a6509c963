import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { orgIdOf } from '../callers/index.ts';
import { secondFactorErrors } from '../second-factors/index.ts';
import type { Origin } from '../sessions/index.ts';
import { assertConnectable } from './departing.ts';
import { providerErrors } from './errors.ts';
import type { Identity } from './provider-client.ts';
import { deleteConnected, insertConnected, lockOwner } from './repository.ts';
import { keyOf, type ProviderSettings } from './settings.ts';
import { type Owner, type ProviderDependencies, record, tellConnected } from './work.ts';
import { idOfKey } from './view.ts';

type Connection = {
  readonly provider: ProviderSettings;
  readonly identity: Identity;
  readonly owner: Owner;
  readonly origin: Origin;
};

/** Throws `own_email_unverified`, `provider_connected_already`, `provider_account_taken`. */
export async function connect(
  deps: ProviderDependencies,
  tx: SystemTx,
  { provider, identity, owner, origin }: Connection,
): Promise<void> {
  const { accountId } = owner.who;
  await lockOwner(tx, accountId);
  await assertConnectable(deps, tx, accountId, provider);
  const { subject, email } = identity;
  const row = { id: deps.ids.next(), accountId, provider: keyOf(provider), subject, email };
  if (!(await insertConnected(tx, { ...row, connectedAt: deps.clock.now(), lastUsedAt: null }))) {
    throw providerErrors.provider_account_taken();
  }
  await recordBy(deps, tx, owner, 'account.connect', provider.id);
  const account = await deps.accounts.accountById(tx, accountId);
  if (account !== undefined) await tellConnected(deps, tx, account, { provider, origin });
}

/** Throws `not_found`, `last_sign_in_method`. */
export async function disconnect(deps: ProviderDependencies, owner: Owner, id: string): Promise<void> {
  const { accountId } = owner.who;
  await deps.database.asSystem({ routine: 'disconnecting an account' }, async (tx) => {
    const ways = await deps.secondFactors.countWaysIn(tx, accountId);
    const key = await deleteConnected(tx, id, accountId);
    if (key === undefined) throw commonErrors.not_found();
    // Refused after the removal, which the roll-back undoes: what is not there must read as not there.
    if (ways === 1) throw secondFactorErrors.last_sign_in_method();
    await recordBy(deps, tx, owner, 'account.disconnect', idOfKey(key));
  });
}

function recordBy(
  deps: ProviderDependencies,
  tx: SystemTx,
  { who, actor }: Owner,
  action: string,
  provider: string,
): Promise<void> {
  return record(deps, tx, { action, actor, accountId: who.accountId, orgId: orgIdOf(who), after: { provider } });
}
