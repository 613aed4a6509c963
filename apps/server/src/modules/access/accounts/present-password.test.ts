import { changePassword, confirmIdentity, getMe, signIn } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { type AccountWorld, createAccountWorld, NEW_PASSWORD } from './testing/account-world.ts';

let world: AccountWorld;
let orgId: string;
let email: string;
let accountId: string;
let session: string;
let people = 0;

beforeAll(async () => {
  world = await createAccountWorld();
  orgId = (await world.addOrganization('atelier')).id;
});
beforeEach(async () => {
  people += 1;
  email = `person${people}@atelier.example`;
  accountId = await world.addMember(email, [{ orgId, role: 'member' }]);
  session = await world.signInWith(email, PASSWORD);
});
afterAll(() => world.drop());

async function change(current?: string): Promise<string | number> {
  const body = { password: NEW_PASSWORD, ...(current === undefined ? {} : { current_password: current }) };
  const answer = await world.call(changePassword, { session, body });
  return answer.body.code ?? answer.status;
}
const isSignedIn = async () => (await world.call(getMe, { session })).status === 200;
const enter = async (password: string) => (await world.call(signIn, { body: { email, password } })).status;
const failures = async () => (await world.audited('session.confirmation_failed')).length;

describe('the present password', () => {
  test('is asked beside the new one, also right after signing in', async () => {
    expect(await change()).toBe('current_password_wrong');
    expect(await change('not the present one')).toBe('current_password_wrong');
    expect([await enter(PASSWORD), await enter(NEW_PASSWORD)]).toEqual([200, 401]);
    expect(await change(PASSWORD)).toBe(200);
    expect([await enter(PASSWORD), await enter(NEW_PASSWORD)]).toEqual([401, 200]);
  });

  test('may be given wrong four times in a row; the fifth ends the session, and each is audited', async () => {
    const before = await failures();
    for (let time = 0; time < 4; time += 1) expect(await change('not the present one')).toBe('current_password_wrong');
    expect(await isSignedIn()).toBe(true);
    const { status, body } = await world.call(changePassword, {
      session,
      body: { password: NEW_PASSWORD, current_password: 'not the present one' },
    });
    expect([status, body.code, body.detail]).toEqual([
      403,
      'current_password_wrong',
      'That was not right five times, so the session was ended.',
    ]);
    expect(await isSignedIn()).toBe(false);
    expect(await failures()).toBe(before + 5);
    expect(await enter(PASSWORD)).toBe(200);
  });

  test('counts together with wrong answers to “confirm that it is you”, and a right one begins anew', async () => {
    const confirm = (password: string) =>
      world.call(confirmIdentity, { session, body: { method: 'password', password } });
    for (let time = 0; time < 2; time += 1) await confirm('not the present one');
    for (let time = 0; time < 2; time += 1) await change('not the present one');
    expect((await confirm(PASSWORD)).status).toBe(200);
    for (let time = 0; time < 3; time += 1) await change('not the present one');
    await confirm('not the present one');
    expect(await isSignedIn()).toBe(true);
    await change('not the present one');
    expect(await isSignedIn()).toBe(false);
  });

  test('is not guessed by many at the same time', async () => {
    const guesses = Array.from({ length: 12 }, (_, at) => change(at === 11 ? PASSWORD : `guess number ${at}`));
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => answer === 200).length).toBeLessThan(2);
    expect(await failures()).toBeGreaterThan(4);
    expect(await isSignedIn()).toBe(false);
  });

  test('is not asked of an account that has none: its first is set without', async () => {
    await world.test.asOwner('update accounts set password_hash = null where id = $1', [accountId]);
    expect(await change()).toBe(200);
    expect(await enter(NEW_PASSWORD)).toBe(200);
    expect(await change()).toBe('current_password_wrong');
  });
});
