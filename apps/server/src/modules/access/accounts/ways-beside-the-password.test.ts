import {
  beginPasskeySignIn,
  requestMagicLink,
  requestPasswordReset,
  resetPassword,
  signIn,
  signInWithMagicLink,
  signInWithPasskey,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { addDevice, turnTotpOn } from '../../../testing/second-factors.ts';
import { softwareAuthenticator } from '../../../testing/software-authenticator.ts';
import { type AccountWorld, createAccountWorld, NEW_PASSWORD } from './testing/account-world.ts';

let world: AccountWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccountWorld();
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

async function somebody(): Promise<string> {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  await world.addMember(email, [{ orgId, role: 'owner' }]);
  return email;
}

const enter = (email: string, password: string) => world.call(signIn, { body: { email, password } });
async function followMagicLink(email: string) {
  const { code } = (await world.call(requestMagicLink, { body: { email } })).body.data;
  return world.call(signInWithMagicLink, { body: { token: world.tokenTo(email, 'magic_link'), code } });
}
async function lock(email: string): Promise<void> {
  for (let time = 0; time < 5; time += 1) await enter(email, 'a wrong password');
  expect(await enter(email, PASSWORD)).toMatchObject({ status: 429, body: { code: 'sign_in_locked' } });
}

describe('an address that others locked', () => {
  test('keeps its owner out of neither a mailed link nor a passkey', async () => {
    const email = await somebody();
    const device = softwareAuthenticator(email);
    await addDevice(world, await world.signIn(email), device);
    await lock(email);
    const { token, options } = (await world.call(beginPasskeySignIn, { body: {} })).body.data;
    const byPasskey = await world.call(signInWithPasskey, { body: { token, assertion: device.assert(options) } });
    expect(byPasskey.status).toBe(200);
    const another = await somebody();
    await lock(another);
    expect((await followMagicLink(another)).status).toBe(200);
  });
});

describe('a new password by mail', () => {
  test('signs nobody in and leaves the second factor asked for', async () => {
    const email = await somebody();
    await turnTotpOn(world, await world.signIn(email));
    await world.call(requestPasswordReset, { body: { email } });
    const token = world.tokenTo(email, 'reset_password');
    const reset = await world.call(resetPassword, { body: { token, password: NEW_PASSWORD } });
    expect([reset.status, reset.headers['set-cookie']]).toEqual([200, undefined]);
    const entered = await enter(email, NEW_PASSWORD);
    expect([entered.status, entered.headers['set-cookie']]).toEqual([202, undefined]);
    expect(entered.body.data).toMatchObject({ second_factor: { methods: ['totp', 'backup_code'] } });
    expect((await followMagicLink(email)).status).toBe(202);
  });
});
