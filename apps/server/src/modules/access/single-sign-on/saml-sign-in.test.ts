import { beginSingleSignOn, getMe, getSingleSignOn, proveSecondFactor, samlMetadata } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC_URL } from '../../../testing/access-world.ts';
import { appCode, sessionIn, turnTotpOn } from '../../../testing/second-factors.ts';
import {
  createSingleSignOnWorld,
  refusedFor,
  type SamlTenant,
  type SingleSignOnWorld,
  tokenIn,
} from './testing/single-sign-on-world.ts';

let world: SingleSignOnWorld;
let atelier: SamlTenant;

beforeAll(async () => {
  world = await createSingleSignOnWorld();
  atelier = await world.addSamlTenant('atelier');
});
afterAll(() => world.drop());

const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const meOf = async (session: string) => (await world.call(getMe, { session })).body.data;
const accountsOf = (email: string) =>
  world.test.asOwner<{ id: string }>('select id from accounts where lower(email) = lower($1)', [email]);

describe('signing in by SAML', () => {
  test('makes somebody new a member and signs them in there', async () => {
    const left = await world.leave(atelier, { returnTo: '/flows?state=live' });
    expect(left.url.startsWith(`${atelier.idp.signInUrl}&SAMLRequest=`)).toBe(true);
    const person = { nameId: 'ada@atelier.example', attributes: { displayName: 'Ada Lovelace' } };
    const posted = await world.answer(atelier, left, { person });
    expect(posted).toMatchObject({ status: 303, visit: '' });
    expect(posted.location).toMatch(new RegExp(`^${PUBLIC_URL}/sign-in/callback/sso#token=[\\w-]{43}$`));
    const { status, body, headers } = await world.complete(tokenIn(posted), left.visit);
    expect([status, body.data.return_to]).toEqual([200, '/flows?state=live']);
    const me = await meOf(sessionIn({ headers }));
    expect(me).toMatchObject({
      account: { email: 'ada@atelier.example', name: 'Ada Lovelace', email_verified: true, has_password: false },
      organization: { id: atelier.orgId, role: 'member' },
    });
    const [joined] = (await world.audited('single_sign_on.join')).slice(-1);
    expect(joined).toMatchObject({
      org_id: atelier.orgId,
      resource_id: me.account.id,
      after: { account: 'created', joined_as: 'member' },
    });
    const { data } = (await world.call(getSingleSignOn, { session: atelier.owner })).body;
    expect(data.single_sign_on?.tested_at).toBe(world.clock.now().toISOString());
  });

  test('begins with an address of the domain too, and sets a cookie that only our own pages send back', async () => {
    const begun = await world.call(beginSingleSignOn, { body: { email: 'Whoever@Atelier.Example' } });
    expect(begun.body.data.authorization_url).toContain(atelier.idp.signInUrl);
    expect(String(begun.headers['set-cookie'])).toMatch(
      /^stepwell_visit=[\w-]{43}; Max-Age=900; Path=\/api\/v1\/auth; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test.each([
    ['an address of no such domain', { email: 'ada@nowhere.example' }],
    ['an organization without it', { organization: 'stepwell' }],
    ['an organization that is not there', { organization: 'nobody' }],
    ['nothing', {}],
  ])('is refused for %s', async (_, body) => {
    expect(refusal(await world.call(beginSingleSignOn, { body }))).toEqual([404, 'single_sign_on_unknown']);
  });

  test('finds the same person by their name there after the address changed', async () => {
    const [subject, nameIdFormat] = ['employee-7', 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'];
    const called = (mail: string) => ({ nameId: subject, nameIdFormat, attributes: { mail, givenName: 'Grace' } });
    const first = await world.visitSaml(atelier, called('grace@atelier.example'));
    const again = await world.visitSaml(atelier, called('grace.hopper@atelier.example'));
    expect([first.status, again.status]).toEqual([200, 200]);
    const [one, other] = [await meOf(sessionIn(first)), await meOf(sessionIn(again))];
    expect(other.account.id).toBe(one.account.id);
    expect(one.account.name).toBe('Grace');
    expect(await accountsOf('grace.hopper@atelier.example')).toEqual([]);
  });

  test.each([
    ['email', 'one'],
    ['urn:oid:0.9.2342.19200300.100.1.3', 'two'],
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', 'three'],
  ])('takes the address from %s', async (attribute, name) => {
    const email = `${name}@atelier.example`;
    const nameIdFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
    const came = await world.visitSaml(atelier, { nameId: 'x', nameIdFormat, attributes: { [attribute]: email } });
    expect((await meOf(sessionIn(came))).account.email).toBe(email);
  });

  test('without an address is refused', async () => {
    const left = await world.leave(atelier);
    const person = { nameId: 'employee-8', nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' };
    const { location } = await world.answer(atelier, left, { person });
    expect(location).toBe(refusedFor('assertion_lacks_email'));
  });

  test('keeps the role of whoever is a member already, and links the account', async () => {
    const id = await world.addMember('admin@atelier.example', [{ orgId: atelier.orgId, role: 'admin' }]);
    const came = await world.visitSaml(atelier, { nameId: 'admin@atelier.example' });
    expect(await meOf(sessionIn(came))).toMatchObject({ account: { id }, organization: { role: 'admin' } });
    const links = await world.test.asOwner('select provider, email from connected_accounts where account_id = $1', [
      id,
    ]);
    expect(links).toEqual([{ provider: `sso:${atelier.connectionId}`, email: 'admin@atelier.example' }]);
  });

  test('gives an account that nobody verified to whoever the address is, without what a stranger put there', async () => {
    const id = await world.addMember('late@atelier.example', []);
    await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [id]);
    const strangers = await world.signIn('late@atelier.example');
    expect((await world.visitSaml(atelier, { nameId: 'late@atelier.example' })).status).toBe(200);
    expect((await world.call(getMe, { session: strangers })).status).toBe(401);
    const [row] = await world.test.asOwner('select password_hash, email_verified_at from accounts where id = $1', [id]);
    expect(row).toEqual({ password_hash: null, email_verified_at: world.clock.now() });
  });

  test('asks for our own second factor where the account has one, and then works in the organization', async () => {
    const elsewhere = (await world.addOrganization('elsewhere')).id;
    await world.addMember('twice@atelier.example', [{ orgId: elsewhere, role: 'owner' }]);
    const { secret } = await turnTotpOn(world, await world.signIn('twice@atelier.example'));
    world.clock.advance(30_000);
    const came = await world.visitSaml(atelier, { nameId: 'twice@atelier.example' });
    expect(came.status).toBe(202);
    const { data } = came.body;
    if (!('second_factor' in data)) throw new Error('no second factor was asked for');
    expect(data).toMatchObject({ second_factor: { methods: ['totp', 'backup_code'] }, return_to: null });
    const proof = { token: data.second_factor.token, method: 'totp', code: appCode(secret, world.clock.nowMs()) };
    const proved = await world.call(proveSecondFactor, { body: proof });
    expect((await meOf(sessionIn(proved))).organization?.id).toBe(atelier.orgId);
  });

  test('is refused to a suspended account, and links nothing', async () => {
    const id = await world.addMember('gone@atelier.example', []);
    await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
    const came = await world.visitSaml(atelier, { nameId: 'gone@atelier.example' });
    expect(refusal(came)).toEqual([403, 'account_suspended']);
    expect(await world.test.asOwner('select from connected_accounts where account_id = $1', [id])).toEqual([]);
  });

  test('is refused to whom the directory has deactivated, and to nobody else', async () => {
    world.deactivated.add(`${atelier.orgId} left@atelier.example`);
    const left = await world.visitSaml(atelier, { nameId: 'left@atelier.example' });
    expect(refusal(left)).toEqual([403, 'directory_deactivated']);
    expect(await accountsOf('left@atelier.example')).toEqual([]);
    expect((await world.visitSaml(atelier, { nameId: 'stays@atelier.example' })).status).toBe(200);
  });
});

describe('whom an identity provider speaks for', () => {
  test('is nobody beyond the domains of its organization', async () => {
    const other = await world.addSamlTenant('foreign');
    const victim = await world.addMember('victim@atelier.example', [{ orgId: atelier.orgId, role: 'owner' }]);
    const came = await world.visitSaml(other, { nameId: 'victim@atelier.example' });
    expect(refusal(came)).toEqual([403, 'domain_not_of_organization']);
    expect(
      await world.test.asOwner('select from members where org_id = $1 and account_id = $2', [other.orgId, victim]),
    ).toEqual([]);
    expect((await world.audited('single_sign_on.refuse')).at(-1)).toMatchObject({
      org_id: other.orgId,
      after: { code: 'domain_not_of_organization', reason: null },
    });
    expect((await world.visitSaml(other, { nameId: 'somebody@foreign.example' })).status).toBe(200);
  });

  test('is nobody who took an address elsewhere since', async () => {
    const person = { nameId: 'emigrant@atelier.example' };
    expect((await world.visitSaml(atelier, person)).status).toBe(200);
    await world.test.asOwner(`update accounts set email = 'emigrant@home.example' where email = $1`, [person.nameId]);
    expect(refusal(await world.visitSaml(atelier, person))).toEqual([403, 'domain_not_of_organization']);
  });
});

describe('a draft', () => {
  test('is tried out by an owner who is signed in and names the organization, and by nobody else', async () => {
    const draft = await world.addSamlTenant('draft', { state: 'draft' });
    const { orgId, slug: organization } = draft;
    const unknown = [404, 'single_sign_on_unknown'];
    expect(refusal(await world.call(beginSingleSignOn, { body: { organization } }))).toEqual(unknown);
    expect(refusal(await world.call(beginSingleSignOn, { body: { organization }, session: atelier.owner }))).toEqual(
      unknown,
    );
    await world.addMember('plain@draft.example', [{ orgId, role: 'member' }]);
    const plain = await world.signIn('plain@draft.example');
    expect(refusal(await world.call(beginSingleSignOn, { body: { organization }, session: plain }))).toEqual(unknown);
    const byAddress = { body: { email: 'me@draft.example' }, session: draft.owner };
    expect(refusal(await world.call(beginSingleSignOn, byAddress))).toEqual(unknown);

    const left = await world.leave(draft, { session: draft.owner });
    const posted = await world.answer(draft, left, { person: { nameId: 'tester@draft.example' } });
    expect((await world.complete(tokenIn(posted), left.visit)).status).toBe(200);
    const { data } = (await world.call(getSingleSignOn, { session: draft.owner })).body;
    expect(data.single_sign_on).toMatchObject({ state: 'draft', tested_at: world.clock.now().toISOString() });
  });
});

describe('a tile of the identity provider', () => {
  test('leads to a page that offers to sign in, and begins nothing by itself', async () => {
    const person = { nameId: 'tile@atelier.example' };
    const begun = async () => (await world.test.asOwner('select id from sign_in_ceremonies')).length;
    const before = await begun();
    const posted = await world.answer(atelier, null, { person });
    const page = `${PUBLIC_URL}/sign-in?way=sso&organization=atelier`;
    expect(posted).toEqual({ status: 303, location: page, visit: '' });
    expect(await begun()).toBe(before);
    expect((await world.visitSaml(atelier, person)).status).toBe(200);
  });

  test('leads nowhere while it is a draft', async () => {
    const draft = await world.addSamlTenant('tiles', { state: 'draft' });
    const { location } = await world.answer(draft, null, { person: { nameId: 'tile@tiles.example' } });
    expect(location).toBe(refusedFor('single_sign_on_unknown'));
  });
});

test('the metadata tells an identity provider who we are', async () => {
  const { headers, body } = await world.call(samlMetadata, { params: { connection: atelier.connectionId } });
  expect(headers['content-type']).toBe('application/samlmetadata+xml; charset=utf-8');
  const own = `${PUBLIC_URL}/api/v1/auth/saml/${atelier.connectionId}`;
  expect(String(body)).toContain(`entityID="${own}/metadata"`);
  expect(String(body)).toContain(`Location="${own}/acs"`);
  expect(String(body)).toContain('WantAssertionsSigned="true"');
  const nobodys = { params: { connection: '01900000-0000-7000-8000-00000000ffff' } };
  expect((await world.call(samlMetadata, nobodys)).status).toBe(404);
});
