import { beginPasskeySignIn, getMe, listSessions, proveSecondFactor, signInWithPasskey } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import { addDevice, askedForSecondFactor, sessionIn, turnTotpOn } from '../../../testing/second-factors.ts';
import {
  type Lies,
  type SoftwareAuthenticator,
  softwareAuthenticator,
} from '../../../testing/software-authenticator.ts';

let world: AccessWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

async function somebody(options?: { counts: boolean }) {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  const id = await world.addMember(email, [{ orgId, role: 'owner' }]);
  const device = softwareAuthenticator(`sign-in ${email}`, options);
  const session = await world.signIn(email);
  await addDevice(world, session, device);
  return { id, email, device, session };
}

const begin = async () => (await world.call(beginPasskeySignIn, { body: {} })).body.data;
async function enter(device: SoftwareAuthenticator, lies?: Lies) {
  const { token, options } = await begin();
  return world.call(signInWithPasskey, { body: { token, assertion: device.assert(options, lies) } });
}

describe('signing in with a passkey', () => {
  test('needs no address: the device says who it is', async () => {
    const { email, device } = await somebody();
    const { options } = await begin();
    expect(options).toMatchObject({ rpId: 'onboarding.example.com', userVerification: 'required' });
    expect(options.allowCredentials).toBeUndefined();
    const answer = await enter(device);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ account: { email }, session: { second_factor: true } });
    const session = sessionIn(answer);
    expect((await world.call(getMe, { session })).body).toEqual(answer.body);
    const [current] = (await world.call(listSessions, { session })).body.data;
    expect(current).toMatchObject({ method: 'passkey', is_current: true });
  });

  test.each<[string, Lies]>([
    ['for another site', { origin: 'https://onboarding.example.org' }],
    ['for another host', { rpId: 'example.org' }],
    ['to another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['that the device did not unlock for its owner', { userVerified: false }],
    ['whose counter stands still', { counter: 1 }],
    ['whose counter went back', { counter: 0 }],
    ['that is of a registration', { type: 'webauthn.create' }],
    ['whose signature is of something else', { forged: true }],
    ['that names another account', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('refuses an answer %s', async (_, lies) => {
    const { device } = await somebody();
    const refused = await enter(device, lies);
    expect([refused.status, refused.body.code]).toEqual([401, 'passkey_refused']);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect((await enter(device, { counter: 10 })).status).toBe(200);
  });

  test('refuses the key of a device that nobody added, and audits it', async () => {
    const { id } = await somebody();
    expect((await enter(softwareAuthenticator('nobody'))).body.code).toBe('passkey_refused');
    const failures = await world.test.asOwner<{ text: string }>(
      "select e::text as text from audit_entries e where action = 'session.passkey_refused'",
    );
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every(({ text }) => !text.includes(id))).toBe(true);
  });

  test('works for devices that do not count', async () => {
    const { device } = await somebody({ counts: false });
    expect((await enter(device)).status).toBe(200);
    expect((await enter(device)).status).toBe(200);
  });

  test('takes one answer to each challenge, within ten minutes', async () => {
    const { device } = await somebody();
    const { token, options } = await begin();
    const first = { token, assertion: device.assert(options) };
    expect((await world.call(signInWithPasskey, { body: first })).status).toBe(200);
    const again = await world.call(signInWithPasskey, { body: { token, assertion: device.assert(options) } });
    expect([again.status, again.body.code]).toEqual([410, 'ceremony_over']);
    const late = await begin();
    world.clock.advance(600_000);
    const body = { token: late.token, assertion: device.assert(late.options) };
    expect((await world.call(signInWithPasskey, { body })).body.code).toBe('ceremony_over');
  });

  test('an answer that was listened to does not work for another challenge', async () => {
    const { device } = await somebody();
    const [one, other] = [await begin(), await begin()];
    const assertion = device.assert(one.options);
    const stolen = await world.call(signInWithPasskey, { body: { token: other.token, assertion } });
    expect(stolen.body.code).toBe('passkey_refused');
    expect((await world.call(signInWithPasskey, { body: { token: one.token, assertion } })).status).toBe(200);
  });

  test('is refused to a suspended account', async () => {
    const { id, device } = await somebody();
    await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
    const refused = await enter(device);
    expect([refused.status, refused.body.code]).toEqual([403, 'account_suspended']);
  });
});

describe('a passkey as the second factor', () => {
  test('is asked for by its token, which stays the same', async () => {
    const { email, device } = await somebody();
    const token = await askedForSecondFactor(world, email);
    const begun = await world.call(beginPasskeySignIn, { body: { second_factor_token: token } });
    expect(begun.body.data.token).toBe(token);
    const { options } = begun.body.data;
    expect(options.allowCredentials).toMatchObject([{ id: device.credentialId }]);
    const body = { token, method: 'passkey', assertion: device.assert(options) };
    const answer = await world.call(proveSecondFactor, { body });
    expect(answer.status).toBe(200);
    expect(answer.body.data.session.second_factor).toBe(true);
    expect((await world.call(proveSecondFactor, { body })).body.code).toBe('ceremony_over');
  });

  test('is of the account whose password was given, and answers a challenge', async () => {
    const [owner, other] = [await somebody(), await somebody()];
    const token = await askedForSecondFactor(world, owner.email);
    const { options } = await begin();
    const unasked = { token, method: 'passkey', assertion: owner.device.assert(options) };
    expect((await world.call(proveSecondFactor, { body: unasked })).body.code).toBe('passkey_refused');
    const begun = (await world.call(beginPasskeySignIn, { body: { second_factor_token: token } })).body.data;
    const foreign = { token, method: 'passkey', assertion: other.device.assert(begun.options) };
    const refused = await world.call(proveSecondFactor, { body: foreign });
    expect([refused.status, refused.body.code]).toEqual([401, 'passkey_refused']);
    const own = { token, method: 'passkey', assertion: owner.device.assert(begun.options) };
    expect((await world.call(proveSecondFactor, { body: own })).status).toBe(200);
  });

  test('is one of several where there are several', async () => {
    const { email, session } = await somebody();
    await turnTotpOn(world, session);
    const token = await askedForSecondFactor(world, email);
    expect(token).toMatch(/^[\w-]{43}$/);
    const over = await world.call(beginPasskeySignIn, { body: { second_factor_token: 'a'.repeat(43) } });
    expect([over.status, over.body.code]).toEqual([410, 'ceremony_over']);
  });
});
