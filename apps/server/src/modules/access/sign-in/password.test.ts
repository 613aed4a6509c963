import { logIn, signIn } from '@stepwell/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';

let world: AccessWorld;
let orgId: string;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

const attempt = (email: string, password: string) => world.call(signIn, { body: { email, password } });

/** Fails until it is told that the address is locked. */
async function failUntilLocked(email: string) {
  for (let round = 0; round < 20; round += 1) {
    const answer = await attempt(email, 'not the password');
    if (answer.status !== 401) return answer;
    expect(answer.body.code).toBe('sign_in_failed');
  }
  throw new Error(`${email} was never locked`);
}

test('a locked address is told how long to wait, for browsers and API clients, also with the right password', async () => {
  const email = 'locked@atelier.example';
  await world.addMember(email, [{ orgId, role: 'owner' }]);
  const locked = await failUntilLocked(email);
  expect([locked.status, locked.body.code]).toEqual([429, 'sign_in_locked']);
  const { retryAfter = 0 } = locked.body;
  expect(retryAfter).toBeGreaterThan(60);
  for (const route of [signIn, logIn]) {
    const { status, body } = await world.call(route, { body: { email, password: PASSWORD } });
    expect([status, body.code]).toEqual([429, 'sign_in_locked']);
  }
  world.clock.advance(retryAfter * 1_000);
  expect((await attempt(email, PASSWORD)).status).toBe(200);
});

test('an address that nobody has is locked just the same', async () => {
  const { body } = await failUntilLocked('nobody@atelier.example');
  expect(body.code).toBe('sign_in_locked');
  expect(body.retryAfter).toBeGreaterThan(60);
});

test('a suspended account is told so only with the right password', async () => {
  const email = 'suspended@atelier.example';
  const id = await world.addMember(email, [{ orgId, role: 'owner' }]);
  await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
  expect((await attempt(email, 'not the password')).body.code).toBe('sign_in_failed');
  const { status, body, headers } = await attempt(email, PASSWORD);
  expect([status, body.code, headers['set-cookie']]).toEqual([403, 'account_suspended', undefined]);
});
