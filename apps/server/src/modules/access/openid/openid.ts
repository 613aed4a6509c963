import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  ResponseBodyError,
  type ServerMetadata,
} from 'openid-client';
import { z } from 'zod';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { hashSecret } from '../../../platform/crypto/index.ts';
import { OutsideFailure, Refusal } from '../../../platform/errors/index.ts';
import type { Outbound } from '../../../platform/outbound/index.ts';

/** An OpenID Connect provider as we are registered with it. */
export type OpenIdProvider = {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client without one: PKCE alone protects the code. */
  readonly clientSecret: string | null;
};

/** What an answer is checked against; kept where only the one who begins and the one who completes can read it. */
export type OpenIdChecks = { readonly nonce: string; readonly verifier: string };

/** Who somebody is at the provider. `subject` never changes; the rest may. */
export type OpenIdIdentity = {
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider answers for the address; null where it says nothing of that. */
  readonly emailVerified: boolean | null;
  readonly name: string | null;
  readonly locale: string | null;
  /** How somebody proved themselves there: acr and every amr, and how long before the answer. */
  readonly proof: { readonly contexts: readonly string[]; readonly ageSeconds: number | null };
};

/** `declined`: the person or the provider said no; `refused`: the answer is not to be believed; `unreachable`: no answer. */
export class OpenIdFailure extends Error {
  readonly reason: 'declined' | 'refused' | 'unreachable';

  constructor(reason: OpenIdFailure['reason'], cause: unknown) {
    super(`OpenID Connect: ${reason}`, { cause });
    this.name = 'OpenIdFailure';
    this.reason = reason;
  }
}

export type OpenIdDeparture = {
  readonly redirectUri: string;
  readonly state: string;
  readonly loginHint?: string | undefined;
  /** `acr_values`: what the provider is asked for; whether it was given stands in the identity. */
  readonly contexts?: readonly string[] | undefined;
  /** How long ago somebody may have proved themselves there. */
  readonly maxAgeSeconds?: number | undefined;
};

/** The client's side of OpenID Connect Core 1.0: authorization code with PKCE (S256), state, nonce and RFC 9207's issuer. */
export type OpenId = {
  /** Where to send the browser. Throws `OpenIdFailure`, `outside_address_refused`. */
  depart(provider: OpenIdProvider, departure: OpenIdDeparture): Promise<{ url: string; checks: OpenIdChecks }>;
  /** Who came back. Throws `OpenIdFailure`, `outside_address_refused`. */
  arrive(
    provider: OpenIdProvider,
    arrival: { redirectUri: string; state: string; query: string; checks: OpenIdChecks },
  ): Promise<OpenIdIdentity>;
  /** Whether the provider can be reached and its document can be read. Throws as `depart` does. */
  probe(provider: OpenIdProvider): Promise<void>;
};

export type OpenIdDependencies = {
  readonly clock: Clock;
  readonly outbound: Pick<Outbound, 'fetch' | 'assertUrl' | 'allowsPlain'>;
};

const SCOPE = 'openid email profile';
const REMEMBERED_MS = 600_000;
const MAX_REMEMBERED = 500;
const TIMEOUT_SECONDS = 10;

/** For the hosts that the operator allows to be called without TLS. */
const PLAIN: ((configuration: Configuration) => void)[] = [
  // oxlint-disable-next-line typescript/no-deprecated -- the library marks it so that it stands out
  allowInsecureRequests,
];

const Claims = z.object({
  email: z.string().max(320).optional().catch(undefined),
  // Whatever else is said of it is no yes.
  email_verified: z
    .unknown()
    .transform((said) => (said === undefined || said === null ? undefined : said === true || said === 'true'))
    .optional(),
  name: z.string().max(200).optional().catch(undefined),
  locale: z.string().max(35).optional().catch(undefined),
});

const ProofClaims = z.object({
  acr: z.string().optional().catch(undefined),
  amr: z.array(z.string()).optional().catch(undefined),
  auth_time: z.number().optional().catch(undefined),
  iat: z.number().optional().catch(undefined),
});

export function createOpenId(deps: OpenIdDependencies): OpenId {
  const known = new ExpiringCache<Configuration>({
    clock: deps.clock,
    maxEntries: MAX_REMEMBERED,
    ttlMs: REMEMBERED_MS,
  });
  const configurationOf = async (provider: OpenIdProvider): Promise<Configuration> => {
    const key = hashSecret(JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret])).toString('hex');
    const found = await known.load(key, () => discover(deps, provider));
    if (found === undefined) throw new OpenIdFailure('unreachable', undefined);
    return found;
  };
  return {
    depart: async (provider, departure) => depart(await configurationOf(provider), departure),
    arrive: async (provider, arrival) => arrive(await configurationOf(provider), arrival),
    async probe(provider) {
      known.clear();
      await configurationOf(provider);
    },
  };
}

async function discover({ outbound }: OpenIdDependencies, provider: OpenIdProvider): Promise<Configuration> {
  const issuer = new URL(provider.issuer);
  outbound.assertUrl(issuer);
  const execute = outbound.allowsPlain(issuer) ? PLAIN : [];
  const call: (url: string, options: object) => Promise<Response> = (url, options) => outbound.fetch(url, options);
  const found = await translated(() =>
    discovery(issuer, provider.clientId, undefined, None(), {
      [customFetch]: call,
      execute,
      timeout: TIMEOUT_SECONDS,
    }),
  );
  const server = found.serverMetadata();
  const configuration = new Configuration(server, provider.clientId, undefined, authenticationOf(server, provider));
  configuration[customFetch] = call;
  configuration.timeout = TIMEOUT_SECONDS;
  // Otherwise the library takes TLS for proof enough of an id token, and allowed hosts may speak without it.
  enableNonRepudiationChecks(configuration);
  for (const allow of execute) allow(configuration);
  return configuration;
}

/** In the body where the provider takes that, else by HTTP Basic, which every provider takes (Core 1.0, section 9). */
function authenticationOf(
  { token_endpoint_auth_methods_supported: methods }: ServerMetadata,
  provider: OpenIdProvider,
) {
  if (provider.clientSecret === null) return None();
  const inBody = methods?.includes('client_secret_post');
  return inBody ? ClientSecretPost(provider.clientSecret) : ClientSecretBasic(provider.clientSecret);
}

async function depart(
  configuration: Configuration,
  { redirectUri, state, loginHint, contexts = [], maxAgeSeconds }: OpenIdDeparture,
): Promise<{ url: string; checks: OpenIdChecks }> {
  const checks = { nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    nonce: checks.nonce,
    code_challenge: await calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: 'S256',
    ...(loginHint === undefined ? {} : { login_hint: loginHint }),
    ...(contexts.length === 0 ? {} : { acr_values: contexts.join(' ') }),
    ...(maxAgeSeconds === undefined ? {} : { max_age: String(maxAgeSeconds) }),
  });
  return { url: url.href, checks };
}

async function arrive(
  configuration: Configuration,
  { redirectUri, state, query, checks }: Parameters<OpenId['arrive']>[1],
): Promise<OpenIdIdentity> {
  const current = new URL(redirectUri);
  current.search = query;
  const tokens = await translated(() =>
    authorizationCodeGrant(configuration, current, {
      expectedState: state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.verifier,
      idTokenExpected: true,
    }),
  );
  const stated = tokens.claims();
  if (stated === undefined) throw new OpenIdFailure('refused', undefined);
  const claims = Claims.parse(stated);
  const proof = proofIn(stated);
  if (claims.email !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined) {
    return { ...identityOf(stated.sub, claims), proof };
  }
  const more = await translated(() => fetchUserInfo(configuration, tokens.access_token, stated.sub));
  return { ...identityOf(stated.sub, { ...claims, ...withoutAbsent(Claims.parse(more)) }), proof };
}

/** Both times are the provider's own, so that our clock does not matter. */
function proofIn(stated: object): OpenIdIdentity['proof'] {
  const { acr, amr = [], auth_time: provedAt, iat } = ProofClaims.parse(stated);
  const ageSeconds = provedAt === undefined || iat === undefined ? null : iat - provedAt;
  return { contexts: acr === undefined ? amr : [acr, ...amr], ageSeconds };
}

function identityOf(
  subject: string,
  { email, email_verified, name, locale }: z.output<typeof Claims>,
): Omit<OpenIdIdentity, 'proof'> {
  const address = email === undefined || !z.email().safeParse(email).success ? null : email;
  return {
    subject,
    email: address,
    emailVerified: address === null ? null : (email_verified ?? null),
    name: name?.trim() || null,
    locale: locale ?? null,
  };
}

function withoutAbsent<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The library tells a dozen failures apart; whoever signs in has one of three things to do. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof Error && error.cause instanceof Refusal) throw error.cause;
    throw new OpenIdFailure(reasonOf(error), error);
  }
}

function reasonOf(error: unknown): OpenIdFailure['reason'] {
  if (isUnreached(error)) return 'unreachable';
  if (error instanceof AuthorizationResponseError) return 'declined';
  if (error instanceof ResponseBodyError) return 'refused';
  if (error instanceof ClientError) return isTimeout(error) ? 'unreachable' : 'refused';
  return 'unreachable';
}

/** The library takes what it does not know for an answer that is not to be believed. */
function isUnreached(error: unknown): boolean {
  return error instanceof OutsideFailure || (error instanceof Error && error.cause instanceof OutsideFailure);
}

function isTimeout({ code }: ClientError): boolean {
  return code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}
