import { getMe, listSessions, logIn, refreshTokens, TokensView } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOperatorWorld, type OperatorWorld } from '../../../testing/operator-world.ts';
import { PASSWORD } from '../../../testing/access-world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let world: OperatorWorld;

beforeAll(async () => {
  world = await createOperatorWorld();
});
afterAll(() => world.drop());

const statusOf = async (call: { session: string } | { bearer: string }) => (await world.call(getMe, call)).status;
async function logged(email: string) {
  return TokensView.parse((await world.call(logIn, { body: { email, password: PASSWORD } })).body.data);
}
const refresh = (refresh_token: string) => world.call(refreshTokens, { body: { refresh_token } });

describe('a session that nobody uses', () => {
  test('ends after seven days, and any use begins them anew', async () => {
    const { session } = await world.person('ada');
    world.clock.advance(7 * DAY_MS - 1);
    expect(await statusOf({ session })).toBe(200);
    world.clock.advance(7 * DAY_MS - 1);
    expect(await statusOf({ session })).toBe(200);
    world.clock.advance(7 * DAY_MS);
    expect(await statusOf({ session })).toBe(401);
  });

  test('ends after twelve hours where it is an operator’s', async () => {
    const { session } = await world.operator('oscar', 'admin');
    world.clock.advance(12 * HOUR_MS - 1);
    expect(await statusOf({ session })).toBe(200);
    world.clock.advance(12 * HOUR_MS);
    expect(await statusOf({ session })).toBe(401);
  });

  test('is in no list of sessions any more', async () => {
    const { email } = await world.person('lena');
    const ids = async (session: string) => (await world.call(listSessions, { session })).body.data.map(({ id }) => id);
    world.clock.advance(DAY_MS);
    const session = await world.signIn(email);
    expect(await ids(session)).toHaveLength(2);
    world.clock.advance(6 * DAY_MS);
    expect(await ids(session)).toHaveLength(1);
  });

  test('of a program gives no more tokens', async () => {
    const { email } = await world.person('pia');
    const first = await logged(email);
    world.clock.advance(7 * DAY_MS - 1);
    const second = TokensView.parse((await refresh(first.refresh_token)).body.data);
    expect(await statusOf({ bearer: second.access_token })).toBe(200);
    world.clock.advance(7 * DAY_MS - 1);
    const third = TokensView.parse((await refresh(second.refresh_token)).body.data);
    world.clock.advance(7 * DAY_MS);
    const refused = await refresh(third.refresh_token);
    expect([refused.status, refused.body.code]).toEqual([401, 'refresh_token_refused']);
  });
});
