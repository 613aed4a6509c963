import { changePassword, requestPasswordReset, resetPassword, signIn, signUp } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { type AccountWorld, createAccountWorld } from './testing/account-world.ts';
import { type BreachList, startBreachList } from './testing/breach-list.ts';

const YEAR_MS = 365 * 86_400_000;
const STOLEN = 'a stolen but good one';

let list: BreachList;
let world: AccountWorld;
let orgId: string;
let email: string;
let people = 0;

beforeAll(async () => {
  list = await startBreachList([STOLEN]);
  world = await createAccountWorld({ breachCheckUrl: list.url });
  orgId = (await world.addOrganization('atelier')).id;
});
beforeEach(async () => {
  people += 1;
  email = `person${people}@atelier.example`;
  await world.addMember(email, [{ orgId, role: 'member' }]);
});
afterAll(async () => {
  await world.drop();
  await list.stop();
});

const enter = async (password: string) => (await world.call(signIn, { body: { email, password } })).status;
async function choose(password: string): Promise<number> {
  const session = await world.signInWith(email, PASSWORD);
  return (await world.call(changePassword, { session, body: { password, current_password: PASSWORD } })).status;
}

describe('a password', () => {
  test('counts to its last character, with its case and its spaces', async () => {
    const password = `  Tall Trees ${'throw long shadows '.repeat(5)} `;
    expect([...password].length).toBeGreaterThan(100);
    expect(await choose(password)).toBe(200);
    const near = [
      password.trim(),
      password.slice(0, -1),
      password.slice(0, 72),
      password.toLowerCase(),
      `${password}.`,
    ];
    for (const guess of near) {
      expect([guess, await enter(guess)]).toEqual([guess, 401]);
      // A success in between starts the count of failures anew.
      expect(await enter(password)).toBe(200);
    }
  });

  test.each([
    ['small letters alone', 'onlysmallletters'],
    ['capitals alone', 'ONLYBIGLETTERSHERE'],
    ['digits alone', '805917264038215'],
    ['marks alone', '#!?%&/()=+*~'],
    ['spaces between', 'a river runs by here'],
    ['letters of other scripts', 'пароль длинный здесь'],
    ['pictures', '🌊🌊🪜🪜🏺🏺🌊🌊🪜🪜🏺🏺'],
  ])('may be of %s', async (_, password) => {
    expect(await choose(password)).toBe(200);
    expect(await enter(password)).toBe(200);
  });

  test('stays good for years, until its owner changes it', async () => {
    world.clock.advance(3 * YEAR_MS);
    expect(await enter(PASSWORD)).toBe(200);
  });
});

describe('a stolen password', () => {
  const refusal = { status: 422, body: { code: 'password_breached' } };

  test('is refused at sign-up, at a change and at a reset', async () => {
    const person = { email: `new.${email}`, name: 'Grace', accept_terms: true };
    expect(await world.call(signUp, { body: { ...person, password: STOLEN } })).toMatchObject(refusal);
    const session = await world.signInWith(email, PASSWORD);
    const change = { password: STOLEN, current_password: PASSWORD };
    expect(await world.call(changePassword, { session, body: change })).toMatchObject(refusal);
    await world.call(requestPasswordReset, { body: { email } });
    const token = world.tokenTo(email, 'reset_password');
    expect(await world.call(resetPassword, { body: { token, password: STOLEN } })).toMatchObject(refusal);
    expect(await enter(PASSWORD)).toBe(200);
    expect((await world.call(resetPassword, { body: { token, password: 'nobody stole this one' } })).status).toBe(200);
  });
});
