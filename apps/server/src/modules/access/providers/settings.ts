import type { ProviderId } from '@stepwell/contract';

type Registration = { readonly name: string; readonly clientId: string };

/** A provider that people may sign in with, as this installation is registered with it. */
export type ProviderSettings =
  | (Registration & {
      readonly kind: 'openid';
      readonly id: Exclude<ProviderId, 'github'>;
      readonly issuer: string;
      /** Null for a public client. */
      readonly clientSecret: string | null;
    })
  | (Registration & {
      readonly kind: 'github';
      readonly id: 'github';
      readonly baseUrl: string;
      readonly clientSecret: string;
    });

/** The settings of the installation that name providers. */
export type ProviderConfig = {
  readonly GOOGLE_CLIENT_ID?: string | undefined;
  readonly GOOGLE_CLIENT_SECRET?: string | undefined;
  readonly GITHUB_CLIENT_ID?: string | undefined;
  readonly GITHUB_CLIENT_SECRET?: string | undefined;
  readonly GITHUB_URL: string;
  readonly OPENID_ISSUER?: string | undefined;
  readonly OPENID_CLIENT_ID?: string | undefined;
  readonly OPENID_CLIENT_SECRET?: string | undefined;
  readonly OPENID_NAME: string;
};

export const GITHUB_URL = 'https://github.com';
const GOOGLE_ISSUER = 'https://accounts.google.com';

/** Those that are set up, in the order in which their buttons stand. */
export function providersOf(config: ProviderConfig): ProviderSettings[] {
  return [...google(config), ...github(config), ...openid(config)];
}

function google({ GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret }: ProviderConfig) {
  if (clientId === undefined || clientSecret === undefined) return [];
  return [{ id: 'google', name: 'Google', kind: 'openid', issuer: GOOGLE_ISSUER, clientId, clientSecret } as const];
}

function github({ GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret, GITHUB_URL: url }: ProviderConfig) {
  if (clientId === undefined || clientSecret === undefined) return [];
  const baseUrl = url.replace(/\/+$/, '');
  return [{ id: 'github', name: 'GitHub', kind: 'github', baseUrl, clientId, clientSecret } as const];
}

function openid(config: ProviderConfig) {
  const { OPENID_ISSUER: issuer, OPENID_CLIENT_ID: clientId, OPENID_NAME: name } = config;
  if (issuer === undefined || clientId === undefined) return [];
  const clientSecret = config.OPENID_CLIENT_SECRET ?? null;
  return [{ id: 'openid', name, kind: 'openid', issuer, clientId, clientSecret } as const];
}

/**
 * What a subject is kept with. Another address is another provider, whose subjects are other people, even where it takes
 * the place of the former one.
 */
export function keyOf(provider: ProviderSettings): string {
  return `${provider.id}:${provider.kind === 'openid' ? provider.issuer : provider.baseUrl}`;
}
