import { PROVIDER_IDS, type ProviderId } from '@stepwell/contract';
import { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { newVisit, visitHash } from '../ceremonies/index.ts';
import { providerErrors } from './errors.ts';
import { clientOf } from './provider-client.ts';
import { hasConnected } from './repository.ts';
import { keyOf, type ProviderSettings } from './settings.ts';
import { type Owner, type ProviderDependencies, providerOf } from './work.ts';

/** What is known again when somebody comes back; sealed until then. */
export const Visit = z.object({
  provider: z.enum(PROVIDER_IDS),
  checks: z.record(z.string(), z.string()),
  /** Hash of what the browser that began was given. */
  browser: z.string(),
  returnTo: z.string().nullable(),
  /** Who is connecting an account, and in which session; null for a sign-in. */
  connect: z.object({ accountId: z.string(), sessionId: z.string() }).nullable(),
});
type Visit = z.output<typeof Visit>;

/** `browser` goes into a cookie and is kept nowhere. */
export type Departure = { readonly authorizationUrl: string; readonly browser: string };

const ROUTINE = { routine: 'going to a provider' } as const;

export async function beginSignIn(
  deps: ProviderDependencies,
  id: ProviderId,
  returnTo: string | null,
): Promise<Departure> {
  return depart(deps, providerOf(deps, id), { returnTo, connect: null });
}

export async function beginConnection(deps: ProviderDependencies, id: ProviderId, { who }: Owner): Promise<Departure> {
  const provider = providerOf(deps, id);
  const { accountId, sessionId } = who;
  await deps.database.asSystem(ROUTINE, (tx) => assertConnectable(deps, tx, accountId, provider));
  return depart(deps, provider, { returnTo: null, connect: { accountId, sessionId } });
}

/**
 * An account whose address nobody has shown to be theirs gets no other way in: it may wait for the person who reads that
 * address, and what was connected before would let its maker back in. Throws `own_email_unverified`,
 * `provider_connected_already`.
 */
export async function assertConnectable(
  { accounts }: ProviderDependencies,
  tx: SystemTx,
  accountId: string,
  provider: ProviderSettings,
): Promise<void> {
  const account = await accounts.accountById(tx, accountId);
  if (!account?.emailVerifiedAt) throw providerErrors.own_email_unverified();
  if (await hasConnected(tx, accountId, keyOf(provider))) throw providerErrors.provider_connected_already();
}

async function depart(
  deps: ProviderDependencies,
  provider: ProviderSettings,
  intent: Pick<Visit, 'returnTo' | 'connect'>,
): Promise<Departure> {
  const { url, checks } = await clientOf(deps, provider).depart(redirectUriOf(deps, provider.id));
  const browser = newVisit();
  const state: Visit = { ...intent, provider: provider.id, checks, browser: visitHash(browser) };
  const accountId = intent.connect?.accountId ?? null;
  // The state is the token of what is sealed here, so it comes into the address last.
  const token = await deps.database.asSystem(ROUTINE, (tx) =>
    deps.ceremonies.begin(tx, { kind: 'oauth', accountId, state }),
  );
  url.searchParams.set('state', token);
  return { authorizationUrl: url.href, browser };
}

export function redirectUriOf({ publicUrl }: ProviderDependencies, id: ProviderId): string {
  return `${publicUrl}/sign-in/callback/${id}`;
}
