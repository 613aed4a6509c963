import type { ProviderId, ProviderView } from '@stepwell/contract';
import type { z } from 'zod';
import { type Arrived, complete, type Return } from './arriving.ts';
import { disconnect } from './connecting.ts';
import { beginConnection, beginSignIn, type Departure } from './departing.ts';
import { type ConnectedAccount, connectedAccounts } from './view.ts';
import type { Owner, ProviderDependencies } from './work.ts';

/** Accounts elsewhere that people sign in with. */
export type Providers = {
  list(): z.input<typeof ProviderView>[];
  /** Throws `provider_unknown`, `provider_unavailable`. */
  beginSignIn(provider: ProviderId, returnTo: string | null): Promise<Departure>;
  /** Throws the same, and `provider_connected_already`, `own_email_unverified`. */
  beginConnection(provider: ProviderId, owner: Owner): Promise<Departure>;
  /** The second half of either. Throws `provider_…`, `ceremony_over`, `other_browser`, and what refuses a sign-in. */
  complete(back: Return): Promise<Arrived>;
  connectedAccounts(accountId: string): Promise<ConnectedAccount[]>;
  /** Throws `not_found`, `last_sign_in_method`. */
  disconnect(owner: Owner, id: string): Promise<void>;
};

export function createProviders(deps: ProviderDependencies): Providers {
  return {
    list: () => deps.providers.map(({ id, name }) => ({ id, name })),
    beginSignIn: (provider, returnTo) => beginSignIn(deps, provider, returnTo),
    beginConnection: (provider, owner) => beginConnection(deps, provider, owner),
    complete: (back) => complete(deps, back),
    connectedAccounts: (accountId) => connectedAccounts(deps, accountId),
    disconnect: (owner, id) => disconnect(deps, owner, id),
  };
}
