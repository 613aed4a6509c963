import { setTimeout as pause } from 'node:timers/promises';
import {
  beginConnection,
  disconnectAccount,
  listConnectedAccounts,
  removePasskey,
  getSignInMethods,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDevice } from '../../../testing/second-factors.ts';
import { softwareAuthenticator } from '../../../testing/software-authenticator.ts';
import { insertConnected, lockOwner } from './repository.ts';
import { createProviderWorld, type ProviderWorld } from './testing/provider-world.ts';

const octavia = { email: 'octavia@example.org', primary: true, verified: true };

let world: ProviderWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  const github = { octavia: { id: 583_231, name: 'Octavia', emails: [octavia] } };
  world = await createProviderWorld({ openid: {}, github });
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

/** A member who is signed in, and a person at the provider whose address there is another one. */
async function somebody() {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  const id = await world.addMember(email, [{ orgId, role: 'owner' }]);
  const subject = `subject-${people}`;
  world.idp.setClaims(subject, { email: `private-${people}@elsewhere.example`, email_verified: false });
  return { id, email, subject, session: await world.signIn(email) };
}

const accountsOf = async (session: string) => (await world.call(listConnectedAccounts, { session })).body.data;
const codeOf = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const audited = (action: string, accountId: string) =>
  world.test.asOwner<{ after: object; org_id: string }>(
    'select after, org_id from audit_entries where action = $1 and resource_id = $2',
    [action, accountId],
  );
const drop = (session: string, id = '') => world.call(disconnectAccount, { session, params: { id } });

describe('connecting an account elsewhere', () => {
  test('lets it sign in, whatever its address, and is audited and mailed', async () => {
    const { id, email, subject, session } = await somebody();
    const { status, me, session: opened } = await world.visit('google', subject, { session });
    expect([status, me?.outcome, me?.me.account.id, opened]).toEqual([200, 'connected', id, '']);
    expect(await audited('account.connect', id)).toEqual([{ after: { provider: 'google' }, org_id: orgId }]);
    expect(world.mailed.at(-1)).toMatchObject({
      template: 'account_connected',
      recipient: email,
      data: { provider: 'Google', ip: '127.0.0.1' },
    });
    expect(await accountsOf(session)).toEqual([
      {
        id: expect.any(String),
        provider: 'google',
        provider_name: 'Google',
        email: `private-${people}@elsewhere.example`,
        connected_at: world.clock.now().toISOString(),
        last_used_at: null,
      },
    ]);
    const again = await world.visit('google', subject);
    expect([again.me?.outcome, again.me?.me.account.id]).toEqual(['signed_in', id]);
  });

  test('needs a fresh proof that it is still the person', async () => {
    const { session } = await somebody();
    world.clock.advance(601_000);
    const params = { provider: 'google' };
    expect(codeOf(await world.call(beginConnection, { session, params }))).toEqual([403, 'confirmation_required']);
    expect((await world.call(beginConnection, { params })).status).toBe(401);
  });

  test('is refused for one that signs in to somebody else', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await world.visit('google', one.subject, one);
    expect(codeOf(await world.visit('google', one.subject, other))).toEqual([409, 'provider_account_taken']);
    expect(await accountsOf(other.session)).toEqual([]);
    expect((await world.visit('google', other.subject, other)).me?.outcome).toBe('connected');
  });

  test('is refused where one of the same provider is connected, also when both come at the same time', async () => {
    const { session, subject } = await somebody();
    const second = `${subject}-second`;
    world.idp.setClaims(second, {});
    const lefts = [await world.leave('google', { session }), await world.leave('google', { session })];
    const backs = await Promise.all(
      [subject, second].map(async (person, at) => {
        const left = lefts[at] ?? { provider: 'google', url: '', visit: '' };
        return { ...left, session, callback: await world.idp.signIn(left.url, person) };
      }),
    );
    const answers = await Promise.all(backs.map((back) => world.comeBack(back)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.code).toBe('provider_connected_already');
    const params = { provider: 'google' };
    const begun = await world.call(beginConnection, { session, params });
    expect(codeOf(begun)).toEqual([409, 'provider_connected_already']);
    expect((await world.visit('openid', subject, { session })).me?.outcome).toBe('connected');
  });

  test('waits for another that is being connected to the same account', async () => {
    const { id, subject, session } = await somebody();
    const left = await world.leave('google', { session });
    const callback = await world.idp.signIn(left.url, subject);
    const provider = `google:${world.idp.issuer}`;
    const row = { id: world.ids.next(), accountId: id, provider, subject: 'subject-of-the-first', email: null };
    const [locked, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = world.database.asSystem('preparing a test', async (tx) => {
      await lockOwner(tx, id);
      await insertConnected(tx, { ...row, connectedAt: world.clock.now(), lastUsedAt: null });
      locked.resolve();
      await done.promise;
    });
    await locked.promise;
    const second = world.comeBack({ ...left, callback, session });
    await Promise.race([second, pause(500)]);
    done.resolve();
    await first;
    expect(codeOf(await second)).toEqual([409, 'provider_connected_already']);
    expect(await accountsOf(session)).toHaveLength(1);
  });

  test('is completed by the session that began alone', async () => {
    const [one, other] = [await somebody(), await somebody()];
    for (const session of [undefined, other.session, await world.signIn(one.email)]) {
      const left = await world.leave('google', { session: one.session });
      const callback = await world.idp.signIn(left.url, one.subject);
      const back = { ...left, callback, ...(session !== undefined && { session }) };
      expect(codeOf(await world.comeBack(back))).toEqual([409, 'other_browser']);
    }
    expect(await accountsOf(one.session)).toEqual([]);
    expect((await world.visit('google', one.subject, one)).me?.outcome).toBe('connected');
  });

  test('waits for an account until its own address is verified', async () => {
    const { id, subject, session } = await somebody();
    await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [id]);
    const params = { provider: 'google' };
    expect(codeOf(await world.call(beginConnection, { session, params }))).toEqual([409, 'own_email_unverified']);
    await world.test.asOwner('update accounts set email_verified_at = now() where id = $1', [id]);
    expect((await world.visit('google', subject, { session })).me?.outcome).toBe('connected');
  });
});

describe('disconnecting', () => {
  test('ends the way in, and nobody else can do it', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await world.visit('google', one.subject, one);
    const [connected] = await accountsOf(one.session);
    expect(codeOf(await drop(other.session, connected?.id))).toEqual([404, 'not_found']);
    expect(await accountsOf(one.session)).toHaveLength(1);
    expect((await drop(one.session, connected?.id)).status).toBe(204);
    expect(await accountsOf(one.session)).toEqual([]);
    expect(await audited('account.disconnect', one.id)).toEqual([{ after: { provider: 'google' }, org_id: orgId }]);
    expect(codeOf(await world.visit('google', one.subject))).toEqual([409, 'provider_email_unverified']);
    expect(codeOf(await drop(one.session, connected?.id))).toEqual([404, 'not_found']);
  });

  test('leaves one way to sign in: a password, a passkey or another account', async () => {
    const { id, subject, session } = await somebody();
    await world.visit('google', subject, { session });
    await world.visit('openid', subject, { session });
    await world.test.asOwner('update accounts set password_hash = null where id = $1', [id]);
    const [google, openid] = await accountsOf(session);
    expect((await drop(session, google?.id)).status).toBe(204);
    expect(codeOf(await drop(session, openid?.id))).toEqual([409, 'last_sign_in_method']);
    expect(await accountsOf(session)).toHaveLength(1);
    await addDevice(world, session, softwareAuthenticator('laptop'));
    expect((await drop(session, openid?.id)).status).toBe(204);
  });

  test('of two at the same time, an account without password keeps one', async () => {
    const { id, subject, session } = await somebody();
    await world.visit('google', subject, { session });
    await addDevice(world, session, softwareAuthenticator('telephone'));
    await world.test.asOwner('update accounts set password_hash = null where id = $1', [id]);
    const passkey = (await world.call(getSignInMethods, { session })).body.data.passkeys[0]?.id ?? '';
    const [google] = await accountsOf(session);
    const answers = await Promise.all([
      drop(session, google?.id),
      world.call(removePasskey, { session, params: { id: passkey } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });
});

describe('the list of connected accounts', () => {
  test('names GitHub, and single sign-on by its organization', async () => {
    const { id, session } = await somebody();
    const left = await world.leave('github', { session });
    await world.comeBack({ ...left, session, callback: await world.github.signIn(left.url, 'octavia') });
    world.clock.advance(1_000);
    const [connection, now] = [world.ids.next(), world.clock.now()];
    await world.test.asOwner(
      `insert into single_sign_on_connections (id, org_id, kind, default_role, settings, created_at, updated_at)
       values ($1, $2, 'saml', 'member', '{}', $3, $3)`,
      [connection, orgId, now],
    );
    await world.test.asOwner(
      `insert into connected_accounts (id, account_id, provider, subject, connected_at) values ($1, $2, $3, 'name-id', $4)`,
      [world.ids.next(), id, `sso:${connection}`, now],
    );
    expect(await accountsOf(session)).toMatchObject([
      { provider: 'github', provider_name: 'GitHub', email: 'octavia@example.org' },
      { provider: 'sso', provider_name: 'atelier of the tests', email: null, last_used_at: null },
    ]);
  });
});
