import type { DomainView, ServiceProviderView, SingleSignOnView } from '@stepwell/contract';
import type { z } from 'zod';
import { certificateFacts } from './certificates.ts';
import type { Connection, ServiceProvider } from './connection.ts';
import type { ProvableDomain } from './domains.ts';

type View = z.input<typeof SingleSignOnView>;

export function singleSignOnView(connection: Connection): View {
  return {
    id: connection.id,
    kind: connection.kind,
    state: connection.state,
    is_enforced: connection.isEnforced,
    default_role: connection.defaultRole,
    required_contexts: [...(connection.settings.required_contexts ?? [])],
    max_age_minutes: connection.settings.max_age_minutes ?? null,
    saml: samlView(connection),
    oidc: oidcView(connection),
    tested_at: connection.testedAt?.toISOString() ?? null,
    updated_at: connection.updatedAt.toISOString(),
  };
}

export function serviceProviderView(own: ServiceProvider): z.input<typeof ServiceProviderView> {
  return {
    entity_id: own.entityId,
    acs_url: own.acsUrl,
    metadata_url: own.metadataUrl,
    redirect_uri: own.redirectUri,
  };
}

function samlView({ kind, settings }: Connection): View['saml'] {
  if (kind !== 'saml') return null;
  const certificates = settings.certificates.map(certificateFacts).map(({ subject, fingerprint, expiresAt }) => {
    return { subject, fingerprint, expires_at: expiresAt.toISOString() };
  });
  return { entity_id: settings.entity_id, sign_in_url: settings.sign_in_url, certificates };
}

function oidcView({ kind, settings, sealedSecret }: Connection): View['oidc'] {
  if (kind !== 'oidc') return null;
  return { issuer: settings.issuer, client_id: settings.client_id, has_client_secret: sealedSecret !== null };
}

export function domainView({ id, domain, verifiedAt, record }: ProvableDomain): z.input<typeof DomainView> {
  return { id, domain, verified_at: verifiedAt?.toISOString() ?? null, dns_record: record };
}
