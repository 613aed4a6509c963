import {
  beginTotp,
  confirmIdentity,
  getMe,
  logIn,
  proveSecondFactor,
  requestMagicLink,
  signIn,
  signInWithMagicLink,
  signOut,
  TokensView,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMailedTokens } from '../../../platform/crypto/index.ts';
import { type AccessWorld, createAccess, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';
import { addDevice, appCode, askedForSecondFactor, sessionIn, turnTotpOn } from '../../../testing/second-factors.ts';
import { softwareAuthenticator } from '../../../testing/software-authenticator.ts';

let world: AccessWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

async function somebody() {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  await world.addMember(email, [{ orgId, role: 'owner' }]);
  return { email, session: await world.signIn(email) };
}

/** Sent as it is, whatever has taken its place. */
const cookie = (token: string) => ({ headers: { cookie: `stepwell_session=${token}` } });
const me = (token: string) => world.call(getMe, cookie(token));
const statusOf = async (token: string) => (await me(token)).status;
const confirm = (token: string) =>
  world.call(confirmIdentity, { ...cookie(token), body: { method: 'password', password: PASSWORD } });
const byPassword = (email: string, session?: string) =>
  world.call(signIn, { ...(session && cookie(session)), body: { email, password: PASSWORD } });

describe('signing in anew', () => {
  test('with a password ends the session that the browser came with, and no other', async () => {
    const { email, session } = await somebody();
    const elsewhere = await world.signIn(email);
    const next = sessionIn(await byPassword(email, session));
    expect(next).not.toBe(session);
    expect([await statusOf(session), await statusOf(elsewhere), await statusOf(next)]).toEqual([401, 200, 200]);
    const [entry] = await world.test.asOwner<{ org_id: string; actor_kind: string }>(
      "select org_id, actor_kind from audit_entries where action = 'session.replace' order by id desc",
    );
    expect(entry).toEqual({ org_id: orgId, actor_kind: 'member' });
  });

  test('as somebody else ends it as well', async () => {
    const [{ session }, other] = [await somebody(), await somebody()];
    expect((await byPassword(other.email, session)).status).toBe(200);
    expect(await statusOf(session)).toBe(401);
  });

  test('with a wrong password ends nothing', async () => {
    const { email, session } = await somebody();
    const call = { ...cookie(session), body: { email, password: 'not the password' } };
    expect((await world.call(signIn, call)).status).toBe(401);
    expect(await statusOf(session)).toBe(200);
  });

  test('with a second factor ends it once that is proved', async () => {
    const { email, session } = await somebody();
    const { secret, renewed } = await turnTotpOn(world, session);
    world.clock.advance(30_000);
    const token = await askedForSecondFactor(world, email);
    expect(await statusOf(renewed)).toBe(200);
    const code = appCode(secret, world.clock.nowMs());
    const answer = await world.call(proveSecondFactor, { ...cookie(renewed), body: { token, method: 'totp', code } });
    expect([answer.status, await statusOf(renewed), await statusOf(sessionIn(answer))]).toEqual([200, 401, 200]);
  });

  test('with a mailed link ends it', async () => {
    const { email, session } = await somebody();
    const { code } = (await world.call(requestMagicLink, { body: { email } })).body.data;
    const link = world.mailed.findLast(({ recipient }) => recipient === email)?.link;
    const token = createMailedTokens(world.keyring).tokenOf('magic_link', link?.id ?? '');
    const body = { token, code };
    expect((await world.call(signInWithMagicLink, { ...cookie(session), body })).status).toBe(200);
    expect(await statusOf(session)).toBe(401);
  });

  test('for tokens of a program leaves the browser’s session alone', async () => {
    const { email, session } = await somebody();
    await world.call(logIn, { ...cookie(session), body: { email, password: PASSWORD } });
    expect(await statusOf(session)).toBe(200);
  });
});

describe('a proof', () => {
  test('gives the same session a new token', async () => {
    const { session } = await somebody();
    const { id } = (await me(session)).body.data.session;
    const answer = await confirm(session);
    const next = sessionIn(answer);
    expect(next).toMatch(/^[\w-]{43}$/);
    expect(next).not.toBe(session);
    expect(String(answer.headers['set-cookie'])).toContain('HttpOnly');
    expect((await me(next)).body.data.session).toMatchObject({ id, confirmed_until: expect.any(String) });
  });

  test('leaves the former token half a minute for requests under way, in which the proof counts for nothing', async () => {
    const { session } = await somebody();
    world.clock.advance(600_000);
    const next = sessionIn(await confirm(session));
    expect((await me(session)).body.data.account.id).toBe((await me(next)).body.data.account.id);
    const refused = await world.call(beginTotp, cookie(session));
    expect([refused.status, refused.body.code]).toEqual([403, 'confirmation_required']);
    expect((await world.call(beginTotp, cookie(next))).status).toBe(201);
    world.clock.advance(29_999);
    expect(await statusOf(session)).toBe(200);
    world.clock.advance(1);
    expect([await statusOf(session), await statusOf(next)]).toEqual([401, 200]);
    const { sessions: others } = createAccess(world.database, world.clock, world.ids);
    expect(await others.authenticateSession(session)).toBeUndefined();
  });

  test('by a factor that was just set up does not raise what the former token is worth', async () => {
    const { session } = await somebody();
    const { renewed } = await turnTotpOn(world, session);
    const worth = async (token: string) => (await world.sessions.authenticateSession(token))?.secondFactor;
    expect([await worth(session), await worth(renewed)]).toEqual([false, true]);
    world.clock.advance(1_000);
    const device = await addDevice(world, renewed, softwareAuthenticator(`renewal ${people}`));
    expect(device.status).toBe(201);
    expect(await statusOf(session)).toBe(401);
    expect([await worth(renewed), await worth(sessionIn(device))]).toEqual([true, true]);
  });

  test('at the same moment as another renews the token once, so that no browser is left with a dead one', async () => {
    const { session } = await somebody();
    const answers = await Promise.all([confirm(session), confirm(session)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const tokens = answers.map(sessionIn).filter((token) => token !== '');
    expect(tokens).toHaveLength(1);
    world.clock.advance(30_000);
    expect(await statusOf(tokens[0] ?? '')).toBe(200);
  });

  test('that failed leaves the token as it is', async () => {
    const { session } = await somebody();
    const call = { ...cookie(session), body: { method: 'password', password: 'not the password' } };
    const answer = await world.call(confirmIdentity, call);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    world.clock.advance(30_000);
    expect(await statusOf(session)).toBe(200);
  });

  test('by a program sets no cookie', async () => {
    const { email } = await somebody();
    const { body } = await world.call(logIn, { body: { email, password: PASSWORD } });
    const { access_token: bearer } = TokensView.parse(body.data);
    const answer = await world.call(confirmIdentity, { bearer, body: { method: 'password', password: PASSWORD } });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined]);
    expect((await world.call(getMe, { bearer })).status).toBe(200);
  });
});

test('a former token ends with its session', async () => {
  const { session } = await somebody();
  const next = sessionIn(await confirm(session));
  expect(await statusOf(session)).toBe(200);
  await world.call(signOut, cookie(next));
  expect([await statusOf(session), await statusOf(next)]).toEqual([401, 401]);
});
