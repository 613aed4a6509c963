import type { ApiKeyScope, Environment, MemberRole, OperatorRole } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';

/** Who is calling, as far as it was proved. */
export type Principal =
  | PublicPrincipal
  | AccountPrincipal
  | MemberPrincipal
  | ParticipantPrincipal
  | ApiKeyPrincipal
  | DirectoryPrincipal
  | OperationsPrincipal;

export type PublicPrincipal = { readonly kind: 'public' };

/** What is known of everybody who is signed in. */
export type SignedIn = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly emailVerified: boolean;
  /** Staff of the installation; null for everybody else. */
  readonly operatorRole: OperatorRole | null;
  /** Whether a second factor was proved in this session. */
  readonly secondFactor: boolean;
  /** The organization worked in asks for a second factor, and this session has none. */
  readonly secondFactorDue: boolean;
  /** When the person last proved that it is them; null for one who acts in somebody else's name. */
  readonly confirmedAt: Date | null;
  /** The operator who acts in this account's name. */
  readonly impersonatorId: string | null;
  /** A new major version of the terms waits for acceptance. */
  readonly pendingTerms: boolean;
};

/** Somebody signed in who works in no organization. */
export type AccountPrincipal = SignedIn & { readonly kind: 'account' };

/** Somebody signed in, working in one organization with the role they have there. */
export type MemberPrincipal = SignedIn & {
  readonly kind: 'member';
  readonly orgId: string;
  readonly environment: Environment;
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

/** The directory of an organization, which provisions its members over SCIM. */
export type DirectoryPrincipal = {
  readonly kind: 'directory';
  readonly orgId: string;
  readonly tokenId: string;
};

/** The installation's monitoring, by its token. */
export type OperationsPrincipal = { readonly kind: 'operations' };

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
