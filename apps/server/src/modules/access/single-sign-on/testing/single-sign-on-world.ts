import {
  addDomain,
  beginSingleSignOn,
  completeSingleSignOn,
  consumeAssertion,
  type MemberRole,
  putSingleSignOn,
  samlMetadata,
  setSingleSignOnState,
  verifyDomain,
} from '@stepwell/contract';
import type { Log } from '../../../../platform/database/index.ts';
import { createOutbound } from '../../../../platform/outbound/index.ts';
import { type Access, type AccessWorld, createAccessWorld, PUBLIC_URL } from '../../../../testing/access-world.ts';
import { startDnsServer, type TestDnsServer } from '../../../../testing/dns-server.ts';
import { type AnswerOptions, createSamlProvider, type SamlProvider } from '../../../../testing/saml-provider.ts';
import { createOpenId } from '../../openid/index.ts';
import { createSingleSignOn } from '../index.ts';
import { createSingleSignOnModule } from '../module.ts';

const ERROR_ID = 'correlation-of-the-answer';
const VISIT_PATTERN = /stepwell_visit=([\w-]{43})/;

/** An organization with its owner, who is signed in. */
export type Tenant = { readonly orgId: string; readonly slug: string; readonly owner: string };
/** One with SAML that works, for a domain that is verified. */
export type SamlTenant = Tenant & {
  readonly connectionId: string;
  readonly domain: string;
  readonly idp: SamlProvider;
  readonly metadata: string;
};
/** A browser that is at the identity provider. */
export type Left = {
  readonly url: string;
  readonly visit: string;
  readonly requestId: string;
  readonly relayState: string;
};

export type SingleSignOnWorld = AccessWorld & {
  readonly dns: TestDnsServer;
  /** `orgId email` of those whom a directory has deactivated. */
  readonly deactivated: Set<string>;
  /** Everything that was logged. */
  readonly logged: object[];
  addTenant(slug: string): Promise<Tenant>;
  /** With a directory entry in DNS. Returns its id. */
  addVerifiedDomain(tenant: Tenant, domain: string): Promise<string>;
  addSamlTenant(slug: string, options?: { state?: 'draft' | 'active'; role?: MemberRole }): Promise<SamlTenant>;
  leave(tenant: SamlTenant, options?: { session?: string; returnTo?: string }): Promise<Left>;
  post(connectionId: string, form: Readonly<Record<string, string>>): Promise<Posted>;
  /** As `person` says, with whatever is untrue. */
  answer(tenant: SamlTenant, left: Left | null, options: Answered): Promise<Posted>;
  complete(query: string, visit: string | null): ReturnType<typeof complete>;
  /** There and back. */
  visitSaml(tenant: SamlTenant, person: AnswerOptions['person']): ReturnType<typeof complete>;
  audited(action: string): Promise<Record<string, unknown>[]>;
};
type Answered = Pick<AnswerOptions, 'person' | 'untruths' | 'key' | 'signatureAlgorithm'> & {
  tamper?: (xml: string) => string;
};
export type Posted = { readonly status: number; readonly location: string; readonly visit: string };

export async function createSingleSignOnWorld(allowedHosts: readonly string[] = []): Promise<SingleSignOnWorld> {
  const dns = await startDnsServer();
  const deactivated = new Set<string>();
  const logged: object[] = [];
  const outbound = createOutbound({ allowedHosts });
  const world = await createAccessWorld((access) => [moduleOf(access, { outbound, dns, deactivated, logged })]);
  await world.addOrganization('stepwell', { isSystem: true });
  const base = { ...world, dns, deactivated, logged };
  const helped = {
    addTenant: (slug: string) => addTenant(world, slug),
    addVerifiedDomain: (tenant: Tenant, domain: string) => addVerifiedDomain(base, tenant, domain),
    post: (connectionId: string, form: Readonly<Record<string, string>>) => post(world, connectionId, form),
    complete: (query: string, visit: string | null) => complete(world, query, visit),
    leave: (tenant: SamlTenant, options = {}) => leave(world, tenant, options),
    answer: (tenant: SamlTenant, left: Left | null, options: Answered) => answer(world, tenant, left, options),
  };
  return {
    ...base,
    ...helped,
    addSamlTenant: (slug, options = {}) => addSamlTenant({ ...base, ...helped }, slug, options),
    async visitSaml(tenant, person) {
      const left = await helped.leave(tenant);
      return helped.complete(tokenIn(await helped.answer(tenant, left, { person })), left.visit);
    },
    audited: (action) => world.test.asOwner('select * from audit_entries where action = $1 order by at, id', [action]),
    async drop() {
      await Promise.all([world.drop(), dns.close(), outbound.close()]);
    },
  };
}

type Surroundings = Pick<SingleSignOnWorld, 'dns' | 'deactivated' | 'logged'> & {
  outbound: ReturnType<typeof createOutbound>;
};

function moduleOf(access: Access, { outbound, dns, deactivated, logged }: Surroundings) {
  const note = (fields: object) => void logged.push(fields);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const singleSignOn = createSingleSignOn({
    ...access,
    ...access.tokenSettings,
    log,
    dnsServers: [dns.address],
    openid: createOpenId({ clock: access.clock, outbound }),
    directory: { isDeactivated: async (_tx, orgId, email) => deactivated.has(`${orgId} ${email}`) },
  });
  return createSingleSignOnModule({ singleSignOn, sessions: access.sessions });
}

async function addTenant(world: AccessWorld, slug: string): Promise<Tenant> {
  const { id: orgId } = await world.addOrganization(slug);
  await world.addMember(`owner@owners-of-${slug}.example`, [{ orgId, role: 'owner' }]);
  return { orgId, slug, owner: await world.signIn(`owner@owners-of-${slug}.example`) };
}

async function addVerifiedDomain(
  world: AccessWorld & Pick<SingleSignOnWorld, 'dns'>,
  { owner: session }: Tenant,
  domain: string,
): Promise<string> {
  const { id, dns_record } = (await world.call(addDomain, { session, body: { domain } })).body.data;
  world.dns.publish(dns_record.name, dns_record.value);
  const { status } = await world.call(verifyDomain, { session, params: { id } });
  if (status !== 200) throw new Error(`${domain} was not verified: ${status}`);
  return id;
}

async function addSamlTenant(
  world: AccessWorld & Pick<SingleSignOnWorld, 'addTenant' | 'addVerifiedDomain'>,
  slug: string,
  { state = 'active', role = 'member' }: { state?: 'draft' | 'active'; role?: MemberRole },
): Promise<SamlTenant> {
  const tenant = await world.addTenant(slug);
  const { owner: session } = tenant;
  const idp = createSamlProvider(`idp.${slug}.example`);
  const saml = { entity_id: idp.entityId, sign_in_url: idp.signInUrl, certificates: [idp.certificate] };
  const put = await world.call(putSingleSignOn, { session, body: { kind: 'saml', default_role: role, saml } });
  const connectionId = put.body.data.id;
  const domain = `${slug}.example`;
  await world.addVerifiedDomain(tenant, domain);
  await world.call(setSingleSignOnState, { session, body: { state } });
  const metadata = await world.call(samlMetadata, { params: { connection: connectionId } });
  return { ...tenant, connectionId, domain, idp, metadata: String(metadata.body) };
}

async function leave(
  world: AccessWorld,
  { slug, idp, metadata }: SamlTenant,
  { session, returnTo }: { session?: string; returnTo?: string },
): Promise<Left> {
  const begun = await world.call(beginSingleSignOn, {
    body: { organization: slug, ...(returnTo === undefined ? {} : { return_to: returnTo }) },
    ...(session === undefined ? {} : { session }),
  });
  const url = begun.body.data.authorization_url;
  return { url, visit: visitIn(begun.headers), ...(await idp.asked(url, metadata)) };
}

/** The value of the cookie that an answer sets. */
export function visitIn(headers: Readonly<Record<string, unknown>>): string {
  return VISIT_PATTERN.exec(String(headers['set-cookie']))?.[1] ?? '';
}

async function post(world: AccessWorld, connection: string, form: Readonly<Record<string, string>>): Promise<Posted> {
  const { status, headers } = await world.call(consumeAssertion, {
    params: { connection },
    body: new URLSearchParams(form).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://idp.example',
      'x-correlation-id': ERROR_ID,
    },
  });
  return { status, location: String(headers['location']), visit: visitIn(headers) };
}

async function answer(
  world: AccessWorld,
  { idp, metadata, connectionId }: SamlTenant,
  left: Left | null,
  { tamper = (xml) => xml, ...options }: Answered,
): Promise<Posted> {
  const now = world.clock.now();
  const base64 = await idp.answer({ ...options, metadata, now, requestId: left?.requestId ?? null });
  const SAMLResponse = Buffer.from(tamper(Buffer.from(base64, 'base64').toString())).toString('base64');
  return post(world, connectionId, { SAMLResponse, ...(left === null ? {} : { RelayState: left.relayState }) });
}

/** Where whoever is refused is sent. */
export function refusedFor(code: string): string {
  return `${PUBLIC_URL}/sign-in?refused=${code}&error=${ERROR_ID}`;
}

/** The fragment that a believed answer is redirected with; empty where it was refused. */
export function tokenIn({ location }: Posted): string {
  return location.includes('#') ? location.slice(location.indexOf('#')) : '';
}

function complete(world: AccessWorld, query: string, visit: string | null) {
  const headers: Record<string, string> = visit === null ? {} : { cookie: `stepwell_visit=${visit}` };
  return world.call(completeSingleSignOn, { body: { query }, headers });
}
