import {
  beginProviderSignIn,
  getMe,
  listConnectedAccounts,
  listProviders,
  proveSecondFactor,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appCode, turnTotpOn } from '../../../testing/second-factors.ts';
import { createProviderWorld, type ProviderWorld } from './testing/provider-world.ts';

const verified = (email: string, more: object = {}) => ({ email, email_verified: true, ...more });

let world: ProviderWorld;
let orgId: string;

beforeAll(async () => {
  world = await createProviderWorld({
    openid: {
      'subject-new': verified('Nova@new.example', { name: 'Nova Lane', locale: 'fr-CA' }),
      'subject-nameless': verified('nameless@new.example', { locale: 'de' }),
      'subject-again': verified('again@new.example', { name: 'Again' }),
      'subject-linked': verified('LINKED@atelier.example', { name: 'Somebody' }),
      'subject-waited-for': verified('waited-for@atelier.example'),
      'subject-unsure': { email: 'unsure@new.example', email_verified: false },
      'subject-no-address': { name: 'Nobody' },
      'subject-former': verified('passed-on@atelier.example'),
      'subject-later': verified('passed-on@atelier.example'),
      'subject-careful': verified('careful@atelier.example'),
      'subject-suspended': verified('suspended@atelier.example'),
    },
  });
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
  await world.test.asOwner(
    `insert into legal_documents (id, kind, version, is_major, texts, published_at)
     values ($1, 'terms', '1', true, '{"en": {"title": "Terms", "body": "Be kind."}}', '2026-01-01')`,
    [world.ids.next()],
  );
});
afterAll(() => world.drop());

const accountsWith = (email: string) =>
  world.test.asOwner<{ id: string; password_hash: string | null; email_verified_at: Date | null; locale: string }>(
    'select * from accounts where lower(email) = lower($1)',
    [email],
  );
const connectedTo = (accountId: string) =>
  world.test.asOwner<{ provider: string; subject: string; last_used_at: Date }>(
    'select * from connected_accounts where account_id = $1',
    [accountId],
  );
const audited = async (action: string, accountId: string) =>
  world.test.asOwner<{ actor_id: string; after: object }>(
    'select actor_id, after from audit_entries where action = $1 and resource_id = $2',
    [action, accountId],
  );
const member = (email: string) => world.addMember(email, [{ orgId, role: 'owner' }]);

describe('before somebody leaves', () => {
  test('the providers that are set up are named, without what they are registered with', async () => {
    const { body } = await world.call(listProviders);
    expect(body).toEqual({
      data: [
        { id: 'google', name: 'Google' },
        { id: 'github', name: 'GitHub' },
        { id: 'openid', name: 'Atelier ID' },
      ],
    });
  });

  test('the browser is given a cookie that scripts and other sites do not get', async () => {
    const params = { provider: 'google' };
    const { status, headers, body } = await world.call(beginProviderSignIn, { params, body: {} });
    expect(status).toBe(200);
    expect(headers['set-cookie']).toMatch(
      /^stepwell_visit=[\w-]{43}; Max-Age=900; Path=\/api\/v1\/auth; HttpOnly; Secure; SameSite=Lax$/,
    );
    const asked = new URL(body.data.authorization_url).searchParams;
    expect(asked.get('redirect_uri')).toBe('https://onboarding.example.com/sign-in/callback/google');
    expect(asked.getAll('state')).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  });

  test('only ways of our own pages are gone back to', async () => {
    for (const returnTo of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/a b',
      'sideways',
      '/\t/evil',
    ]) {
      const call = { params: { provider: 'google' }, body: { return_to: returnTo } };
      expect((await world.call(beginProviderSignIn, call)).status, returnTo).toBe(422);
    }
    const { url, ...left } = await world.leave('google', { returnTo: '/flows/7?tab=live#top' });
    const callback = await world.idp.signIn(url, 'subject-again');
    expect((await world.comeBack({ ...left, url, callback })).me?.return_to).toBe('/flows/7?tab=live#top');
  });
});

describe('somebody new', () => {
  test('is given an account: address verified, no password, terms not accepted in their name', async () => {
    const { status, me, session } = await world.visit('google', 'subject-new');
    expect([status, me?.outcome, me?.return_to]).toEqual([200, 'signed_up', null]);
    expect(me?.me).toMatchObject({
      account: {
        email: 'Nova@new.example',
        name: 'Nova Lane',
        locale: 'fr',
        email_verified: true,
        has_password: false,
      },
      organization: null,
      session: { second_factor: false },
      pending_terms: true,
    });
    const id = me?.me.account.id ?? '';
    expect((await world.call(getMe, { session })).body.data).toEqual(me?.me);
    expect(await audited('account.sign_up', id)).toEqual([{ actor_id: id, after: { provider: 'google' } }]);
    expect(await connectedTo(id)).toMatchObject([{ subject: 'subject-new' }]);
    const [opened] = await world.test.asOwner('select method from sessions where account_id = $1', [id]);
    expect(opened).toEqual({ method: 'oauth' });
  });

  test('whose name is not told is called by the address, in no language of ours', async () => {
    const { me } = await world.visit('openid', 'subject-nameless');
    expect(me?.me.account).toMatchObject({ name: 'nameless', locale: null });
  });

  test('is turned away where the provider does not answer for the address, or tells none', async () => {
    for (const person of ['subject-unsure', 'subject-no-address']) {
      const { status, body } = await world.visit('google', person);
      expect([status, body.code]).toEqual([409, 'provider_email_unverified']);
    }
    expect(await accountsWith('unsure@new.example')).toEqual([]);
  });
});

describe('somebody who comes again', () => {
  test('is known by the subject, whatever the address is by now', async () => {
    const first = await world.visit('openid', 'subject-again');
    const id = first.me?.me.account.id ?? '';
    world.clock.advance(3_600_000);
    world.idp.setClaims('subject-again', { email: 'moved@new.example', email_verified: false });
    const again = await world.visit('openid', 'subject-again');
    expect([again.status, again.me?.outcome, again.me?.me.account.id]).toEqual([200, 'signed_in', id]);
    expect(again.me?.me.account.email).toBe('again@new.example');
    const { body } = await world.call(listConnectedAccounts, { session: again.session });
    expect(body.data.find(({ provider }) => provider === 'openid')).toMatchObject({
      provider_name: 'Atelier ID',
      email: 'moved@new.example',
      last_used_at: world.clock.now().toISOString(),
    });
  });
});

describe('somebody with an account of the same address', () => {
  test('is linked where both know the address to be verified, and told by mail', async () => {
    const id = await member('linked@atelier.example');
    const { status, me } = await world.visit('google', 'subject-linked');
    expect([status, me?.outcome, me?.me.account.id]).toEqual([200, 'linked', id]);
    expect(await audited('account.link', id)).toEqual([{ actor_id: id, after: { provider: 'google' } }]);
    expect(world.mailed.at(-1)).toMatchObject({
      template: 'account_connected',
      recipient: 'linked@atelier.example',
      data: { provider: 'Google' },
    });
    expect((await world.visit('google', 'subject-linked')).me?.outcome).toBe('signed_in');
  });

  test('is not let into one whose address nobody has proved', async () => {
    const passwordHash = await world.accounts.hashPassword('the password of whoever waits');
    const email = 'waited-for@atelier.example';
    const id = await world.database.asSystem('preparing a test', (tx) =>
      world.accounts.createAccount(tx, { email, name: 'Waiting', passwordHash, emailVerified: false }),
    );
    const { status, body, session } = await world.visit('google', 'subject-waited-for');
    expect([status, body.code, session]).toEqual([409, 'provider_email_taken', '']);
    expect(await connectedTo(id)).toEqual([]);
    expect(await accountsWith(email)).toMatchObject([{ password_hash: passwordHash, email_verified_at: null }]);
  });

  test('is not let into one that another account of the same provider signs in to', async () => {
    const id = await member('passed-on@atelier.example');
    expect((await world.visit('google', 'subject-former')).me?.outcome).toBe('linked');
    const later = await world.visit('google', 'subject-later');
    expect([later.status, later.body.code]).toEqual([409, 'provider_email_taken']);
    expect(await connectedTo(id)).toMatchObject([{ subject: 'subject-former' }]);
  });

  test('proves the second factor as well', async () => {
    const email = 'careful@atelier.example';
    await member(email);
    const { secret } = await turnTotpOn(world, await world.signIn(email));
    world.clock.advance(30_000);
    const { url, ...left } = await world.leave('google', { returnTo: '/members' });
    const asked = await world.comeBack({ ...left, url, callback: await world.idp.signIn(url, 'subject-careful') });
    expect([asked.status, asked.session]).toEqual([202, '']);
    const { data } = asked.body;
    if (!('second_factor' in data)) throw new Error('no second factor was asked for');
    expect(data).toMatchObject({ return_to: '/members', second_factor: { methods: ['totp', 'backup_code'] } });
    const code = appCode(secret, world.clock.nowMs());
    const proof = { token: data.second_factor.token, method: 'totp', code };
    expect((await world.call(proveSecondFactor, { body: proof })).status).toBe(200);
  });

  test('is neither linked nor let in while the account is suspended', async () => {
    const id = await member('suspended@atelier.example');
    await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
    const { status, body } = await world.visit('google', 'subject-suspended');
    expect([status, body.code]).toEqual([403, 'account_suspended']);
    expect(await connectedTo(id)).toEqual([]);
    await world.test.asOwner('update accounts set suspended_at = null where id = $1', [id]);
    expect((await world.visit('google', 'subject-suspended')).me?.outcome).toBe('linked');
  });
});
