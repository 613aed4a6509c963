import { deleteAccount, getMe, logIn, refreshTokens, TokensView } from '@stepwell/contract';
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

/** Somebody signed in with a browser, and with a program. */
async function somebody(name: string) {
  const email = `${name}@atelier.example`;
  const id = await world.addMember(email, [{ orgId, role: 'member' }]);
  const session = await world.signIn(email);
  const tokens = TokensView.parse((await world.call(logIn, { body: { email, password: PASSWORD } })).body.data);
  return { id, session, bearer: tokens.access_token, refresh_token: tokens.refresh_token };
}

type Person = Awaited<ReturnType<typeof somebody>>;
const statusesOf = async ({ session, bearer, refresh_token }: Person) => [
  (await world.call(getMe, { session })).status,
  (await world.call(getMe, { bearer })).status,
  (await world.call(refreshTokens, { body: { refresh_token } })).status,
];

test('somebody who is suspended is signed in nowhere any more, and nobody else is touched', async () => {
  const [ada, mia] = [await somebody('ada'), await somebody('mia')];
  await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [ada.id]);
  world.clock.advance(5_000);
  expect(await statusesOf(ada)).toEqual([401, 401, 401]);
  expect(await statusesOf(mia)).toEqual([200, 200, 200]);
});

test('whoever deletes their account is signed in nowhere from that moment', async () => {
  const ida = await somebody('ida');
  expect((await world.call(getMe, { session: ida.session })).status).toBe(200);
  expect((await world.call(deleteAccount, { session: ida.session })).status).toBe(204);
  expect(await statusesOf(ida)).toEqual([401, 401, 401]);
});
