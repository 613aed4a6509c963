import type { ApiKeyScope, Environment, MemberRole } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';

/** Who is calling, as far as it was proved. */
export type Principal = PublicPrincipal | MemberPrincipal | ParticipantPrincipal | ApiKeyPrincipal | OperatorPrincipal;

export type PublicPrincipal = { readonly kind: 'public' };

export type MemberPrincipal = {
  readonly kind: 'member';
  readonly orgId: string;
  readonly environment: Environment;
  readonly accountId: string;
  readonly sessionId: string;
  readonly role: MemberRole;
};

export type ParticipantPrincipal = {
  readonly kind: 'participant';
  readonly orgId: string;
  readonly environment: Environment;
  readonly externalId: string;
  /** What the tenant's server says of the participant; absent means nothing new. */
  readonly claims: ParticipantClaims;
};

export type ParticipantClaims = {
  readonly name?: string;
  readonly market?: string;
  readonly role?: string;
  readonly locale?: string;
  readonly traits?: Readonly<Record<string, Json>>;
};

export type ApiKeyPrincipal = {
  readonly kind: 'api_key';
  readonly orgId: string;
  readonly environment: Environment;
  readonly keyId: string;
  readonly scopes: readonly ApiKeyScope[];
};

export type OperatorPrincipal = { readonly kind: 'operator'; readonly name: string };

/** Everything a caller may prove itself with, taken from the request and not yet believed. */
export type Credentials = {
  readonly sessionToken: string | undefined;
  readonly bearer: string | undefined;
  /** `Stepwell-Organization`: slug; needed with participant tokens that carry no `kid`. */
  readonly organization: string | undefined;
  /** `Stepwell-Environment`: live (default) or test. */
  readonly environment: Environment | undefined;
  /** `Stepwell-Participant`: an unsigned id, believed in `test` only. */
  readonly unsignedParticipant: string | undefined;
};

/** Believes or refuses. Resolves to `public` when no credentials were sent; throws a Refusal when they are not good. */
export type Authenticate = (credentials: Credentials) => Promise<Principal>;

export const SESSION_COOKIE = 'stepwell_session';
