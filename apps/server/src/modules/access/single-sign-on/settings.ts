import type { Json } from '@stepwell/engine';
import type { Tx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { OpenIdFailure } from '../openid/index.ts';
import { certificateFacts, normalizedCertificate } from './certificates.ts';
import { type Connection, type IdentityProvider, isSameProvider, linkProviderOf } from './connection.ts';
import { singleSignOnErrors } from './errors.ts';
import { connectionOf, domainsOf, lockConnectionOf } from './read-model.ts';
import { deleteConnection, forgetLinks, saveConnection, setState } from './repository.ts';
import { record, type SingleSignOnWork } from './work.ts';

/** What an owner wants; an absent `clientSecret` stays as it was. */
export type WantedConnection = Pick<Connection, 'defaultRole'> & {
  readonly provider: IdentityProvider;
  readonly clientSecret?: string | undefined;
};

/** What the client secret is sealed for. */
export const SECRET_PURPOSE = 'single sign-on';

export function getConnection(work: SingleSignOnWork, { orgId }: MemberPrincipal): Promise<Connection | undefined> {
  return work.database.asTenant(orgId, connectionOf);
}

/** The identity provider is asked outside any transaction. */
export async function putConnection(
  work: SingleSignOnWork,
  { orgId }: MemberPrincipal,
  wanted: WantedConnection,
  actor: AuditActor,
): Promise<Connection> {
  const checked = { ...wanted, provider: await checkedProvider(work, wanted) };
  return work.database.asSystem({ routine: 'setting single sign-on up' }, async (tx) => {
    const former = await lockConnectionOf(tx, orgId);
    const connection = changed(work, orgId, former, checked);
    if (former && !isSameProvider(former, connection)) await forgetLinks(tx, linkProviderOf(former.id));
    await saveConnection(tx, connection);
    await recordChange(work, tx, actor, 'single_sign_on.set_up', former, connection);
    return connection;
  });
}

async function checkedProvider(
  { openid }: SingleSignOnWork,
  { provider, clientSecret }: WantedConnection,
): Promise<IdentityProvider> {
  if (provider.kind === 'saml') {
    const certificates = provider.settings.certificates.map(normalizedCertificate);
    return { kind: 'saml', settings: { ...provider.settings, certificates: [...new Set(certificates)] } };
  }
  const { issuer, client_id: clientId } = provider.settings;
  await openid.probe({ issuer, clientId, clientSecret: clientSecret ?? null }).catch((error: unknown) => {
    throw error instanceof OpenIdFailure ? singleSignOnErrors.identity_provider_unreachable() : error;
  });
  return provider;
}

/** Another identity provider begins as a draft: nobody is signed in by what nobody has tried. */
function changed(
  { ids, clock, sealer }: SingleSignOnWork,
  orgId: string,
  former: Connection | undefined,
  { provider, defaultRole, clientSecret }: WantedConnection,
): Connection {
  const kept = former && isSameProvider(former, provider) ? former : undefined;
  const sealed = clientSecret === undefined ? undefined : sealer.seal(clientSecret, SECRET_PURPOSE);
  return {
    ...provider,
    id: former?.id ?? ids.next(),
    orgId,
    state: kept?.state ?? 'draft',
    isEnforced: kept?.isEnforced ?? false,
    defaultRole,
    sealedSecret: sealed ?? keptSecret(former, provider),
    testedAt: kept?.testedAt ?? null,
    updatedAt: clock.now(),
  };
}

/** A secret is never shown to another issuer than the one that it was given for. */
function keptSecret(former: Connection | undefined, provider: IdentityProvider): Buffer | null {
  if (former?.kind !== 'oidc' || provider.kind !== 'oidc') return null;
  return former.settings.issuer === provider.settings.issuer ? former.sealedSecret : null;
}

/** Throws `domain_needed`, `single_sign_on_untested`, `not_found`. */
export async function changeState(
  work: SingleSignOnWork,
  { orgId }: MemberPrincipal,
  { state, isEnforced }: Pick<Connection, 'state' | 'isEnforced'>,
  actor: AuditActor,
): Promise<Connection> {
  return work.database.asTenant(orgId, async (tx) => {
    const former = existing(await lockConnectionOf(tx, orgId));
    const domains = await domainsOf(tx, orgId);
    const isProved = domains.some(({ verifiedAt }) => verifiedAt !== null);
    if (state === 'active' && !isProved) throw singleSignOnErrors.domain_needed();
    if (isEnforced && former.testedAt === null) throw singleSignOnErrors.single_sign_on_untested();
    const connection = { ...former, state, isEnforced, updatedAt: work.clock.now() };
    await setState(tx, connection, connection.updatedAt);
    await recordChange(work, tx, actor, 'single_sign_on.set_state', former, connection);
    return connection;
  });
}

export async function removeConnection(
  work: SingleSignOnWork,
  { orgId }: MemberPrincipal,
  actor: AuditActor,
): Promise<void> {
  await work.database.asSystem({ routine: 'removing single sign-on' }, async (tx) => {
    const former = existing(await lockConnectionOf(tx, orgId));
    await forgetLinks(tx, linkProviderOf(former.id));
    await deleteConnection(tx, orgId);
    await recordChange(work, tx, actor, 'single_sign_on.remove', former, undefined);
  });
}

function existing(connection: Connection | undefined): Connection {
  if (connection === undefined) throw commonErrors.not_found();
  return connection;
}

async function recordChange(
  work: SingleSignOnWork,
  tx: Tx,
  actor: AuditActor,
  action: string,
  before: Connection | undefined,
  after: Connection | undefined,
): Promise<void> {
  const { id = '', orgId = '' } = after ?? before ?? {};
  await record(work, tx, orgId, actor, {
    action,
    resourceKind: 'single_sign_on',
    resourceId: id,
    ...(before === undefined ? {} : { before: auditedAs(before) }),
    ...(after === undefined ? {} : { after: auditedAs(after) }),
  });
}

function auditedAs({ state, isEnforced, defaultRole, ...connection }: Connection): Json {
  const { kind, settings } = connection;
  const provider: Record<string, Json> =
    kind === 'saml'
      ? {
          entity_id: settings.entity_id,
          sign_in_url: settings.sign_in_url,
          certificates: settings.certificates.map((certificate) => certificateFacts(certificate).fingerprint),
        }
      : { issuer: settings.issuer, client_id: settings.client_id };
  return { kind, state, is_enforced: isEnforced, default_role: defaultRole, ...provider };
}
