import { X509Certificate } from 'node:crypto';
import {
  addDomain,
  deleteSingleSignOn,
  getMe,
  getSingleSignOn,
  listDomains,
  type MemberRole,
  putSingleSignOn,
  samlMetadata,
  setSingleSignOnState,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC_URL } from '../../../testing/access-world.ts';
import { sessionIn } from '../../../testing/second-factors.ts';
import { selfSignedCertificate } from '../../../testing/self-signed-certificate.ts';
import { createSingleSignOnWorld, type SingleSignOnWorld, type Tenant } from './testing/single-sign-on-world.ts';

const { certificate } = selfSignedCertificate('idp.example');
const SAML = { entity_id: 'https://idp.example', sign_in_url: 'https://idp.example/saml', certificates: [certificate] };

let world: SingleSignOnWorld;
let atelier: Tenant;

beforeAll(async () => {
  world = await createSingleSignOnWorld();
  atelier = await world.addTenant('atelier');
});
afterAll(() => world.drop());

const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const put = ({ owner: session }: Tenant, body: object) => world.call(putSingleSignOn, { session, body });
const saml = (changes: Partial<typeof SAML> = {}) => ({ kind: 'saml', saml: { ...SAML, ...changes } });
const set = ({ owner: session }: Tenant, state: 'draft' | 'active', is_enforced = false) =>
  world.call(setSingleSignOnState, { session, body: { state, is_enforced } });
const read = async ({ owner: session }: Tenant) => (await world.call(getSingleSignOn, { session })).body.data;
const get = async (tenant: Tenant) => (await read(tenant)).single_sign_on;

describe('setting up SAML', () => {
  test('tells what the identity provider has to know before anything is set, and goes on telling it', async () => {
    const tenant = await world.addTenant('beforehand');
    const own = `${PUBLIC_URL}/api/v1/auth/saml/${tenant.orgId}`;
    const before = await read(tenant);
    expect(before).toEqual({
      single_sign_on: null,
      service_provider: {
        entity_id: `${own}/metadata`,
        metadata_url: `${own}/metadata`,
        acs_url: `${own}/acs`,
        redirect_uri: `${PUBLIC_URL}/sign-in/callback/sso`,
      },
    });
    const metadata = async () => (await world.call(samlMetadata, { params: { connection: tenant.orgId } })).body;
    const told = await metadata();
    expect(String(told)).toContain(`entityID="${own}/metadata"`);
    await put(tenant, saml());
    expect((await read(tenant)).service_provider).toEqual(before.service_provider);
    expect(await metadata()).toEqual(told);
  });

  test('keeps the address of a connection that is older than its organization’s id for one', async () => {
    const tenant = await world.addTenant('older');
    await put(tenant, saml());
    const id = '01900000-0000-7000-8000-0000000000aa';
    await world.test.asOwner('update single_sign_on_connections set id = $2 where org_id = $1', [tenant.orgId, id]);
    expect((await put(tenant, saml())).body.data.id).toBe(id);
    expect((await read(tenant)).service_provider.acs_url).toBe(`${PUBLIC_URL}/api/v1/auth/saml/${id}/acs`);
    expect((await world.call(samlMetadata, { params: { connection: id } })).status).toBe(200);
  });

  test('shows what was set and whose the certificates are', async () => {
    expect(await get(atelier)).toBeNull();
    const { status, body } = await put(atelier, saml());
    expect(status).toBe(200);
    const { subject, fingerprint256 } = new X509Certificate(certificate);
    expect(body.data).toEqual({
      id: atelier.orgId,
      kind: 'saml',
      required_contexts: [],
      max_age_minutes: null,
      state: 'draft',
      is_enforced: false,
      default_role: 'member',
      saml: {
        entity_id: SAML.entity_id,
        sign_in_url: SAML.sign_in_url,
        certificates: [{ subject, fingerprint: fingerprint256, expires_at: '2049-01-01T00:00:00.000Z' }],
      },
      oidc: null,
      tested_at: null,
      updated_at: world.clock.now().toISOString(),
    });
    expect(await get(atelier)).toEqual(body.data);
    expect((await world.audited('single_sign_on.set_up')).at(-1)).toMatchObject({
      org_id: atelier.orgId,
      before: null,
      after: { kind: 'saml', state: 'draft', entity_id: SAML.entity_id, certificates: [fingerprint256] },
    });
  });

  test('takes certificates as PEM or as base64 alone, each once', async () => {
    const base64 = new X509Certificate(certificate).raw.toString('base64');
    const { body } = await put(atelier, saml({ certificates: [certificate.replaceAll('\n', '\r\n'), base64] }));
    expect(body.data.saml?.certificates).toHaveLength(1);
  });

  test('keeps the certificates where none are sent, of the same identity provider', async () => {
    const tenant = await world.addTenant('keeping');
    const { certificates: _, ...bare } = SAML;
    const needed = await put(tenant, { kind: 'saml', saml: bare });
    expect(refusal(needed)).toEqual([422, 'validation_failed']);
    expect(needed.body.errors).toMatchObject([{ path: '/saml/certificates' }]);
    const first = (await put(tenant, saml())).body.data;
    const kept = (await put(tenant, { kind: 'saml', default_role: 'viewer', saml: bare })).body.data;
    expect(kept).toMatchObject({ default_role: 'viewer', saml: first.saml });
    const other = { ...bare, entity_id: 'https://other.example' };
    expect(refusal(await put(tenant, { kind: 'saml', saml: other }))).toEqual([422, 'validation_failed']);
    expect(await get(tenant)).toEqual(kept);
  });

  test.each([
    ['garbage', 'garbage'.repeat(20)],
    ['base64 of something else', Buffer.from('something else'.repeat(20)).toString('base64')],
    ['a private key', selfSignedCertificate('key').privateKey],
    ['a key that is too short', selfSignedCertificate('short', { bits: 1_024 }).certificate],
  ])('refuses %s for a certificate', async (_, text) => {
    expect(refusal(await put(atelier, saml({ certificates: [text] })))).toEqual([422, 'certificate_refused']);
  });

  test.each([
    ['without its settings', { kind: 'saml' }],
    ['with those of both', { ...saml(), oidc: { issuer: 'https://idp.example', client_id: 'x' } }],
    ['with those of the other', { ...saml(), kind: 'oidc' }],
  ])('is refused %s', async (_, body) => {
    const answer = await put(atelier, body);
    expect(refusal(answer)).toEqual([422, 'validation_failed']);
    expect(answer.body.errors).toMatchObject([{ path: '/kind' }]);
  });
});

describe('turning it on', () => {
  test('needs a verified domain, and to require it that somebody has signed in with it', async () => {
    const tenant = await world.addTenant('turned-on');
    expect(refusal(await set(tenant, 'active'))).toEqual([404, 'not_found']);
    await put(tenant, saml());
    expect(refusal(await set(tenant, 'active'))).toEqual([409, 'domain_needed']);
    await world.call(addDomain, { session: tenant.owner, body: { domain: 'turned-on.example' } });
    expect(refusal(await set(tenant, 'active'))).toEqual([409, 'domain_needed']);
    await world.addVerifiedDomain(tenant, 'turned-on.example');
    expect((await set(tenant, 'active')).body.data).toMatchObject({ state: 'active', is_enforced: false });
    expect(refusal(await set(tenant, 'active', true))).toEqual([409, 'single_sign_on_untested']);
    expect(refusal(await set(tenant, 'draft', true))).toEqual([422, 'validation_failed']);
    expect((await world.audited('single_sign_on.set_state')).at(-1)).toMatchObject({
      org_id: tenant.orgId,
      before: { state: 'draft' },
      after: { state: 'active' },
    });
  });

  test('can be required once it was tested', async () => {
    const tenant = await world.addSamlTenant('tested');
    expect((await world.visitSaml(tenant, { nameId: 'ada@tested.example' })).status).toBe(200);
    expect((await set(tenant, 'active', true)).body.data).toMatchObject({ is_enforced: true });
    expect((await set(tenant, 'draft')).body.data).toMatchObject({ state: 'draft', is_enforced: false });
  });
});

describe('another identity provider', () => {
  test('begins as a draft and knows nobody; another certificate of the same changes nothing', async () => {
    const tenant = await world.addSamlTenant('changing');
    const settings = { entity_id: tenant.idp.entityId, sign_in_url: tenant.idp.signInUrl };
    const links = () =>
      world.test.asOwner('select from connected_accounts where provider = $1', [`sso:${tenant.connectionId}`]);
    await world.visitSaml(tenant, { nameId: 'ada@changing.example' });
    await set(tenant, 'active', true);
    const rotated = await put(tenant, saml({ ...settings, certificates: [tenant.idp.certificate, certificate] }));
    expect(rotated.body.data).toMatchObject({ state: 'active', is_enforced: true, tested_at: expect.any(String) });
    expect(await links()).toHaveLength(1);
    const exchanged = await put(tenant, saml());
    expect(exchanged.body.data).toMatchObject({
      id: tenant.connectionId,
      state: 'draft',
      is_enforced: false,
      tested_at: null,
    });
    expect(await links()).toEqual([]);
  });
});

test('removing it leaves people what they are, but nothing to sign in with there', async () => {
  const tenant = await world.addSamlTenant('removed');
  const session = sessionIn(await world.visitSaml(tenant, { nameId: 'ada@removed.example' }));
  expect((await world.call(deleteSingleSignOn, { session: tenant.owner })).status).toBe(204);
  expect(await get(tenant)).toBeNull();
  expect((await world.call(getMe, { session })).body.data.organization?.id).toBe(tenant.orgId);
  const provider = `sso:${tenant.connectionId}`;
  expect(await world.test.asOwner('select from connected_accounts where provider = $1', [provider])).toEqual([]);
  expect(refusal(await world.call(deleteSingleSignOn, { session: tenant.owner }))).toEqual([404, 'not_found']);
  expect((await world.audited('single_sign_on.remove')).at(-1)).toMatchObject({ org_id: tenant.orgId, after: null });
});

describe('who may', () => {
  const asRole = async (role: MemberRole) => {
    await world.addMember(`${role}@roles.example`, [{ orgId: atelier.orgId, role }]);
    return world.signIn(`${role}@roles.example`);
  };
  test('admins read, and only owners change', async () => {
    const session = await asRole('admin');
    expect((await world.call(getSingleSignOn, { session })).status).toBe(200);
    expect((await world.call(listDomains, { session })).status).toBe(200);
    const denied = [403, 'permission_denied'];
    expect(refusal(await world.call(putSingleSignOn, { session, body: saml() }))).toEqual(denied);
    expect(refusal(await world.call(setSingleSignOnState, { session, body: { state: 'draft' } }))).toEqual(denied);
    expect(refusal(await world.call(deleteSingleSignOn, { session }))).toEqual(denied);
    expect(refusal(await world.call(addDomain, { session, body: { domain: 'x.example' } }))).toEqual(denied);
    expect((await put(atelier, saml())).status).toBe(200);
  });

  test('members do not even read', async () => {
    const session = await asRole('member');
    expect(refusal(await world.call(getSingleSignOn, { session }))).toEqual([403, 'permission_denied']);
    expect(refusal(await world.call(listDomains, { session }))).toEqual([403, 'permission_denied']);
  });

  test('owners confirm that it is still them', async () => {
    const { owner } = await world.addTenant('unconfirmed');
    world.clock.advance(11 * 60_000);
    expect(refusal(await put({ ...atelier, owner }, saml()))).toEqual([403, 'confirmation_required']);
  });

  test('nobody sees that of another organization', async () => {
    const other = await world.addTenant('isolated');
    expect(await get(other)).toBeNull();
    expect(refusal(await world.call(deleteSingleSignOn, { session: other.owner }))).toEqual([404, 'not_found']);
  });
});
