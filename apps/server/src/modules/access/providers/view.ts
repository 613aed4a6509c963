import type { ConnectedAccountView } from '@stepwell/contract';
import type { z } from 'zod';
import { listConnected } from './read-model.ts';
import { keyOf } from './settings.ts';
import type { ProviderDependencies } from './work.ts';

export type ConnectedAccount = z.input<typeof ConnectedAccountView>;

/** What a provider is called where it is not set up any more. */
const NAMES: Readonly<Record<string, string>> = { google: 'Google', github: 'GitHub', openid: 'OpenID' };

export async function connectedAccounts(deps: ProviderDependencies, accountId: string): Promise<ConnectedAccount[]> {
  const rows = await deps.database.asSystem({ routine: 'which accounts are connected' }, (tx) =>
    listConnected(tx, accountId),
  );
  return rows.map(({ id, provider, email, organizationName, connectedAt, lastUsedAt }) => ({
    id,
    provider: idOfKey(provider),
    provider_name: organizationName ?? nameOf(deps, provider),
    email,
    connected_at: connectedAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
  }));
}

function nameOf({ providers }: ProviderDependencies, key: string): string {
  const id = idOfKey(key);
  return providers.find((provider) => keyOf(provider) === key)?.name ?? NAMES[id] ?? id;
}

/** google, github, openid or sso. */
export function idOfKey(key: string): string {
  return key.split(':', 1)[0] ?? key;
}
