import {
  beginPasskeySignIn,
  getMe,
  logIn,
  type MemberRole,
  proveSecondFactor,
  refreshTokens,
  setSingleSignOnState,
  signIn,
  signInWithMagicLink,
  signInWithPasskey,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMailedTokens } from '../../../platform/crypto/index.ts';
import { PASSWORD } from '../../../testing/access-world.ts';
import { addDevice, appCode, askedForSecondFactor, sessionIn, turnTotpOn } from '../../../testing/second-factors.ts';
import { softwareAuthenticator } from '../../../testing/software-authenticator.ts';
import { createSingleSignOnWorld, type SamlTenant, type SingleSignOnWorld } from './testing/single-sign-on-world.ts';

let world: SingleSignOnWorld;
let atelier: SamlTenant;
let people = 0;

beforeAll(async () => {
  world = await createSingleSignOnWorld();
  atelier = await world.addSamlTenant('atelier');
  await world.visitSaml(atelier, { nameId: 'tester@atelier.example' });
});
afterAll(() => world.drop());

const REQUIRED = [403, 'single_sign_on_required'];
const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const enforce = (is_enforced: boolean) =>
  world.call(setSingleSignOnState, { session: atelier.owner, body: { state: 'active', is_enforced } });
const origin = { ip: '192.0.2.1', userAgent: 'tests', correlationId: 'correlation-of-the-tests' };

async function somebody(role: MemberRole = 'member', domain = 'Atelier.example') {
  people += 1;
  const email = `somebody-${people}@${domain}`;
  const id = await world.addMember(email, [{ orgId: atelier.orgId, role }]);
  return { id, email };
}
const withPassword = (email: string, password = PASSWORD) => world.call(signIn, { body: { email, password } });

const audited = async (id: string) =>
  (await world.audited('session.single_sign_on_required'))
    .filter(({ resource_id }) => resource_id === id)
    .map(({ org_id }) => org_id);

/** Runs `work` while the organization lets its members sign in with single sign-on only. */
async function enforced<T>(work: () => Promise<T>): Promise<T> {
  expect((await enforce(true)).status).toBe(200);
  try {
    return await work();
  } finally {
    await enforce(false);
  }
}

describe('required single sign-on', () => {
  test('refuses a password that is right, and tells whoever does not know it nothing', async () => {
    const { id, email } = await somebody();
    expect((await withPassword(email)).status).toBe(200);
    await enforced(async () => {
      expect(refusal(await withPassword(email))).toEqual(REQUIRED);
      expect(refusal(await world.call(logIn, { body: { email, password: PASSWORD } }))).toEqual(REQUIRED);
      expect(await audited(id)).toEqual([atelier.orgId, atelier.orgId]);
      expect(refusal(await withPassword(email, 'not the password'))).toEqual([401, 'sign_in_failed']);
      expect((await world.visitSaml(atelier, { nameId: email })).status).toBe(200);
    });
    expect((await withPassword(email)).status).toBe(200);
  });

  test('refuses a mailed link, which stays good', async () => {
    const { id, email } = await somebody();
    const { link, code } = await world.database.asSystem('preparing a test', (tx) =>
      world.accounts.issueMagicLink(tx, { id, email, visit: 'digest' }),
    );
    const token = createMailedTokens(world.keyring).tokenOf('magic_link', link?.id ?? '');
    const follow = () => world.call(signInWithMagicLink, { body: { token, code } });
    await enforced(async () => expect(refusal(await follow())).toEqual(REQUIRED));
    expect(await audited(id)).toEqual([atelier.orgId]);
    expect((await world.audited('session.magic_link_refused')).at(-1)).toMatchObject({ resource_id: id });
    expect((await follow()).status).toBe(200);
    expect(await audited(id)).toHaveLength(1);
  });

  test('refuses an account at another provider', async () => {
    const { id: accountId } = await somebody();
    const admit = () =>
      world.database.asSystem('preparing a test', (tx) =>
        world.signIns.admit(tx, { accountId, method: 'oauth', origin }),
      );
    await enforced(() => expect(admit()).rejects.toMatchObject({ code: 'single_sign_on_required' }));
    expect(await admit()).toHaveProperty('token');
  });

  test('refuses a passkey', async () => {
    const { id, email } = await somebody();
    const device = softwareAuthenticator('required');
    await addDevice(world, await world.signIn(email), device);
    const use = async () => {
      const { token, options } = (await world.call(beginPasskeySignIn, { body: {} })).body.data;
      return world.call(signInWithPasskey, { body: { token, assertion: device.assert(options) } });
    };
    await enforced(async () => expect(refusal(await use())).toEqual(REQUIRED));
    expect(await audited(id)).toEqual([atelier.orgId]);
    expect((await use()).status).toBe(200);
  });

  test('refuses the second half of a sign-in that was begun before', async () => {
    const { id, email } = await somebody();
    const { secret } = await turnTotpOn(world, await world.signIn(email));
    world.clock.advance(30_000);
    const token = await askedForSecondFactor(world, email);
    const prove = () => {
      const code = appCode(secret, world.clock.nowMs());
      return world.call(proveSecondFactor, { body: { token, method: 'totp', code } });
    };
    await enforced(async () => expect(refusal(await prove())).toEqual(REQUIRED));
    expect(await audited(id)).toEqual([atelier.orgId]);
    world.clock.advance(30_000);
    expect((await prove()).status).toBe(200);
  });
});

describe('requiring single sign-on', () => {
  const isSignedIn = async (session: string) => (await world.call(getMe, { session })).status === 200;

  test('signs out whoever signed in otherwise, and those alone whom it concerns', async () => {
    // What was opened before this test is over.
    await enforced(async () => undefined);
    const { email } = await somebody();
    const owner = await somebody('owner');
    const guest = await somebody('member', 'guests.example');
    const [password, owners, guests] = [
      await world.signIn(email),
      await world.signIn(owner.email),
      await world.signIn(guest.email),
    ];
    const api = (await world.call(logIn, { body: { email, password: PASSWORD } })).body.data;
    if (!('refresh_token' in api)) throw new Error('a second factor was asked for');
    const sso = sessionIn(await world.visitSaml(atelier, { nameId: email }));
    expect(await Promise.all([password, sso, owners, guests].map(isSignedIn))).toEqual([true, true, true, true]);
    await enforced(async () => {
      expect(await Promise.all([password, sso, owners, guests].map(isSignedIn))).toEqual([false, true, true, true]);
      const refreshed = await world.call(refreshTokens, { body: { refresh_token: api.refresh_token } });
      expect(refreshed.status).toBe(401);
    });
    expect((await world.audited('single_sign_on.end_sessions')).at(-1)).toMatchObject({
      org_id: atelier.orgId,
      resource_id: atelier.connectionId,
      after: { sessions_ended: 2 },
    });
    expect(await isSignedIn(password)).toBe(false);
  });

  test('counts no single sign-on of another organization', async () => {
    const { id, email } = await somebody();
    const session = sessionIn(await world.visitSaml(atelier, { nameId: email }));
    await world.test.asOwner('delete from connected_accounts where account_id = $1', [id]);
    await enforced(async () => expect(await isSignedIn(session)).toBe(false));
  });

  test('ends nothing where it is refused, and turning it on beside the other ways ends nothing', async () => {
    const { email } = await somebody();
    const session = await world.signIn(email);
    const draft = { state: 'draft', is_enforced: true };
    expect((await world.call(setSingleSignOnState, { session: atelier.owner, body: draft })).status).toBe(422);
    expect((await enforce(false)).status).toBe(200);
    expect(await isSignedIn(session)).toBe(true);
  });
});

describe('is not for', () => {
  test.each([
    ['owners, so that nobody locks everybody out', 'owner', 'atelier.example', 200],
    ['admins', 'admin', 'atelier.example', 403],
    ['members with an address of another domain', 'member', 'guests.example', 200],
    ['members with an address of a domain below', 'member', 'sub.atelier.example', 200],
    ['viewers', 'viewer', 'atelier.example', 403],
  ] as const)('%s: %s at %s is answered %d', async (_, role, domain, status) => {
    const { email } = await somebody(role, domain);
    await enforced(async () => expect((await withPassword(email)).status).toBe(status));
  });

  test('whoever has such an address but is no member', async () => {
    await world.addMember('stranger@atelier.example', []);
    await enforced(async () => expect((await withPassword('stranger@atelier.example')).status).toBe(200));
  });

  test('members of an organization that merely has it', async () => {
    const { email } = await somebody();
    await enforce(false);
    expect((await withPassword(email)).status).toBe(200);
  });
});
