import { beginSingleSignOn, getMe, getSingleSignOn, putSingleSignOn, setSingleSignOnState } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC_URL } from '../../../testing/access-world.ts';
import { startOpenIdProvider, type TestOpenIdProvider } from '../../../testing/openid-provider.ts';
import { sessionIn } from '../../../testing/second-factors.ts';
import {
  createSingleSignOnWorld,
  type SingleSignOnWorld,
  type Tenant,
  visitIn,
} from './testing/single-sign-on-world.ts';

const CLIENT_SECRET = 'planted-secret-of-the-client';
const CLIENT = {
  clientId: 'stepwell',
  clientSecret: CLIENT_SECRET,
  redirectUris: [`${PUBLIC_URL}/sign-in/callback/sso`],
};
const NOBODY = '127.0.0.1:1';

let idp: TestOpenIdProvider;
let moved: TestOpenIdProvider;
let world: SingleSignOnWorld;
let atelier: Tenant;

beforeAll(async () => {
  const people = {
    ada: { email: 'ada@atelier.example', email_verified: true, name: 'Ada Lovelace' },
    eve: { email: 'eve@elsewhere.example', email_verified: true },
    nameless: {},
    denied: { email: 'denied@atelier.example', email_verified: false },
    denied_oddly: { email: 'denied@atelier.example', email_verified: 'false' },
    unsaid: { email: 'unsaid@atelier.example' },
  };
  idp = await startOpenIdProvider({ clients: [CLIENT], people });
  moved = await startOpenIdProvider({ clients: [CLIENT], people });
  world = await createSingleSignOnWorld([idp.host, moved.host, NOBODY]);
  atelier = await world.addTenant('atelier');
  await world.addVerifiedDomain(atelier, 'atelier.example');
  await put(atelier, { client_secret: CLIENT_SECRET });
  await world.call(setSingleSignOnState, { session: atelier.owner, body: { state: 'active' } });
});
afterAll(() => Promise.all([world.drop(), idp.close(), moved.close()]));

const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const put = ({ owner: session }: Tenant, oidc: { client_secret?: string; issuer?: string } = {}) => {
  const settings = { issuer: idp.issuer, client_id: CLIENT.clientId, ...oidc };
  return world.call(putSingleSignOn, { session, body: { kind: 'oidc', oidc: settings } });
};
async function leave() {
  const begun = await world.call(beginSingleSignOn, { body: { email: 'ada@atelier.example', return_to: '/flows' } });
  return { url: begun.body.data.authorization_url, visit: visitIn(begun.headers) };
}
async function visit(person: string, options: { declines?: boolean } = {}) {
  const { url, visit: cookie } = await leave();
  return world.complete(new URL(await idp.signIn(url, person, options)).search, cookie);
}
const lastRefusal = async () => (await world.audited('single_sign_on.refuse')).at(-1);

describe('signing in by OpenID Connect', () => {
  test('makes somebody new a member and signs them in there', async () => {
    const { url } = await leave();
    const asked = new URL(url).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${PUBLIC_URL}/sign-in/callback/sso`);
    expect(asked.get('code_challenge_method')).toBe('S256');
    const came = await visit('ada');
    expect([came.status, came.body.data.return_to]).toEqual([200, '/flows']);
    const me = (await world.call(getMe, { session: sessionIn(came) })).body.data;
    expect(me).toMatchObject({
      account: { email: 'ada@atelier.example', name: 'Ada Lovelace', email_verified: true },
      organization: { id: atelier.orgId, role: 'member' },
    });
    const again = await visit('ada');
    expect((await world.call(getMe, { session: sessionIn(again) })).body.data.account.id).toBe(me.account.id);
  });

  test('is refused for somebody of another domain', async () => {
    expect(refusal(await visit('eve'))).toEqual([403, 'domain_not_of_organization']);
  });

  test('is refused for somebody without an address', async () => {
    expect(refusal(await visit('nameless'))).toEqual([403, 'assertion_lacks_email']);
  });

  test.each(['denied', 'denied_oddly'])(
    'is refused where the address is said not to be verified: %s',
    async (person) => {
      expect(refusal(await visit(person))).toEqual([403, 'assertion_email_unverified']);
      expect(await lastRefusal()).toMatchObject({
        org_id: atelier.orgId,
        after: { code: 'assertion_email_unverified' },
      });
    },
  );

  test('takes the address where nothing is said of that, as companies’ identity providers do', async () => {
    expect((await visit('unsaid')).status).toBe(200);
  });

  test('is refused where the person said no', async () => {
    expect(refusal(await visit('ada', { declines: true }))).toEqual([403, 'assertion_refused']);
    expect(await lastRefusal()).toMatchObject({ org_id: atelier.orgId, after: { reason: 'declined' } });
  });

  test('is refused with what somebody made up', async () => {
    const { url, visit: cookie } = await leave();
    const back = new URL(await idp.signIn(url, 'ada'));
    back.searchParams.set('code', 'made-up');
    expect(refusal(await world.complete(back.search, cookie))).toEqual([403, 'assertion_refused']);
  });

  test('works once, and in the browser that began', async () => {
    const { url, visit: cookie } = await leave();
    const { search } = new URL(await idp.signIn(url, 'ada'));
    expect((await world.complete(search, cookie)).status).toBe(200);
    expect(refusal(await world.complete(search, cookie))).toEqual([410, 'ceremony_over']);
    const other = await leave();
    const back = new URL(await idp.signIn(other.url, 'ada'));
    expect(refusal(await world.complete(back.search, 'x'.repeat(43)))).toEqual([409, 'other_browser']);
    expect(refusal(await world.complete(back.search, other.visit))).toEqual([410, 'ceremony_over']);
  });

  test('is over when nothing was begun', async () => {
    expect(refusal(await world.complete('?code=x&state=y', null))).toEqual([410, 'ceremony_over']);
    expect(refusal(await world.complete('nothing', null))).toEqual([410, 'ceremony_over']);
  });
});

describe('setting up OpenID Connect', () => {
  test('keeps the secret sealed, for the issuer that it was given for', async () => {
    const shown = (await put(atelier)).body.data;
    expect(shown).toMatchObject({
      state: 'active',
      saml: null,
      oidc: { issuer: idp.issuer, client_id: CLIENT.clientId, has_client_secret: true },
    });
    expect((await visit('ada')).status).toBe(200);
    const rows = await world.test.asOwner<{ text: string }>(
      `select c::text as text from single_sign_on_connections c
       union all select a::text from audit_entries a`,
    );
    expect(JSON.stringify([shown, rows, world.logged])).not.toContain(CLIENT_SECRET);
    const [row] = await world.test.asOwner<{ sealed: Buffer }>(
      'select sealed_secret as sealed from single_sign_on_connections where org_id = $1',
      [atelier.orgId],
    );
    expect(row?.sealed.includes(CLIENT_SECRET)).toBe(false);
  });

  test('never shows it to another issuer', async () => {
    const tenant = await world.addTenant('moving');
    await put(tenant, { client_secret: CLIENT_SECRET });
    const { data } = (await put(tenant, { issuer: moved.issuer })).body;
    expect(data).toMatchObject({ state: 'draft', oidc: { issuer: moved.issuer, has_client_secret: false } });
    expect((await world.call(getSingleSignOn, { session: tenant.owner })).body.data.single_sign_on).toEqual(data);
  });

  test('is refused for an issuer that does not answer, and for one inside', async () => {
    const tenant = await world.addTenant('refused');
    const unreachable = await put(tenant, { issuer: `http://${NOBODY}` });
    expect(refusal(unreachable)).toEqual([503, 'identity_provider_unreachable']);
    const inside = await put(tenant, { issuer: 'https://169.254.169.254/' });
    expect(refusal(inside)).toEqual([422, 'outside_address_refused']);
    expect((await world.call(getSingleSignOn, { session: tenant.owner })).body.data.single_sign_on).toBeNull();
  });
});
