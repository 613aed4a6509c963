import { z } from 'zod';
import { Refusal } from '../../../platform/errors/index.ts';
import { OpenIdFailure, type OpenIdIdentity } from '../openid/index.ts';
import { providerErrors } from './errors.ts';
import { githubClient } from './github.ts';
import type { ProviderSettings } from './settings.ts';
import type { ProviderDependencies } from './work.ts';

/** Who somebody is at a provider. */
export type Identity = Omit<OpenIdIdentity, 'proof'>;

export type Checks = { readonly [name: string]: string };

/** Refuses with `provider_declined`, `provider_answer_refused`, `provider_unavailable`. */
export type ProviderClient = {
  /** Where to send the browser, without a state yet; `checks` are needed again when it comes back. */
  depart(redirectUri: string): Promise<{ url: URL; checks: Checks }>;
  arrive(arrival: { redirectUri: string; state: string; query: string; checks: Checks }): Promise<Identity>;
};

/** Tokens of providers are forgotten as soon as they have said who it is: nothing here acts in anybody's name there. */
export function clientOf(deps: ProviderDependencies, provider: ProviderSettings): ProviderClient {
  const client = provider.kind === 'github' ? githubClient(deps, provider) : openIdClient(deps, provider);
  return {
    depart: (redirectUri) => told(deps, provider, () => client.depart(redirectUri)),
    arrive: (arrival) => told(deps, provider, () => client.arrive(arrival)),
  };
}

const OpenIdChecks = z.object({ nonce: z.string(), verifier: z.string() });

function openIdClient(
  { openId }: ProviderDependencies,
  provider: Extract<ProviderSettings, { kind: 'openid' }>,
): ProviderClient {
  return {
    async depart(redirectUri) {
      const { url, checks } = await openId.depart(provider, { redirectUri, state: '' });
      return { url: new URL(url), checks };
    },
    arrive: ({ checks, ...arrival }) => openId.arrive(provider, { ...arrival, checks: OpenIdChecks.parse(checks) }),
  };
}

const REFUSALS = {
  declined: providerErrors.provider_declined,
  refused: providerErrors.provider_answer_refused,
  unreachable: providerErrors.provider_unavailable,
} as const;

/** Why it failed is for whoever set the provider up; the person has one of three things to do. */
async function told<T>({ log }: ProviderDependencies, { id }: ProviderSettings, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const [reason, cause] = failureOf(error);
    if (reason !== 'declined')
      log.warn({ provider: id, reason, why: messageOf(cause) }, 'signing in with a provider failed');
    throw REFUSALS[reason]();
  }
}

/** An address that may not be called is a matter of the settings, and nobody's who signs in. */
function failureOf(error: unknown): [OpenIdFailure['reason'], unknown] {
  if (error instanceof OpenIdFailure) return [error.reason, error.cause];
  if (error instanceof Refusal) return ['unreachable', error];
  throw error;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : '';
}
