import type { Json } from '@stepwell/engine';
import type { Tx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { OpenIdFailure } from '../openid/index.ts';
import { certificateFacts, normalizedCertificate } from './certificates.ts';
import {
  type Connection,
  type IdentityProvider,
  isSameProvider,
  linkProviderOf,
  type SamlSettings,
  serviceProviderOf,
} from './connection.ts';
import { endOtherSessions } from './ending.ts';
import { singleSignOnErrors } from './errors.ts';
import { connectionOf, domainsOf, lockConnectionOf } from './read-model.ts';
import { deleteConnection, forgetLinks, saveConnection, setState } from './repository.ts';
import { record, type SingleSignOnWork } from './work.ts';

/** What an owner wants it to be; absent certificates stay as they were. */
export type WantedProvider =
  | Extract<IdentityProvider, { kind: 'oidc' }>
  | {
      readonly kind: 'saml';
      readonly settings: Omit<SamlSettings, 'certificates'> & {
        readonly certificates?: readonly string[] | undefined;
      };
    };
/** An absent `clientSecret` stays as it was too. */
export type WantedConnection = Pick<Connection, 'defaultRole'> & {
  readonly provider: WantedProvider;
  readonly clientSecret?: string | undefined;
};

/** What the client secret is sealed for. */
export const SECRET_PURPOSE = 'single sign-on';

export async function getConnection({ database, publicUrl }: SingleSignOnWork, { orgId }: MemberPrincipal) {
  const connection = await database.asTenant(orgId, connectionOf);
  return { connection, serviceProvider: serviceProviderOf(publicUrl, connection?.id ?? orgId) };
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
    const provider = completed(former, checked.provider);
    const connection = changed(work, orgId, former, { ...checked, provider });
    if (former && !isSameProvider(former, connection)) await forgetLinks(tx, linkProviderOf(former.id));
    await saveConnection(tx, connection);
    await recordChange(work, tx, actor, 'single_sign_on.set_up', former, connection);
    return connection;
  });
}

async function checkedProvider(
  { openid }: SingleSignOnWork,
  { provider, clientSecret }: WantedConnection,
): Promise<WantedProvider> {
  if (provider.kind === 'saml') {
    const certificates = provider.settings.certificates?.map(normalizedCertificate);
    return {
      kind: 'saml',
      settings: { ...provider.settings, certificates: certificates && [...new Set(certificates)] },
    };
  }
  const { issuer, client_id: clientId } = provider.settings;
  await openid.probe({ issuer, clientId, clientSecret: clientSecret ?? null }).catch((error: unknown) => {
    throw error instanceof OpenIdFailure ? singleSignOnErrors.identity_provider_unreachable() : error;
  });
  return provider;
}

/** What one identity provider signs with says nothing of another. */
function completed(former: Connection | undefined, provider: WantedProvider): IdentityProvider {
  if (provider.kind === 'oidc') return provider;
  const kept = former?.kind === 'saml' && isSameProvider(former, provider) ? former.settings.certificates : undefined;
  const certificates = provider.settings.certificates ?? kept;
  if (certificates !== undefined) return { kind: 'saml', settings: { ...provider.settings, certificates } };
  const message = 'another identity provider needs its certificates';
  const errors = [{ path: '/saml/certificates', code: 'required', message }];
  throw commonErrors.validation_failed(undefined, { errors });
}

/** Another identity provider begins as a draft: nobody is signed in by what nobody has tried. */
function changed(
  { clock, sealer }: SingleSignOnWork,
  orgId: string,
  former: Connection | undefined,
  { provider, defaultRole, clientSecret }: WantedConnection & { readonly provider: IdentityProvider },
): Connection {
  const kept = former && isSameProvider(former, provider) ? former : undefined;
  const sealed = clientSecret === undefined ? undefined : sealer.seal(clientSecret, SECRET_PURPOSE);
  return {
    ...provider,
    // So that an identity provider can be told of us before anything is set up.
    id: former?.id ?? orgId,
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

/** Requiring it ends whatever those whom it concerns opened otherwise. Throws `domain_needed`, `single_sign_on_untested`, `not_found`. */
export async function changeState(
  work: SingleSignOnWork,
  { orgId }: MemberPrincipal,
  { state, isEnforced }: Pick<Connection, 'state' | 'isEnforced'>,
  actor: AuditActor,
): Promise<Connection> {
  return work.database.asSystem({ routine: 'turning single sign-on on or off' }, async (tx) => {
    const former = existing(await lockConnectionOf(tx, orgId));
    const domains = await domainsOf(tx, orgId);
    const isProved = domains.some(({ verifiedAt }) => verifiedAt !== null);
    if (state === 'active' && !isProved) throw singleSignOnErrors.domain_needed();
    if (isEnforced && former.testedAt === null) throw singleSignOnErrors.single_sign_on_untested();
    const connection = { ...former, state, isEnforced, updatedAt: work.clock.now() };
    await setState(tx, connection, connection.updatedAt);
    await recordChange(work, tx, actor, 'single_sign_on.set_state', former, connection);
    if (isEnforced) await endOtherSessions(work, tx, connection, actor);
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
  const { required_contexts: contexts = [], max_age_minutes: maxMinutes = null } = settings;
  const expected = { required_contexts: [...contexts], max_age_minutes: maxMinutes };
  return { kind, state, is_enforced: isEnforced, default_role: defaultRole, ...expected, ...provider };
}
