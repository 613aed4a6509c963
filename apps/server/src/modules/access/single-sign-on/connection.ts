import type { GivenRole } from '@stepwell/contract';
import { hashSecret } from '../../../platform/crypto/index.ts';

/** What an organization wants its identity provider to have made sure of. */
export type Expectation = {
  /** One of them has to be named as acr or amr (OpenID Connect) or AuthnContextClassRef (SAML); any will do where empty. */
  readonly required_contexts?: readonly string[];
  /** How long ago somebody may have proved themselves there. */
  readonly max_age_minutes?: number | null;
};

export type SamlSettings = Expectation & {
  readonly entity_id: string;
  readonly sign_in_url: string;
  /** DER in base64. */
  readonly certificates: readonly string[];
};
export type OidcSettings = Expectation & { readonly issuer: string; readonly client_id: string };

/** Which identity provider it is, and how it is spoken with. */
export type IdentityProvider =
  | { readonly kind: 'saml'; readonly settings: SamlSettings }
  | { readonly kind: 'oidc'; readonly settings: OidcSettings };

/** As much of it as tells one from another. */
export type NamedProvider =
  | { readonly kind: 'saml'; readonly settings: Pick<SamlSettings, 'entity_id'> }
  | { readonly kind: 'oidc'; readonly settings: OidcSettings };

/** The single sign-on of one organization. */
export type Connection = IdentityProvider & {
  readonly id: string;
  readonly orgId: string;
  readonly state: 'draft' | 'active';
  readonly isEnforced: boolean;
  readonly defaultRole: GivenRole;
  readonly sealedSecret: Buffer | null;
  readonly testedAt: Date | null;
  readonly updatedAt: Date;
};
export type SamlConnection = Extract<Connection, { kind: 'saml' }>;
export type OidcConnection = Extract<Connection, { kind: 'oidc' }>;

/** What the identity provider knows us by. */
export type ServiceProvider = {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly metadataUrl: string;
  readonly redirectUri: string;
};

/** Who somebody is at the identity provider. `subject` does not change when the address does. */
export type Identity = { readonly subject: string; readonly email: string; readonly name: string | null };

export function serviceProviderOf(publicUrl: string, connectionId: string): ServiceProvider {
  const saml = `${publicUrl}/api/v1/auth/saml/${connectionId}`;
  const metadataUrl = `${saml}/metadata`;
  return { entityId: metadataUrl, metadataUrl, acsUrl: `${saml}/acs`, redirectUri: callbackOf(publicUrl) };
}

/** The page that completes a sign-in. */
export function callbackOf(publicUrl: string): string {
  return `${publicUrl}/sign-in/callback/sso`;
}

/** Whether both name the same identity provider; its certificates and addresses may have changed. */
export function isSameProvider(one: NamedProvider, other: NamedProvider): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf({ kind, settings }: NamedProvider): string {
  return JSON.stringify(kind === 'saml' ? [kind, settings.entity_id] : [kind, settings.issuer, settings.client_id]);
}

/** Changes whenever anything that an answer is judged by changes. */
export function fingerprintOf({ kind, settings }: IdentityProvider): string {
  const judged =
    kind === 'saml'
      ? [kind, settings.entity_id, settings.sign_in_url, ...settings.certificates]
      : [kind, settings.issuer, settings.client_id];
  const { required_contexts: contexts = [], max_age_minutes: maxMinutes = null } = settings;
  return hashSecret(JSON.stringify([judged, contexts, maxMinutes])).toString('base64url');
}

/** Whose accounts there are linked, as `connected_accounts` calls it. */
export function linkProviderOf(connectionId: string): string {
  return `sso:${connectionId}`;
}
