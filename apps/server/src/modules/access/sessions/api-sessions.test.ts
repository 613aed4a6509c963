import {
  getMe,
  listSessions,
  logIn,
  logOut,
  refreshTokens,
  revokeOtherSessions,
  revokeSession,
  TokensView,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let world: AccessWorld;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
});
afterAll(() => world.drop());

/** Somebody of their own for each test. */
async function newcomer(): Promise<string> {
  people += 1;
  const { id: orgId } = await world.addOrganization(`studio-${people}`);
  const email = `ada-${people}@studio.example`;
  await world.addMember(email, [{ orgId, role: 'owner' }]);
  return email;
}

async function loggedIn(email: string) {
  const { status, body } = await world.call(logIn, { body: { email, password: PASSWORD } });
  expect(status).toBe(200);
  return TokensView.parse(body.data);
}

const refresh = (refresh_token: string) => world.call(refreshTokens, { body: { refresh_token } });
const meWith = async (bearer: string) => (await world.call(getMe, { bearer })).status;

describe('an API client', () => {
  test('works with its access token for fifteen minutes', async () => {
    const { access_token: bearer, token_type, expires_in } = await loggedIn(await newcomer());
    expect({ token_type, expires_in }).toEqual({ token_type: 'Bearer', expires_in: 900 });
    expect(await meWith(bearer)).toBe(200);
    world.clock.advance(15 * MINUTE_MS - 1_000);
    expect(await meWith(bearer)).toBe(200);
    world.clock.advance(1_000);
    expect(await meWith(bearer)).toBe(401);
  });

  test('is refused with a token that was changed, is another’s kind, or is none', async () => {
    const { access_token, refresh_token } = await loggedIn(await newcomer());
    const [head, payload, signature] = access_token.slice('sat_'.length).split('.');
    const forged = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    for (const bearer of [
      `${access_token}x`,
      `sat_${head}.${payload}.${signature?.split('').toReversed().join('')}`,
      `sat_${forged}.${payload}.`,
      'sat_',
      refresh_token,
    ]) {
      expect(await meWith(bearer)).toBe(401);
    }
    expect(await meWith(access_token)).toBe(200);
  });

  test('gets new tokens for a refresh token, each of which works once', async () => {
    const first = await loggedIn(await newcomer());
    const { status, body } = await refresh(first.refresh_token);
    expect(status).toBe(200);
    const second = TokensView.parse(body.data);
    expect(second.session).toEqual(first.session);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await meWith(second.access_token)).toBe(200);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  test('loses the session and everything made from it when a refresh token comes twice', async () => {
    const first = await loggedIn(await newcomer());
    const second = TokensView.parse((await refresh(first.refresh_token)).body.data);
    expect(await meWith(second.access_token)).toBe(200);
    const again = await refresh(first.refresh_token);
    expect([again.status, again.body.code]).toEqual([401, 'refresh_token_reused']);
    expect(await meWith(second.access_token)).toBe(401);
    const after = await refresh(second.refresh_token);
    expect([after.status, after.body.code]).toEqual([401, 'refresh_token_refused']);
    const [entry] = await world.test.asOwner<{ resource_id: string }>(
      "select resource_id from audit_entries where action = 'session.refresh_token_reused'",
    );
    expect(entry?.resource_id).toBe(first.session.id);
  });

  test('of two uses at the same moment, one gets tokens and the other ends the session', async () => {
    const { refresh_token } = await loggedIn(await newcomer());
    const both = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const given = TokensView.parse(both.find(({ status }) => status === 200)?.body.data);
    expect(await meWith(given.access_token)).toBe(401);
  });

  test('is refused with an unknown refresh token, or one that is over', async () => {
    const unknown = await refresh(`srt_${'a'.repeat(43)}`);
    expect([unknown.status, unknown.body.code]).toEqual([401, 'refresh_token_refused']);
    const { refresh_token } = await loggedIn(await newcomer());
    world.clock.advance(30 * DAY_MS);
    expect((await refresh(refresh_token)).body.code).toBe('refresh_token_refused');
  });

  test('ends by logging out', async () => {
    const { access_token: bearer, refresh_token } = await loggedIn(await newcomer());
    expect((await world.call(logOut, { bearer })).status).toBe(204);
    expect(await meWith(bearer)).toBe(401);
    expect((await refresh(refresh_token)).body.code).toBe('refresh_token_refused');
  });

  test('leaves no token in the database', async () => {
    const { access_token, refresh_token } = await loggedIn(await newcomer());
    const [{ everything } = { everything: '' }] = await world.test.asOwner<{ everything: string }>(
      `select (select string_agg(t::text, chr(10)) from refresh_tokens t) || (select string_agg(s::text, chr(10)) from sessions s)
         || (select string_agg(e::text, chr(10)) from audit_entries e) as everything`,
    );
    expect(everything.length).toBeGreaterThan(100);
    for (const token of [access_token, refresh_token, refresh_token.slice(4)]) expect(everything).not.toContain(token);
  });
});

describe('where somebody is signed in', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

  test('shows every living session, the current one first', async () => {
    const email = await newcomer();
    const { refresh_token: _, ...api } = await loggedIn(email);
    const session = await world.signIn(email);
    await world.test.asOwner('update sessions set user_agent = $1 where kind = $2', [FIREFOX, 'web']);
    world.clock.advance(MINUTE_MS);
    const { body } = await world.call(listSessions, { session });
    expect(body.data).toMatchObject([
      { kind: 'web', is_current: true, browser: 'Firefox', device: 'desktop', method: 'password', ip: '192.0.2.1' },
      { kind: 'api', is_current: false, id: api.session.id },
    ]);
  });

  test('ends one, or all but the current one, and nobody else’s', async () => {
    const [email, other] = [await newcomer(), await newcomer()];
    const [session, second, third] = [await world.signIn(email), await world.signIn(email), await world.signIn(email)];
    const stranger = await world.signIn(other);
    const strangerId = (await world.sessions.authenticateSession(stranger))?.sessionId ?? '';
    const secondId = (await world.sessions.authenticateSession(second))?.sessionId ?? '';
    expect((await world.call(revokeSession, { session, params: { id: strangerId } })).status).toBe(404);
    expect((await world.call(revokeSession, { session, params: { id: secondId } })).status).toBe(204);
    expect((await world.call(revokeSession, { session, params: { id: secondId } })).status).toBe(404);
    expect((await world.call(getMe, { session: second })).status).toBe(401);
    expect((await world.call(revokeOtherSessions, { session })).body.data).toEqual({ revoked: 1 });
    expect((await world.call(getMe, { session: third })).status).toBe(401);
    expect((await world.call(getMe, { session })).status).toBe(200);
    expect((await world.call(getMe, { session: stranger })).status).toBe(200);
  });
});
